import type {Failure} from './failure.ts';
import {isList, isObject, type Json, opened} from './json.ts';
import {plainName, roleOf} from './roles.ts';
import {isProgramsError, looksLikeFailure} from './words.ts';

const mostLeaves = 20_000;
const longestValue = 200;
const longestText = 8000;

/** What these hold is one of a few words that a program knows, and nobody's own. */
const enumerations =
  /(?:type|status|state|kind|event|eventname|action|method|level|mode|category|currency|country|channel|operation|service|source|queue|topic|stage|environment|env|region|class|code|version|keyword|rule|validator|format|syscall|path|pointer|field|property|param|parameter|loc|location|locale|language|unit|priority|severity)$/;

const oneWord = /^[\p{L}\p{M}][\p{L}\p{M}_.'’-]{2,}$/u;
/** A title, a name or an address has no more words than this; longer ones are prose. */
const mostWords = 6;
const capitalised = /\p{Lu}[\p{L}\p{M}'’]{2,}/gu;
const mail = /^([^@\s]+)@[^@\s]+$/;

/** What stands in a message as a value of its own, and so is no part of a cause where the error's text says it too. */
export type Data = {
  readonly isWord: (word: string) => boolean;
  /** Values of several words that the error's text says as they are, the longest first. */
  readonly phrases: readonly string[];
};

/** Values under keys such as `status` are a program's own words, and so are the keys themselves. */
export function dataIn(roots: readonly Json[], failure: Failure): Data {
  const own = new Set(textsOf(failure));
  const ownText = oneLine([...own].join(' '));
  const words = new Set<string>();
  const phrases = new Set<string>();
  const keys = new Set<string>();
  const stack = roots.map(value => ({value, key: '', isInside: false}));
  for (let left = mostLeaves; left > 0; left -= 1) {
    const next = stack.pop();
    if (!next) break;
    const value = opened(next.value);
    const {key, isInside} = next;
    if (isList(value)) for (const item of value) stack.push({value: item, key, isInside});
    else if (isObject(value)) {
      for (const [name, child] of Object.entries(value)) {
        keys.add(name.toLowerCase());
        stack.push({value: child, key: name, isInside: isInside || roleOf(name, false) !== undefined});
      }
    } else if (typeof value === 'string' && !own.has(value) && isSomebodys(key, isInside)) {
      if (value.length > longestValue || isProgramsError(value)) continue;
      for (const word of wordsOfValue(value)) words.add(word.toLowerCase());
      const phrase = oneLine(value);
      if (phrase.includes(' ') && !looksLikeFailure(phrase) && ownText.includes(phrase)) phrases.add(phrase);
    }
  }
  return {
    isWord: word => words.has(word.toLowerCase()) && !keys.has(word.toLowerCase()),
    phrases: [...phrases].toSorted((a, b) => b.length - a.length),
  };
}

const oneLine = (text: string): string => text.slice(0, longestText).replace(/\s+/g, ' ').trim();

const isSomebodys = (key: string, isInside: boolean): boolean =>
  !enumerations.test(plainName(key)) && !(isInside && roleOf(key, true) !== undefined);

function wordsOfValue(value: string): readonly string[] {
  const local = mail.exec(value)?.[1];
  if (local !== undefined) return [local, ...local.split(/[^\p{L}\p{M}]+/u).filter(part => part.length > 2)];
  if (oneWord.test(value)) return [value];
  return value.split(/\s+/, mostWords + 1).length > mostWords ? [] : (value.match(capitalised) ?? []);
}

function textsOf({type, code, message, details = [], cause}: Failure): readonly string[] {
  const texts = [type, code, message, ...details.map(({said}) => said)].filter(text => text !== undefined);
  return cause ? [...texts, ...textsOf(cause)] : texts;
}
