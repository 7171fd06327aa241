import {canSplitAt, equalRanges, type HashRange, splitAt, union} from '../../services/kinesis/hash-range.ts';
import type {KeySet} from './keys.ts';
import {mix} from './random.ts';
import {isOpenAt, type Shard, shardId} from './shard.ts';

/** The shards of a stream, all that there ever were; children open at the instant their parents close. */
export class Layout {
  readonly shards: Shard[] = [];
  readonly #keySets: () => readonly KeySet[];
  readonly #seed: number;

  constructor(options: {
    readonly count: number;
    readonly openedAt: number;
    readonly keySets: () => readonly KeySet[];
    readonly seed: number;
  }) {
    this.#keySets = options.keySets;
    this.#seed = options.seed;
    for (const range of equalRanges(options.count)) this.#open(range, options.openedAt, undefined, undefined);
  }

  /** The shards that take writes at a time, in the order of the key space. */
  openAt(at: number): readonly Shard[] {
    return this.shards.filter(shard => isOpenAt(shard, at)).sort(byRange);
  }

  split(shard: Shard, key: bigint, at: number): void {
    const [lower, upper] = splitAt(shard.range, key);
    shard.closedAt = at;
    this.#open(lower, at, shard, undefined);
    this.#open(upper, at, shard, undefined);
  }

  merge(shard: Shard, adjacent: Shard, at: number): void {
    shard.closedAt = at;
    adjacent.closedAt = at;
    this.#open(union(shard.range, adjacent.range), at, shard, adjacent);
  }

  /**
   * Works towards `count` equal shards by splits and merges, one round after the other, as AWS does. Returns
   * when the last round is through.
   */
  scale(count: number, firstRound: number, roundMs: number): number {
    const wanted = equalRanges(count);
    const starts = wanted.map(range => range.start);
    let at = firstRound;
    while (this.#scaleRound(wanted, starts, at)) at += roundMs;
    return Math.max(firstRound, at - roundMs);
  }

  #scaleRound(wanted: readonly HashRange[], starts: readonly bigint[], at: number): boolean {
    const open = this.openAt(at);
    let changed = false;
    for (let index = 0; index < open.length; index++) {
      const shard = open[index];
      if (!shard) continue;
      const from = indexAt(starts, shard.range.start);
      const until = indexAt(starts, shard.range.end);
      const cut = starts[(from + until + 1) >> 1];
      if (until > from && cut !== undefined && canSplitAt(shard.range, cut)) {
        this.split(shard, cut, at);
        changed = true;
        continue;
      }
      const next = open[index + 1];
      const end = wanted[from]?.end;
      if (next && end !== undefined && next.range.end <= end) {
        this.merge(shard, next, at);
        changed = true;
        index++;
      }
    }
    return changed;
  }

  #open(
    range: HashRange,
    openedAt: number,
    parent: Shard | undefined,
    adjacentParent: Shard | undefined,
  ): void {
    const number = this.shards.length;
    const keySets = this.#keySets;
    let shares: Float64Array | undefined;
    this.shards.push({
      number,
      id: shardId(number),
      range,
      parent,
      adjacentParent,
      openedAt,
      closedAt: undefined,
      get shares() {
        shares ??= Float64Array.from(keySets(), keySet => keySet.shareOf(range));
        return shares;
      },
      noise: mix(this.#seed, number) & 0xffff,
    });
  }
}

const byRange = (a: Shard, b: Shard) => (a.range.start < b.range.start ? -1 : 1);

/** The wanted range in which a key lies. */
function indexAt(starts: readonly bigint[], key: bigint): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const start = starts[middle];
    if (start !== undefined && start <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}
