import type {RestAnswer} from '../../rest.ts';
import {element} from '../../wire/xml.ts';

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A whole answer in XML. */
export const document = (name: string, inner: string): RestAnswer => ({
  body: `${head}<${name} xmlns="${namespace}">${inner}</${name}>`,
});

const secondsOfDay = 86_400;
const mostRemembered = 10_000;
const days = new Map<number, string>();
const two = Array.from({length: 60}, (_, number) => String(number).padStart(2, '0'));

/** S3 knows no parts of a second. A page of a list has a thousand times, and few days: those are remembered. */
export function time(at: number): string {
  const seconds = Math.floor(at / 1000);
  const day = Math.floor(seconds / secondsOfDay);
  const second = seconds - day * secondsOfDay;
  const minute = Math.floor(second / 60);
  return `${dateOf(day)}T${two[Math.floor(minute / 60)]}:${two[minute % 60]}:${two[second % 60]}.000Z`;
}

function dateOf(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size >= mostRemembered) days.clear();
  const date = new Date(day * secondsOfDay * 1000).toISOString().slice(0, 10);
  days.set(day, date);
  return date;
}

/** The account as the owner of what is in it: 64 hexadecimal digits. */
export const owner = (accountId: string): string => element('ID', canonicalId(accountId));

const canonicalId = (accountId: string): string => accountId.padStart(16, '0').repeat(4);

const unsafe = /[&<>"\p{Cc}\ufffe\uffff]/u;
const unsafeOnes = /[&<>"\p{Cc}\ufffe\uffff]/gu;
const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};

/** A key as XML has it. Controls are written by their number, which most readers of XML refuse: so does S3 write them. */
export const escapeKey = (key: string): string =>
  unsafe.test(key)
    ? key.replaceAll(unsafeOnes, one => entities[one] ?? `&#x${one.charCodeAt(0).toString(16)};`)
    : key;

const plain = /^[A-Za-z0-9_.*/-]*$/;

/** A key as a form has it, but for its slashes: a space is `+`. */
export const urlEncodeKey = (key: string): string =>
  plain.test(key) ? key : new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
