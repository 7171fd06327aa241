import {attributesIn, type Content} from './shape/contents.ts';
import {isList, isObject, type Json, opened} from './shape/json.ts';
import {kindOfText} from './shape/kind-of-text.ts';
import {shapeOfText} from './shape/plain-text.ts';
import {nameOfKey} from './shape/skeleton.ts';

const longest = 800;
const deepest = 6;
const mostFields = 24;

/** A message with every value taken out: what kind it was, and how long. */
export function exampleOf(content: Content): string {
  const attributes = attributesIn(content);
  const inner = opened(content.body);
  const body = typeof inner === 'string' ? shapeOfText(inner) : redacted(inner);
  const isBare = isObject(attributes) && Object.keys(attributes).length === 0;
  return cut(isBare ? body : `${body} with attributes ${redacted(attributes)}`);
}

function redacted(value: Json, depth = 0): string {
  const inner = opened(value);
  if (typeof inner === 'string') {
    const kind = kindOfText(inner);
    return kind === 'empty' ? 'empty string' : `${kind} ${inner.length}`;
  }
  if (isList(inner)) {
    const [first] = inner;
    if (first === undefined) return '[]';
    return depth > deepest
      ? '[…]'
      : `[${redacted(first, depth + 1)}${inner.length > 1 ? ` × ${inner.length}` : ''}]`;
  }
  if (!isObject(inner)) return inner === null ? 'null' : typeof inner;
  if (depth > deepest) return '{…}';
  const fields = Object.entries(inner)
    .slice(0, mostFields)
    .map(([key, child]) => `${nameOfKey(key)}: ${redacted(child, depth + 1)}`);
  const more = Object.keys(inner).length - fields.length;
  return `{${[...fields, ...(more > 0 ? [`${more} more`] : [])].join(', ')}}`;
}

const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);
