import {kindOfText} from './kind-of-text.ts';
import {nameOfKey} from './skeleton.ts';

const mostRead = 20_000;
const mostNames = 40;

/** What can be told of a body that is no JSON, without any of its words. */
export function shapeOfText(text: string): string {
  const start = text.slice(0, mostRead).trim();
  if (start === '') return 'an empty body';
  const kind = kindOfText(start);
  if (kind !== 'string' && kind !== 'JSON') return `a body that is one value: ${kind}`;
  return markup(start) ?? form(start) ?? columns(start) ?? plainWords(text);
}

/** The elements of an XML document, in the order in which they come first. */
function markup(text: string): string | undefined {
  if (!/^<[?!\p{L}]/u.test(text)) return undefined;
  const names = new Set<string>();
  for (const [, name = ''] of text.matchAll(/<([\p{L}_][\p{L}\p{N}_.:-]*)/gu)) {
    names.add(nameOfKey(name));
    if (names.size === mostNames) break;
  }
  return names.size === 0 ? undefined : `XML of ${[...names].join(', ')}`;
}

function form(text: string): string | undefined {
  if (!/^[^\s=&]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)+$/.test(text)) return undefined;
  const names = new Set(text.split('&', mostNames).map(part => nameOfKey(part.split('=', 1)[0] ?? '')));
  return `form of ${[...names].toSorted().join(', ')}`;
}

function columns(text: string): string | undefined {
  const [first = ''] = text.split('\n', 1);
  for (const [mark, name] of [
    ['\t', 'tabs'],
    ['|', 'bars'],
    [';', 'semicolons'],
    [',', 'commas'],
  ] as const) {
    const count = first.split(mark).length;
    // A sentence has blanks behind its commas.
    if (count > 2 && !(mark === ',' && first.includes(', ')))
      return `text in ${count} columns, parted by ${name}`;
  }
  return undefined;
}

function plainWords(text: string): string {
  const isOneWord = !/\s/.test(text.trim());
  if (isOneWord) return text.length > 20 ? 'one long word without blanks' : 'one word';
  const lines = text.split('\n', 3).length;
  const size = text.length < 200 ? 'short' : text.length < 2000 ? 'some' : 'long';
  return `${size} text${lines > 2 ? ' of several lines' : ''}`;
}
