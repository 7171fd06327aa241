import type {Json} from '../operation.ts';
import {type Dialect, isAmong} from './dialect.ts';

/** What an operation answers as the members of an XML element, in the dialect of its service. */
export const xmlResult = (operation: string, output: Json, dialect: Dialect = {}): string =>
  members(output, dialect, operation);

/** Lists as `<member>`, maps as `<entry>`, times as ISO 8601. */
function members(value: unknown, dialect: Dialect, name: string): string {
  if (Array.isArray(value))
    return value.map(item => element('member', members(item, dialect, name))).join('');
  if (value instanceof Map) {
    return entries(value, ['key', 'value'], dialect)
      .map(item => element('entry', item))
      .join('');
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key, item]) => member(key, item, dialect, name))
      .join('');
  }
  if (typeof value === 'number' && isAmong(dialect.times, name, ''))
    return new Date(value * 1000).toISOString();
  return escapeXml(String(value));
}

function member(name: string, value: unknown, dialect: Dialect, parent: string): string {
  const written = dialect.answered?.[`${parent}.${name}`] ?? dialect.answered?.[name];
  if (!written) return element(name, members(value, dialect, name));
  const {as, entry} = written;
  const items = entry
    ? entries(new Map(Object.entries(value ?? {})), entry, dialect)
    : Array.from(Array.isArray(value) ? value : [], item => members(item, dialect, name));
  return items.map(item => element(as, item)).join('');
}

const entries = (
  map: ReadonlyMap<unknown, unknown>,
  [key, value]: readonly [string, string],
  dialect: Dialect,
): readonly string[] =>
  Array.from(
    map,
    ([name, item]) => element(key, escapeXml(String(name))) + element(value, members(item, dialect, value)),
  );

export const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

/** A reader of XML takes a carriage return for the end of a line, unless it is written like this. */
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

export const escapeXml = (text: string): string =>
  text.replaceAll(/[&<>"\r]/g, character => entities[character] ?? character);
