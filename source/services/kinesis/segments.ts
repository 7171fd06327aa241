import type {Segment} from '../../text/ribbon.ts';
import {fractionOf, parseHashKey} from './hash-range.ts';
import type {Shard} from './model.ts';

/** Where a shard lies on the ribbon of the key space, and how full it is. */
function shardSegment(shard: Shard): Segment {
  const start = fractionOf(parseHashKey(shard.startingHashKey) ?? 0n);
  return {
    start,
    end: Math.min(1, start + shard.width),
    load: shard.utilization ?? undefined,
    hot: shard.heat === 'hot',
  };
}

/** The ribbon of a stream: its open shards, which tile the key space. */
export const streamSegments = (shards: readonly Shard[]): readonly Segment[] =>
  shards.filter(shard => shard.open).map(shardSegment);
