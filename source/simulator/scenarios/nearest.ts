/** The candidate that is closest to what was typed, when it is close enough to be a slip of the finger. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map(candidate => ({candidate, edits: edits(typed.toLowerCase(), candidate.toLowerCase())}))
    .sort((a, b) => a.edits - b.edits);
  const best = ranked[0];
  return best && best.edits <= Math.max(2, typed.length / 3) ? best.candidate : undefined;
}

/** How many letters must be added, left out or changed to come from one word to the other. */
function edits(from: string, to: string): number {
  let row = Array.from({length: to.length + 1}, (_, column) => column);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (let column = 1; column <= to.length; column++) {
      const left = next[column - 1] ?? 0;
      const above = row[column] ?? 0;
      const diagonal = row[column - 1] ?? 0;
      next.push(Math.min(left + 1, above + 1, diagonal + (letter === to[column - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
