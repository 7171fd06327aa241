import {shardWriteBytesPerSecond, shardWriteRecordsPerSecond} from '../limits.ts';

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
  /** What the shard took while it was read; undefined when too little was read to say. */
  readonly accepted?: {readonly bytesPerSecond: number; readonly recordsPerSecond: number};
  /**
   * Records that hash outside the shard. Wrongly aggregated ones are dropped; those written one by one with an
   * explicit hash key, which GetRecords does not return, count for their key and have no place in `load`.
   */
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
export const shareBelow = (sample: ShardSample, hashKey: bigint): number =>
  shareBelowIn(sample.load, hashKey);

export function shareBelowIn(load: ShardSample['load'], hashKey: bigint): number {
  let share = 0;
  for (const part of load) {
    if (part.hashKey >= hashKey) break;
    share += part.weight;
  }
  return share;
}

/** How full the shard was while it was read: the larger of bytes and records, against what a shard takes. */
export const acceptedShare = (accepted: NonNullable<ShardSample['accepted']>): number =>
  Math.max(
    accepted.bytesPerSecond / shardWriteBytesPerSecond,
    accepted.recordsPerSecond / shardWriteRecordsPerSecond,
  );
