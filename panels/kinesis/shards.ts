import {createList, type List} from '../../hooks/list.ts';
import {shardColumns} from '../../source/services/kinesis/columns.ts';
import {fractionOf, parseHashKey} from '../../source/services/kinesis/hash-range.ts';
import type {Shard, Stream} from '../../source/services/kinesis/model.ts';
import type {Mark} from '../../source/text/marks.ts';
import type {Segment} from '../../source/text/ribbon.ts';
import {markColumn} from '../../source/text/table.ts';

const refuses = (shard: Shard): boolean => shard.refusedPerMinute !== null && shard.refusedPerMinute > 0;

const markOf = (shard: Shard): Mark => {
  if (!shard.open) return 'quiet';
  if (shard.heat === 'hot' && refuses(shard)) return 'critical';
  return shard.heat === 'hot' || refuses(shard) ? 'warning' : 'quiet';
};

const lists = new WeakMap<Stream, List>();

/** The shards of a stream as a list: the open ones as they come, hottest first; the closed ones below them. */
export function shardList(stream: Stream): List {
  const known = lists.get(stream);
  if (known) return known;
  const list = createList<Shard>({
    id: `kinesis shards of ${stream.arn}`,
    rows: stream.shards,
    columns: [markColumn(markOf), ...shardColumns],
    identity: shard => shard.id,
    isWrong: shard => markOf(shard) !== 'quiet',
    group: shard => (shard.open ? 0 : 1),
  });
  lists.set(stream, list);
  return list;
}

export type Place = {readonly start: number; readonly end: number};

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
