import type {Segment} from '../../text/ribbon.ts';
import {fractionOf, parseHashKey} from './hash-range.ts';
import type {Shard} from './model.ts';

type Place = {readonly start: number; readonly end: number};

/** Where a shard lies in the key space, 0…1 of it. */
export function placeOf(shard: Shard): Place | undefined {
  const start = parseHashKey(shard.startingHashKey);
  const end = parseHashKey(shard.endingHashKey);
  if (start === undefined || end === undefined) return undefined;
  return {start: fractionOf(start), end: fractionOf(end + 1n)};
}

const segments = new WeakMap<readonly Shard[], readonly Segment[]>();

/** The open shards as stretches of the key space, worked out once. */
export function segmentsOf(shards: readonly Shard[]): readonly Segment[] {
  const known = segments.get(shards);
  if (known) return known;
  const found: Segment[] = [];
  for (const shard of shards) {
    const place = shard.open ? placeOf(shard) : undefined;
    if (!place) continue;
    found.push({...place, load: shard.utilization ?? undefined, hot: shard.heat === 'hot'});
  }
  segments.set(shards, found);
  return found;
}
