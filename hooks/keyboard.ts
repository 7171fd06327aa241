import type {Key as InkKey} from 'ink';

const graphemes = new Intl.Segmenter(undefined, {granularity: 'grapheme'});

const controlNames: Readonly<Record<string, string>> = {
  '\r': 'Enter',
  '\n': 'Enter',
  '\r\n': 'Enter',
  '\t': 'Tab',
  '\u007f': 'Backspace',
  '\b': 'Backspace',
  '\u001b': 'Esc',
};

/** One key as it is named in the table of keys: `j`, `Enter`, `Ctrl-f`, `PageDown`. */
function nameOfGrapheme(grapheme: string): string {
  const named = controlNames[grapheme];
  if (named) return named;
  const code = grapheme.charCodeAt(0);
  return grapheme.length === 1 && code >= 1 && code <= 26
    ? `Ctrl-${String.fromCharCode(code + 96)}`
    : grapheme;
}

const special = (key: InkKey): string | undefined => {
  if (key.upArrow) return 'Up';
  if (key.downArrow) return 'Down';
  if (key.leftArrow) return 'Left';
  if (key.rightArrow) return 'Right';
  if (key.pageUp) return 'PageUp';
  if (key.pageDown) return 'PageDown';
  if (key.home) return 'Home';
  if (key.end) return 'End';
  if (key.return) return 'Enter';
  if (key.escape) return 'Esc';
  if (key.tab) return key.shift ? 'Shift-Tab' : 'Tab';
  if (key.backspace) return 'Backspace';
  if (key.delete) return 'Delete';
  return undefined;
};

/**
 * The keys of one chunk of input, in order. A terminal sends what was typed fast, or over a slow link, as one
 * string: `jjjj` is four keys and `/web⏎` five.
 */
export function keysOf(input: string, key: InkKey): readonly string[] {
  const name = special(key);
  if (name) return [name];
  if (key.ctrl) return input === '' ? [] : [`Ctrl-${input}`];
  const typed = [...graphemes.segment(input)].map(part => nameOfGrapheme(part.segment));
  // No key here uses Alt, and a slow link glues an Esc to what follows it: Alt-j is Esc, then j.
  return key.meta ? ['Esc', ...typed] : typed;
}

/** Whether a key is text when text is being typed. */
export const isText = (key: string): boolean =>
  [...graphemes.segment(key)].length === 1 && !/\p{Control}/u.test(key);

/** What a paste adds to a text field: its first line, without control characters. */
export const pastedText = (text: string): string =>
  (text.split(/\r|\n/u, 1)[0] ?? '').replaceAll(/\p{Control}/gu, '');

export const withoutLastGrapheme = (text: string): string => {
  const last = [...graphemes.segment(text)].at(-1);
  return last ? text.slice(0, last.index) : '';
};

export const withoutLastWord = (text: string): string => text.replace(/\S+\s*$/u, '');
