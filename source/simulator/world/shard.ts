import type {HashRange} from '../../services/kinesis/hash-range.ts';

/** One shard from its opening on; it becomes visible at `openedAt` and takes no writes from `closedAt` on. */
export type Shard = {
  readonly number: number;
  readonly id: string;
  readonly range: HashRange;
  readonly parent: Shard | undefined;
  readonly adjacentParent: Shard | undefined;
  readonly openedAt: number;
  closedAt: number | undefined;
  /** The share of each producer's records that falls on it. */
  readonly shares: Float64Array;
  /** Where in the table of noise this shard's minutes begin. */
  readonly noise: number;
};

/** What one shard takes: 1 MiB and 1,000 records a second. */
export const shardWriteBytes = 1_048_576;
export const shardWriteRecords = 1000;
/** What can be read of one shard by everybody who polls it; an enhanced consumer has as much for itself. */
export const shardReadBytes = 2 * 1_048_576;
export const shardReadCalls = 5;

export const shardId = (number: number): string => `shardId-${String(number).padStart(12, '0')}`;

export function shardNumber(id: string): number | undefined {
  return /^shardId-\d{12}$/.test(id) ? Number(id.slice(8)) : undefined;
}

export const isOpenAt = (shard: Shard, at: number): boolean =>
  shard.openedAt <= at && (shard.closedAt === undefined || shard.closedAt > at);

export const parentsOf = (shard: Shard): readonly Shard[] =>
  [shard.parent, shard.adjacentParent].filter(parent => parent !== undefined);
