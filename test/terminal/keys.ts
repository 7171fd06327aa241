/** What a terminal sends for the keys that have a name: xterm's sequences. */
const named: Readonly<Record<string, string>> = {
  Enter: '\r',
  Tab: '\t',
  'Shift-Tab': '\x1b[Z',
  Esc: '\x1b',
  Space: ' ',
  Backspace: '\x7f',
  Delete: '\x1b[3~',
  PageUp: '\x1b[5~',
  PageDown: '\x1b[6~',
};

/** These change with the cursor key mode (DECCKM): `ESC [ A` or `ESC O A`. */
const cursor: Readonly<Record<string, string>> = {
  Up: 'A',
  Down: 'B',
  Right: 'C',
  Left: 'D',
  End: 'F',
  Home: 'H',
};

/** The bytes of one key: a character, a name such as `PageDown`, `Ctrl-l` or `Alt-x`. */
export function bytesOf(key: string, applicationCursorKeys = false): string {
  const plain = named[key];
  if (plain !== undefined) return plain;

  const final = cursor[key];
  if (final !== undefined) return `\x1b${applicationCursorKeys ? 'O' : '['}${final}`;

  const control = /^Ctrl-([a-z\\])$/.exec(key)?.[1];
  if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 0x1f);

  const alt = /^Alt-(.)$/u.exec(key)?.[1];
  if (alt !== undefined) return `\x1b${alt}`;

  if ([...key].length !== 1) throw new Error(`No key is called "${key}"; text is typed with type().`);
  return key;
}
