const part = `(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)`;
const header = new RegExp(`^\\s*\\[\\s*(${part}(?:\\s*\\.\\s*${part})*)\\s*\\]`);
const assignment = new RegExp(`^(\\s*)(${part}(?:\\s*\\.\\s*${part})*)\\s*=`);

/**
 * ":line:column" of a key in TOML text, which the parser does not keep; of the table it is in when it is written
 * inside a value; empty when neither is found.
 */
export function positionOf(text: string, keys: readonly string[]): string {
  const found = new Map<string, string>();
  let section: readonly string[] = [];
  text.split('\n').forEach((line, index) => {
    const opened = header.exec(line);
    if (opened) {
      section = partsOf(opened[1] ?? '');
      note(found, section, index, line.indexOf('['));
      return;
    }
    const assigned = assignment.exec(line);
    if (assigned) note(found, [...section, ...partsOf(assigned[2] ?? '')], index, (assigned[1] ?? '').length);
  });
  for (let length = keys.length; length > 0; length -= 1) {
    const position = found.get(keyOf(keys.slice(0, length)));
    if (position !== undefined) return position;
  }
  return '';
}

const keyOf = (keys: readonly string[]): string => JSON.stringify(keys);

/** A dotted key opens the tables before its last part too. */
function note(found: Map<string, string>, keys: readonly string[], line: number, column: number): void {
  keys.forEach((_, index) => {
    const key = keyOf(keys.slice(0, index + 1));
    if (!found.has(key)) found.set(key, `:${line + 1}:${column + 1}`);
  });
}

const partsOf = (dotted: string): readonly string[] =>
  (dotted.match(new RegExp(part, 'g')) ?? []).map(each => each.replace(/^["']|["']$/g, ''));
