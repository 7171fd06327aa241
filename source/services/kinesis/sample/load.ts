export type LoadPart = {readonly hashKey: bigint; readonly weight: number};

/** Each part that stands for several hash keys weighs at most this share of all. */
const finest = 1 / 1024;
const roomFor = 8192;

/**
 * Where the load lies over the hash keys, in bounded memory: light neighbours are put together where the
 * heaviest of them is, so that no split point is told wrong by more than a thousandth of the load.
 */
export class LoadDistribution {
  #parts = new Map<bigint, number>();
  #total = 0;

  add(hashKey: bigint, weight: number): void {
    this.#total += weight;
    this.#parts.set(hashKey, (this.#parts.get(hashKey) ?? 0) + weight);
    if (this.#parts.size > roomFor) {
      this.#parts = new Map(this.#compressed().map(part => [part.hashKey, part.weight]));
    }
  }

  /** In the order of hash keys; the weights add up to 1. */
  shares(): readonly LoadPart[] {
    return this.#compressed().map(({hashKey, weight}) => ({hashKey, weight: weight / this.#total}));
  }

  #compressed(): readonly LoadPart[] {
    const most = this.#total * finest;
    const kept: {hashKey: bigint; weight: number; heaviest: number}[] = [];
    for (const part of inOrder(this.#parts)) {
      const last = kept.at(-1);
      if (!last || last.weight + part.weight > most) {
        kept.push({...part, heaviest: part.weight});
        continue;
      }
      last.weight += part.weight;
      if (part.weight > last.heaviest) {
        last.hashKey = part.hashKey;
        last.heaviest = part.weight;
      }
    }
    return kept;
  }
}

const inOrder = (parts: ReadonlyMap<bigint, number>): readonly LoadPart[] =>
  [...parts]
    .map(([hashKey, weight]) => ({hashKey, weight}))
    .sort((a, b) => (a.hashKey < b.hashKey ? -1 : a.hashKey > b.hashKey ? 1 : 0));

/**
 * A place between two keys, where a cut parts them as it would at the upper one: the hash of somebody's key is told
 * to nobody.
 */
const between = (lower: bigint | undefined, upper: bigint): bigint =>
  lower === undefined ? upper : (lower + upper + 1n) / 2n;

/** The hash key at which the load below comes closest to `share`: half of it at the median. */
export function hashKeyAt(parts: readonly LoadPart[], share: number): bigint | undefined {
  let below = 0;
  let best: {readonly hashKey: bigint; readonly off: number} | undefined;
  let before: bigint | undefined;
  for (const {hashKey, weight} of parts) {
    const off = Math.abs(below - share);
    if (!best || off < best.off) best = {hashKey: between(before, hashKey), off};
    below += weight;
    before = hashKey;
  }
  const last = parts.at(-1);
  // Behind the last key lies everything.
  if (last && best && Math.abs(1 - share) < best.off) return last.hashKey + 1n;
  return best?.hashKey;
}
