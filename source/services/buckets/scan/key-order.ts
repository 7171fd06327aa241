/**
 * S3 sorts keys by their UTF-8 bytes, which is the order of their code points. Strings here are compared by UTF-16
 * units, where what is written with two of them sorts too low.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (left !== right) return rankOf(left) - rankOf(right);
  }
  return a.length - b.length;
}

const firstSurrogate = 0xd800;
const lastSurrogate = 0xdfff;

const rankOf = (unit: number): number =>
  unit < firstSurrogate ? unit : unit > lastSurrogate ? unit - 0x800 : unit + 0x2000;

/** What both begin with, in whole code points. */
function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  const unit = a.charCodeAt(length - 1);
  // Not in the middle of a code point.
  return a.slice(0, unit >= firstSurrogate && unit < 0xdc00 ? length - 1 : length);
}

/** The least string after all that begin with `start` and its next character as in `key`; undefined without one. */
function afterNext(key: string, start: string): string | undefined {
  const point = key.codePointAt(start.length);
  if (point === undefined || point === 0x10ffff) return undefined;
  return start + String.fromCodePoint(point + 1 === firstSurrogate ? lastSurrogate + 1 : point + 1);
}

/**
 * Where to divide what lies after `key` up to `last`, in the coarsest way: at the first letter that can still change.
 * Always between the two; undefined where there is no such place.
 */
export function dividingKey(key: string, last: string | undefined, prefix: string): string | undefined {
  let start = last === undefined ? prefix : sharedStart(key, last);
  if (start.length < prefix.length) start = prefix;
  for (;;) {
    const next = afterNext(key, start);
    if (next === undefined) return undefined;
    if (last === undefined || compareKeys(next, last) < 0) return next;
    // Nothing lies between: all that is left begins with one more letter of the key.
    start = key.slice(0, start.length + String.fromCodePoint(key.codePointAt(start.length) ?? 0).length);
  }
}
