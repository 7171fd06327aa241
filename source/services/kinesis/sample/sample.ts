/** What binds a shard: its bytes or its records. */
export type Dimension = 'bytes' | 'records';

/** A partition key among the heaviest of a sample. Shown, and never stored. */
export type KeyShare = {
  readonly key: string;
  readonly hashKey: bigint;
  /** Its share of the shard's load in the dimension that binds, 0…1. */
  readonly share: number;
};

/** What a bounded read of one shard's newest records tells. Lives in memory only. */
export type ShardSample = {
  readonly shardId: string;
  readonly start: bigint;
  readonly end: bigint;
  readonly takenAt: number;
  readonly seconds: number;
  /** User records, taken out of aggregated ones, that hash into the shard. */
  readonly records: number;
  readonly bytes: number;
  /** Records that hash outside the shard: wrongly aggregated, dropped and counted. */
  readonly misplaced: number;
  readonly dimension: Dimension;
  /** The heaviest first. */
  readonly keys: readonly KeyShare[];
  /** No share above is wrong by more than this. */
  readonly keyErrorShare: number;
  /** Where the load is, in the order of hash keys: weights that add up to 1. */
  readonly load: readonly {readonly hashKey: bigint; readonly weight: number}[];
  /** Where half of the load lies on each side, with an interval from the batches; undefined when unreliable. */
  readonly median: {readonly hashKey: bigint; readonly low: bigint; readonly high: bigint} | undefined;
};

/** The share of the sampled load that hashes below `hashKey`: what the lower child of a split there gets. */
export function shareBelow(sample: ShardSample, hashKey: bigint): number {
  let share = 0;
  for (const part of sample.load) {
    if (part.hashKey >= hashKey) break;
    share += part.weight;
  }
  return share;
}
