import {deepest, isList, isObject, type Json, opened} from './json.ts';
import {isName} from './names.ts';

const widest = 60;
const mostOfList = 50;

/** The keys and types of a document: what is left when every value is taken out. */
export function skeletonOf(value: Json, depth = 0): string {
  const inner = opened(value);
  if (isList(inner)) {
    const kinds = new Set(inner.slice(0, mostOfList).map(item => skeletonOf(item, depth + 1)));
    return depth > deepest ? '[…]' : `[${[...kinds].toSorted().join(' | ')}]`;
  }
  if (isObject(inner)) {
    if (depth > deepest) return '{…}';
    const fields = new Set<string>();
    for (const [key, child] of Object.entries(inner)) {
      fields.add(`${nameOfKey(key)}: ${skeletonOf(child, depth + 1)}`);
    }
    const sorted = [...fields].toSorted();
    return `{${[...sorted.slice(0, widest), ...(sorted.length > widest ? ['…'] : [])].join(', ')}}`;
  }
  return inner === null ? 'null' : typeof inner;
}

/** A key that looks like data is none to show. */
export const nameOfKey = (key: string): string => (isName(key) ? key : '…');
