import {isList, type Json, type JsonObject} from './json.ts';
import {isName} from './names.ts';
import {plainName} from './roles.ts';

const mostLines = 200;
const longestType = 200;
const longestCode = 60;

export const saysSomething = (text: string): boolean =>
  !/^\s*(?:none|null|nil|undefined|ok|false|true|0)?\s*$/i.test(text);

/** The kind of an error: its class, or a title. */
export function typeIn(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > longestType || !saysSomething(value)) return undefined;
  return /^[\p{L}_][\w.$:/ -]*$/u.test(value) && !value.includes('://') ? value : undefined;
}

/** A code that a program gave an error: `ECONNREFUSED`, `23505`, 404. Lambda writes 200 where a function failed. */
export function codeIn(value: Json): string | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? codeOfNumber(String(value)) : undefined;
  if (typeof value !== 'string' || value.length > longestCode || !saysSomething(value)) return undefined;
  if (/^-?\d+$/.test(value)) return codeOfNumber(value);
  return /^[A-Za-z_][A-Za-z_.:-]*\d{0,6}[A-Za-z]?$/.test(value) ? value : undefined;
}

function codeOfNumber(digits: string): string | undefined {
  const isCode = /^-\d{1,5}$|^\d{3,6}$/.test(digits) && !/^[1-3]\d\d$/.test(digits);
  return isCode ? digits : undefined;
}

/** A text, or the lines of one. */
export function textIn(value: Json): string | undefined {
  if (typeof value === 'string') return saysSomething(value) ? value : undefined;
  if (!isList(value)) return undefined;
  const lines = value.slice(0, mostLines).filter(line => typeof line === 'string');
  return lines.length === 0 ? undefined : lines.join('\n');
}

const places = /^(?:path|instancepath|datapath|field|property|propertypath|param|loc|location|pointer)$/;

/** Where in a document a validation complains: a path of names, without the numbers of lists and the keys of maps. */
export function placeIn(complaint: JsonObject): string {
  for (const [key, value] of Object.entries(complaint)) {
    if (!places.test(plainName(key))) continue;
    const steps = isList(value)
      ? value.map(String)
      : typeof value === 'string'
        ? value.split(/[./[\]]+/)
        : [];
    const place = steps.filter(step => step !== '' && step !== '$').map(step => (isName(step) ? step : '…'));
    if (place.length > 0) return place.join('.');
  }
  return '';
}
