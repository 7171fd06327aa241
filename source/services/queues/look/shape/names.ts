import {isRandom} from './scrambled.ts';

const longHex = /[0-9a-f]{8,}/gi;
const longestName = 60;
const mostDigits = 3;

/**
 * A name that somebody gave in a program or a schema: `customerId`, `address_line_2`, `@timestamp`, `http.status`. What
 * is long, random, or has blanks or many digits is data, even as the key of a map.
 */
export function isName(text: string): boolean {
  if (text.length > longestName || !/^[@$#]?[\p{L}_][\p{L}\p{M}\p{N}_$#:.-]*$/u.test(text)) return false;
  if (text.replace(/\P{N}/gu, '').length > mostDigits) return false;
  const isHex = (text.match(longHex) ?? []).some(run => /\d/.test(run));
  return !isHex && !isRandom(text);
}
