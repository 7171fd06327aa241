/** Counts calls in seconds of the account's clock: whether one more of this kind is within `perSecond`. */
export function createCallRate(now: () => number): (what: string, perSecond: number) => boolean {
  const counts = new Map<string, {second: number; calls: number}>();
  return (what, perSecond) => {
    const second = Math.floor(now() / 1000);
    const count = counts.get(what);
    if (count?.second === second) {
      count.calls++;
      return count.calls <= perSecond;
    }
    counts.set(what, {second, calls: 1});
    return true;
  };
}
