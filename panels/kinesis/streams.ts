import {createList, type List} from '../../hooks/list.ts';
import type {Snapshot} from '../../source/monitor/schema.ts';
import {streamColumns} from '../../source/services/kinesis/columns.ts';
import type {Stream} from '../../source/services/kinesis/model.ts';
import type {Mark} from '../../source/text/marks.ts';
import {markColumn} from '../../source/text/table.ts';

export const streamsOf = (snapshot: Snapshot): readonly Stream[] => snapshot.kinesis?.streams ?? [];

const byArn = new WeakMap<Snapshot, ReadonlyMap<string, Stream>>();

export function streamWithArn(snapshot: Snapshot, arn: string | undefined): Stream | undefined {
  if (arn === undefined) return undefined;
  const streams = byArn.get(snapshot) ?? new Map(streamsOf(snapshot).map(stream => [stream.arn, stream]));
  byArn.set(snapshot, streams);
  return streams.get(arn);
}

const lists = new WeakMap<Snapshot, List>();

/** The streams of a snapshot as a list, made once. */
export function streamList(snapshot: Snapshot): List {
  const known = lists.get(snapshot);
  if (known) return known;
  const marks = worstMarks(snapshot);
  const markOf = (stream: Stream): Mark => marks.get(stream.arn) ?? 'quiet';
  const severalRegions = new Set(snapshot.sources.map(source => source.region)).size > 1;
  const columns = [markColumn(markOf), ...streamColumns];
  const list = createList<Stream>({
    id: 'kinesis',
    rows: streamsOf(snapshot),
    columns: severalRegions ? withRegionEarly(columns) : columns.filter(column => column.id !== 'region'),
    identity: stream => stream.arn,
    isWrong: stream => markOf(stream) !== 'quiet',
  });
  lists.set(snapshot, list);
  return list;
}

/** With several regions a name alone does not say which stream it is. */
const withRegionEarly = <Named extends {readonly id: string; readonly priority: number}>(
  columns: readonly Named[],
): readonly Named[] => columns.map(column => (column.id === 'region' ? {...column, priority: 3.5} : column));

function worstMarks(snapshot: Snapshot): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const {arn, severity} of snapshot.findings) {
    if (severity === 'info' || marks.get(arn) === 'critical') continue;
    marks.set(arn, severity);
  }
  return marks;
}
