/** A piece of a rule, and where it stands: the place of its first character, counted from 1. */
export type Token = {
  readonly is: 'word' | 'quoted' | 'sign';
  readonly text: string;
  readonly at: number;
};

export type Tokens = {readonly tokens: readonly Token[]} | {readonly problem: string};

const signs = new Set(['(', ')', ',']);
const blank = /\s/u;

/** Cuts a rule into words, quoted names and signs. Names without quotes end at a blank, a bracket or a comma. */
export function tokensOf(text: string): Tokens {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    const character = text[index] ?? '';
    if (blank.test(character)) {
      index += 1;
    } else if (signs.has(character)) {
      tokens.push({is: 'sign', text: character, at: index + 1});
      index += 1;
    } else if (character === '"' || character === "'") {
      const quoted = quotedFrom(text, index, character);
      if (quoted === undefined) return {problem: `The quote at character ${index + 1} does not end.`};
      tokens.push({is: 'quoted', text: quoted.text, at: index + 1});
      index = quoted.end;
    } else {
      const start = index;
      while (index < text.length && !endsWord(text[index] ?? '')) index += 1;
      tokens.push({is: 'word', text: text.slice(start, index), at: start + 1});
    }
  }
  return {tokens};
}

const endsWord = (character: string): boolean => blank.test(character) || signs.has(character);

/** What stands between two quotes; a backslash takes the next character as it is. */
function quotedFrom(
  text: string,
  start: number,
  quote: string,
): {readonly text: string; readonly end: number} | undefined {
  let inner = '';
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === quote) return {text: inner, end: index + 1};
    if (character === '\\' && index + 1 < text.length) {
      index += 1;
      inner += text[index] ?? '';
    } else inner += character;
  }
  return undefined;
}
