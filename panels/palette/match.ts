/**
 * How well a name answers what was typed: its letters in order, better when they stand together, best at the
 * start of the name. Undefined when they are not all there.
 */
export function score(name: string, typed: string): number | undefined {
  const text = name.toLowerCase();
  const wanted = typed.toLowerCase();
  if (wanted === '') return 0;
  const whole = text.indexOf(wanted);
  if (whole >= 0) return 1000 - whole - text.length / 1000 + (text.length === wanted.length ? 1000 : 0);
  let at = -1;
  let gaps = 0;
  for (const letter of wanted) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return -gaps - text.length / 1000;
}

/** The best `most` of the items, best first; those that answer equally well stay in their order. */
export function best<Item>(
  items: readonly Item[],
  typed: string,
  nameOf: (item: Item) => string,
  most: number,
): readonly Item[] {
  const found: {readonly item: Item; readonly score: number}[] = [];
  for (const item of items) {
    const points = score(nameOf(item), typed.replaceAll(' ', ''));
    const worded = typed.includes(' ') ? score(nameOf(item), typed) : undefined;
    const points2 = worded ?? points;
    if (points2 === undefined) continue;
    const last = found.at(-1);
    if (found.length === most && last && last.score >= points2) continue;
    let place = found.length;
    while (place > 0 && (found[place - 1]?.score ?? 0) < points2) place -= 1;
    found.splice(place, 0, {item, score: points2});
    if (found.length > most) found.pop();
  }
  return found.map(({item}) => item);
}
