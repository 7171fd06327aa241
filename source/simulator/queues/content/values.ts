import {chance, mix} from '../../world/random.ts';

/** Invented values that look like somebody's: always the same ones for the same seed. */
export type Values = {
  /** From 0 to 1, 1 left out. */
  readonly draw: () => number;
  readonly whole: (least: number, most: number) => number;
  readonly one: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** So many of these characters. */
  readonly text: (length: number, characters?: string) => string;
  readonly uuid: () => string;
  readonly name: () => string;
  readonly email: () => string;
  readonly iban: () => string;
  /** `129.90` */
  readonly money: () => string;
};

const hex = '0123456789abcdef';
const letters = 'abcdefghijkmnpqrstuvwxyz23456789';
const firstNames = [
  'Maren',
  'Jonas',
  'Aylin',
  'Piotr',
  'Chiara',
  'Tomas',
  'Ingrid',
  'Rafael',
  'Noor',
  'Elif',
];
const lastNames = ['Voss', 'Albers', 'Demir', 'Kowal', 'Ricci', 'Novak', 'Lund', 'Prado', 'Haddad', 'Brandt'];
const countries = ['DE', 'NL', 'FR', 'ES', 'IT', 'PL'];

export function valuesOf(seed: number): Values {
  let drawn = 0;
  const draw = () => chance(seed, drawn++);
  const whole = (least: number, most: number) => least + Math.floor(draw() * (most - least + 1));
  const text = (length: number, characters = letters) => {
    let made = '';
    while (made.length < length) made += characters.charAt(Math.floor(draw() * characters.length));
    return made;
  };
  const among = (items: readonly string[]) => items[whole(0, items.length - 1)] ?? '';
  const name = () => `${among(firstNames)} ${among(lastNames)}`;
  return {
    draw,
    whole,
    one: items => items[whole(0, items.length - 1)] ?? items[0],
    text,
    uuid: () => uuidOf(mix(seed, drawn++)),
    name,
    email: () =>
      `${name().toLowerCase().replace(' ', '.')}${whole(1, 99)}@example.${among(['com', 'org', 'net'])}`,
    iban: () => `${among(countries)}${text(20, '0123456789')}`,
    money: () => (whole(300, 48_000) / 100).toFixed(2),
  };
}

/** A random UUID in form, made of a number. */
export function uuidOf(seed: number): string {
  const word = (place: number) => mix(seed, place).toString(16).padStart(8, '0');
  const all = `${word(1)}${word(2)}${word(3)}${word(4)}`;
  const variant = hex.charAt(8 + (mix(seed, 5) & 3));
  return `${all.slice(0, 8)}-${all.slice(8, 12)}-4${all.slice(13, 16)}-${variant}${all.slice(17, 20)}-${all.slice(20)}`;
}
