import type {Snapshot} from '../monitor/schema.ts';
import {consumerColumns, shardColumns, streamColumns} from '../services/kinesis/columns.ts';
import type {Consumer, Shard, Stream} from '../services/kinesis/model.ts';
import {asciiText, plain} from '../text/cell.ts';
import {formatUsd} from '../text/number.ts';
import {type Column, markColumn, tableLines} from '../text/table.ts';
import {findingColumns} from './finding-columns.ts';
import type {ReportOptions} from './options.ts';
import {paint} from './paint.ts';
import {problemsOf} from './problems.ts';
import {countsInWords, hasManySources, markOf, streamsOf} from './summary.ts';

/** Streams have hundreds of shards: the table shows the fullest, the JSON document has all of them. */
const mostShards = 10;

type Owned<Row> = Row & {readonly stream: string};

/** The findings, then each part as a table, for pipes and eyes. */
export function tableReport(snapshot: Snapshot, options: ReportOptions): string {
  const said = (text: string): string => (options.glyphs.ascii ? asciiText(text) : plain(text));
  const streams = streamsOf(snapshot);
  const shards = fullestShards(snapshot);
  const blocks = [
    [`${snapshot.status.toUpperCase()}: ${countsInWords(snapshot)}`, ...problemsOf(snapshot).map(said)],
    table(findingColumns(Date.parse(snapshot.takenAt)), snapshot.findings, options),
    table([markColumn(markOf(snapshot)), ...withoutRegion(streamColumns, snapshot)], streams, options),
    table([streamColumn<Owned<Shard>>(), ...withoutHistory(shards)], shards, options),
    table([streamColumn<Owned<Consumer>>(), ...consumerColumns], consumersOf(snapshot), options),
    [footer(snapshot)],
  ];
  return `${blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')}\n`;
}

function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], options: ReportOptions): string[] {
  if (rows.length === 0) return [];
  const {header, rows: lines} = tableLines(columns, rows, options);
  return [header, ...lines].map(line => paint(line, options.color));
}

const streamColumn = <Row extends {readonly stream: string}>(): Column<Row> => ({
  id: 'stream',
  title: 'STREAM',
  width: 12,
  grow: 'content',
  priority: 0,
  text: row => row.stream,
  tone: () => 'strong',
  describe: 'the name of the stream',
});

/** One region does not need to be repeated in every row. */
const withoutRegion = <Row>(columns: readonly Column<Row>[], snapshot: Snapshot): readonly Column<Row>[] =>
  hasManySources(snapshot) ? columns : columns.filter(column => column.id !== 'region');

/** A snapshot that was read once has no hour behind it: one minute is no history. */
const withoutHistory = (shards: readonly Shard[]): readonly Column<Shard>[] =>
  shards.some(({history}) => history !== null && measuredMinutes(history.utilization) > 1)
    ? shardColumns
    : shardColumns.filter(column => column.id !== 'history');

const measuredMinutes = (values: readonly (number | null)[]): number =>
  values.filter(value => value !== null).length;

function fullestShards(snapshot: Snapshot): readonly Owned<Shard>[] {
  const measured = streamsOf(snapshot).flatMap(stream =>
    stream.shards
      .filter(shard => shard.open && shard.utilization !== null)
      .map(shard => ({...shard, stream: nameOf(snapshot, stream)})),
  );
  return measured.sort((a, b) => Number(b.utilization) - Number(a.utilization)).slice(0, mostShards);
}

const nameOf = (snapshot: Snapshot, {name, region}: Stream): string =>
  hasManySources(snapshot) ? `${region} ${name}` : name;

const consumersOf = (snapshot: Snapshot): readonly Owned<Consumer>[] =>
  streamsOf(snapshot).flatMap(stream =>
    stream.consumers.map(consumer => ({...consumer, stream: nameOf(snapshot, stream)})),
  );

function footer({takenAt, usage, sources}: Snapshot): string {
  const regions = [...new Set(sources.map(source => source.region))].join(', ');
  const calls = `${usage.calls} ${usage.calls === 1 ? 'call' : 'calls'}`;
  return `taken ${takenAt} in ${regions === '' ? 'no region' : regions}, ${calls}, about ${formatUsd(usage.estimatedUsd)}`;
}
