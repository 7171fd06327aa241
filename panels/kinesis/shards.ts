import {createList, type List} from '../../hooks/list.ts';
import {shardColumns} from '../../source/services/kinesis/columns.ts';
import type {Shard, Stream} from '../../source/services/kinesis/model.ts';
import type {Mark} from '../../source/text/marks.ts';
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
