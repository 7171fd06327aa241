import {type Sheet, sheetOf} from '../../report/sheet.ts';
import type {Column} from '../../text/table.ts';
import {consumerColumns, shardColumns} from './columns.ts';
import type {Shard, Stream} from './model.ts';

/** Streams have hundreds of shards: the table shows the fullest, the JSON document has all of them. */
const mostShards = 10;

type Owned<Row> = Row & {readonly stream: string};
type NameOf = (stream: Stream) => string;

/** The fullest shards of all streams, and who reads the streams. */
export function streamDetails(streams: readonly Stream[], nameOf: NameOf): readonly Sheet[] {
  const shards = fullestShards(streams, nameOf);
  const consumers = streams.flatMap(stream =>
    stream.consumers.map(consumer => ({...consumer, stream: nameOf(stream)})),
  );
  return [
    sheetOf([streamColumn, ...withoutHistory(shards)], shards),
    sheetOf([streamColumn, ...consumerColumns], consumers),
  ];
}

const streamColumn: Column<{readonly stream: string}> = {
  id: 'stream',
  title: 'STREAM',
  width: 12,
  grow: 'content',
  priority: 0,
  text: row => row.stream,
  tone: () => 'strong',
  describe: 'the name of the stream',
};

/** A snapshot that was read once has no hour behind it: one minute is no history. */
const withoutHistory = (shards: readonly Shard[]): readonly Column<Shard>[] =>
  shards.some(({history}) => history !== null && measuredMinutes(history.utilization) > 1)
    ? shardColumns
    : shardColumns.filter(column => column.id !== 'history');

const measuredMinutes = (values: readonly (number | null)[]): number =>
  values.filter(value => value !== null).length;

function fullestShards(streams: readonly Stream[], nameOf: NameOf): readonly Owned<Shard>[] {
  const measured = streams.flatMap(stream =>
    stream.shards
      .filter(shard => shard.open && shard.utilization !== null)
      .map(shard => ({...shard, stream: nameOf(stream)})),
  );
  return measured.sort((a, b) => Number(b.utilization) - Number(a.utilization)).slice(0, mostShards);
}
