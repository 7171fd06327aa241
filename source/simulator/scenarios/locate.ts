/**
 * The line (from 1) of a TOML document on which a value was written; of a value that is not there, the line of
 * the table that lacks it. The parser keeps no lines for what is well formed but means nothing here.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number | undefined {
  const wanted = path.join('.');
  const counts = new Map<string, number>();
  let table = '';
  let best: {readonly line: number; readonly length: number} | undefined;
  const see = (found: string, line: number) => {
    const covers = wanted === found || wanted.startsWith(`${found}.`);
    if (covers && found.length > (best?.length ?? 0)) best = {line, length: found.length};
  };
  for (const [index, line] of text.split('\n').entries()) {
    const header = /^\s*(\[\[?)\s*([\w.-]+)\s*\]/.exec(line);
    const key = /^\s*([\w.-]+)\s*=/.exec(line)?.[1];
    if (header?.[2]) {
      table = numbered(header[2], header[1] === '[[', counts);
      see(table, index + 1);
    } else if (key) see(table ? `${table}.${key}` : key, index + 1);
  }
  return best?.line;
}

/** `streams.producers` of the second stream's first producer is `streams.1.producers.0`. */
function numbered(header: string, isArray: boolean, counts: Map<string, number>): string {
  const parts = header.split('.');
  let path = '';
  for (const [index, part] of parts.entries()) {
    path = path ? `${path}.${part}` : part;
    if (isArray && index === parts.length - 1) counts.set(path, (counts.get(path) ?? -1) + 1);
    const count = counts.get(path);
    if (count !== undefined) path = `${path}.${count}`;
  }
  return path;
}
