import {shortShardId} from '../../source/services/kinesis/columns.ts';
import type {Shard, Stream} from '../../source/services/kinesis/model.ts';
import {formatByteRate} from '../../source/text/bytes.ts';
import {chartLines} from '../../source/text/chart.ts';
import {formatDuration} from '../../source/text/duration.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {formatPerMinute, formatShare} from '../../source/text/number.ts';
import {said} from '../parts/said.ts';

/** A title and a few lines of plot: fewer say nothing. */
export const leastChart = 5;
export const mostChart = 14;

type Series = {
  readonly title: string;
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly limit?: number | undefined;
};

type Room = {readonly width: number; readonly height: number; readonly glyphs: Glyphs};

const measured = (values: readonly (number | null)[]): boolean => values.some(value => value !== null);

function spanOf(values: readonly unknown[], periodSeconds: number): string {
  return formatDuration(values.length * periodSeconds * 1000);
}

function ageSeries(stream: Stream): Series | undefined {
  const {history, retentionHours, name} = stream;
  if (!history || !measured(history.iteratorAgeMs)) return undefined;
  const limit = retentionHours === null ? undefined : retentionHours * 3.6e6;
  const goal = limit === undefined ? '' : `, limit ${formatDuration(limit)}`;
  return {
    title: `${name}  iterator age, ${spanOf(history.iteratorAgeMs, history.periodSeconds)}${goal}`,
    values: history.iteratorAgeMs,
    format: formatDuration,
    limit,
  };
}

function refusedSeries(stream: Stream): Series | undefined {
  const {history, name} = stream;
  if (!history?.refusedPerMinute.some(value => value !== null && value > 0)) return undefined;
  const span = spanOf(history.refusedPerMinute, history.periodSeconds);
  return {
    title: `${name}  records refused, ${span}`,
    values: history.refusedPerMinute,
    format: formatPerMinute,
  };
}

function inputSeries(stream: Stream): Series | undefined {
  const {history, name} = stream;
  if (!history || !measured(history.inBytesPerSecond)) return undefined;
  const span = spanOf(history.inBytesPerSecond, history.periodSeconds);
  return {title: `${name}  bytes in, ${span}`, values: history.inBytesPerSecond, format: formatByteRate};
}

/** The series that shows what is wrong: the age when readers are the trouble, refusals when writers are. */
function streamSeries(stream: Stream, kind: string | undefined): Series | undefined {
  const readers = kind === undefined ? isBehind(stream) : /los|age|behind|reader|lag/u.test(kind);
  const writers = kind !== undefined && /refus|hot|throttl|full|provision/u.test(kind);
  const order = readers
    ? [ageSeries, inputSeries]
    : writers
      ? [refusedSeries, inputSeries, ageSeries]
      : [inputSeries, ageSeries];
  for (const series of order) {
    const found = series(stream);
    if (found) return found;
  }
  return undefined;
}

/** Whether the readers of a stream are what to look at first. */
export const isBehind = (stream: Stream): boolean =>
  stream.loss.state === 'losing' || stream.loss.state === 'at-risk';

function shardSeries(shard: Shard, glyphs: Glyphs): Series | undefined {
  const {history} = shard;
  if (!history || !measured(history.utilization)) return undefined;
  const span = spanOf(history.utilization, history.periodSeconds);
  return {
    title: `${shortShardId(shard.id, glyphs)}  used, ${span}, limit 100%`,
    values: history.utilization,
    format: formatShare,
    limit: 1,
  };
}

/** A chart of a stream for a finding of this kind, or of what matters most in it. */
export const streamChart = (stream: Stream, kind: string | undefined, room: Room): readonly Line[] =>
  drawn(streamSeries(stream, kind), room);

/** A chart of the selected shard where it is known minute by minute; else of its stream. */
export const detailChart = (stream: Stream, shard: Shard | undefined, room: Room): readonly Line[] => {
  const ofShard = shard && !isBehind(stream) ? shardSeries(shard, room.glyphs) : undefined;
  return drawn(ofShard ?? streamSeries(stream, undefined), room);
};

function drawn(series: Series | undefined, {width, height, glyphs}: Room): readonly Line[] {
  if (height < leastChart) return [];
  if (!series) return [[piece(' no history yet', 'quiet')]];
  const {title, values, format, limit} = series;
  const plot = chartLines(values, {width: width - 2, height: height - 1, format, glyphs, limit});
  return [[piece(` ${said(title, glyphs)}`, 'strong')], ...plot.map(text => [piece(` ${text}`)])];
}
