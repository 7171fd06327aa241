import type {Data} from './data.ts';
import {isName} from './names.ts';
import {assigned, classes, codes, paths, pointers, telling, values} from './patterns.ts';
import {withoutPeople} from './people.ts';
import {withoutQuoted} from './quoted.ts';
import {isRandom} from './scrambled.ts';
import {isFailureWord} from './words.ts';

/** What stands where a value was. */
export const gap = '…';

/** Stand for a value, and for something that stays, while a text is worked on; texts from outside lose theirs first. */
const out = '\u{e000}';
const keptFrom = 0xe100;
const mostKept = 500;
const mostLength = 4000;

/** A call, as Java names what it could not do. */
const call = /^[\p{L}_][\w.$]*\([\w.$, ]*\)$/u;

/**
 * An error's text without the values in it, so that what has one cause reads the same: words stay, and codes where
 * only codes stand, and quoted names of fields.
 */
export function takeOut(text: string, data: Data): string {
  const {isWord: isData, phrases} = data;
  const kept: string[] = [];
  const keep = (said: string): string => {
    if (kept.length >= mostKept || wordsOf(said).some(isData)) return said;
    kept.push(said);
    return String.fromCodePoint(keptFrom + kept.length - 1);
  };
  let said = cut(text);
  for (const phrase of phrases) said = said.replaceAll(phrase, out);
  for (const value of values) said = said.replace(value, out);
  for (const code of codes) said = said.replace(code, keep);
  said = said
    .replace(classes, name => (isRandom(name) ? name : keep(name)))
    .replace(pointers, (_, lead: string, pointer: string) => lead + keep(nameOfPointer(pointer)))
    .replace(paths, (_, lead: string) => lead + out);
  said = withoutQuoted(said, out, (quoted, open, close) =>
    (isName(quoted) || call.test(quoted)) && !isData(quoted) ? keep(open + quoted + close) : out,
  );
  said = withoutPeople(said, out)
    .replace(/=\s*\([^)]*\)/g, `=(${out})`)
    .replace(assigned, (all, name: string, value: string) =>
      isKept(value) || telling.test(name) ? all : `${name}=${out}`,
    )
    .replace(/[\p{L}\p{M}\p{N}_$€£¥@'’.~+*%^\\-]+/gu, token =>
      /\p{N}/u.test(token) ? withUnit(token) : token,
    )
    .replace(/[\p{L}\p{M}_$@][\p{L}\p{M}_$@.'’-]*/gu, word => (isValue(word, isData) ? out : word));
  return joined(said).replace(
    /[\u{e100}-\u{e2f4}]/gu,
    mark => kept[(mark.codePointAt(0) ?? 0) - keptFrom] ?? '',
  );
}

const isKept = (text: string): boolean => /^[\u{e100}-\u{e2f4}]+$/u.test(text);

/** One line of a bounded length; what may have been cut in the middle of a value goes as a whole. */
function cut(text: string): string {
  const line = text
    .replace(/[\u{e000}-\u{e2ff}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= mostLength ? line : line.slice(0, mostLength).replace(/[^ ]*$/, '');
}

const nameOfPointer = (pointer: string): string =>
  pointer
    .split('/')
    .map(step => (step === '' || isName(step) ? step : gap))
    .join('/');

const units = /^[-+$€£¥]?[\d.,]+(ms|s|sec|secs|seconds|m|min|h|ns|us|µs|B|kB|KB|MB|GB|KiB|MiB|GiB|bytes|%)$/;

/** The unit of a measure stays. A full stop behind it ends a sentence. */
function withUnit(token: string): string {
  const [, body = '', end = ''] = /^(.*?)([.'’]*)$/.exec(token) ?? [];
  const unit = units.exec(body)?.[1];
  return `${out}${unit === undefined ? '' : unit === '%' ? '%' : ` ${unit}`}${end}`;
}

const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{M}]{3,}/gu) ?? [];

function isValue(word: string, isData: (word: string) => boolean): boolean {
  if (isRandom(word)) return true;
  const bare = word.replace(/['’.-]+$/, '');
  if (isFailureWord(bare)) return false;
  return isData(bare) || wordsOf(bare).some(part => !isFailureWord(part) && isData(part));
}

/** Values side by side are one gap, and none says anything at the beginning. */
function joined(text: string): string {
  return text
    .replaceAll(out, gap)
    .replace(/…(?:[\s,;:/|_.#@+*&-]*…)+/g, gap)
    .replace(/\s+/g, ' ')
    .replace(/^(?:[\s[({]*…[\])}\s:;,.|-]*)+(?=[\p{L}\u{e100}-\u{e2f4}])/u, '')
    .trim();
}
