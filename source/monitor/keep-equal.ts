/**
 * `next`, with every part of it that equals the same part of `previous` replaced by that part itself, so that
 * whoever compares by identity sees only what changed. For plain data.
 */
export function keepEqual<Value>(previous: unknown, next: Value): Value {
  if (Object.is(previous, next)) return next;
  if (Array.isArray(previous) && Array.isArray(next)) {
    let same = previous.length === next.length;
    const kept = next.map((item, index) => {
      const keep = keepEqual(previous[index], item);
      same &&= keep === previous[index];
      return keep;
    });
    return same ? (previous as Value) : (kept as Value);
  }
  if (isRecord(previous) && isRecord(next)) {
    const names = Object.keys(next);
    let same = names.length === Object.keys(previous).length;
    const kept: Record<string, unknown> = {};
    for (const name of names) {
      const keep = keepEqual(previous[name], next[name]);
      same &&= name in previous && Object.is(keep, previous[name]);
      kept[name] = keep;
    }
    return (same ? previous : kept) as Value;
  }
  return next;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
