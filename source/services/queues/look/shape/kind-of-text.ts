import {documentIn} from './json.ts';

const kinds: readonly (readonly [string, RegExp])[] = [
  ['UUID', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  ['e-mail', /^[^\s@,;|<>]+@[^\s@,;|<>]+$/],
  ['URL', /^[a-z][a-z0-9+.-]*:\/\/\S+$/i],
  ['ARN', /^arn:[a-z-]+:\S+$/],
  ['time', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d\S*$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
  ['IP address', /^(?:\d{1,3}\.){3}\d{1,3}$/],
  ['IBAN', /^[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}$/],
  ['digits', /^[+-]?\d[\d .,-]*$/],
  ['hex', /^(?=.*\d)[0-9a-f]{8,}$/i],
];

/** What kind of value a string is: told from its form, never by any part of it. */
export function kindOfText(text: string): string {
  if (text === '') return 'empty';
  if (documentIn(text)) return 'JSON';
  const start = text.slice(0, 500);
  return kinds.find(([, form]) => form.test(start))?.[0] ?? 'string';
}
