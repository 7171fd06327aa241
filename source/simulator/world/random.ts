/** Scatters a whole number over 32 bits (the finaliser of MurmurHash3). */
function scatter(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** One number out of several: the same ones, in the same order, give the same. */
export function mix(seed: number, a: number, b = 0, c = 0): number {
  let h = scatter(seed ^ 0x9e3779b9);
  h = scatter(h ^ (a | 0));
  if (a > 0xffffffff) h = scatter(h ^ Math.floor(a / 0x1_0000_0000));
  h = scatter(h ^ (b | 0));
  return scatter(h ^ (c | 0));
}

/** A number from 0 to 1, 1 left out, that is always the same for the same place. */
export const chance = (seed: number, a: number, b = 0, c = 0): number => mix(seed, a, b, c) / 0x1_0000_0000;

/** A seed made of a name. */
export function seedOf(seed: number, name: string): number {
  let h = scatter(seed);
  for (let index = 0; index < name.length; index++) h = scatter(h ^ name.charCodeAt(index));
  return h;
}
