import {shortShardId} from '../../source/services/kinesis/columns.ts';
import type {Shard, Stream} from '../../source/services/kinesis/model.ts';
import {formatByteRate} from '../../source/text/bytes.ts';
import {formatDuration} from '../../source/text/duration.ts';
import type {Line} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import {formatPerMinute, formatShare} from '../../source/text/number.ts';
import {type ChartRoom, type ChartSeries, chartOf, isMeasured, spanOf} from '../parts/chart.ts';

function ageSeries(stream: Stream): ChartSeries | undefined {
  const {history, retentionHours, name} = stream;
  if (!history || !isMeasured(history.iteratorAgeMs)) return undefined;
  const limit = retentionHours === null ? undefined : retentionHours * 3.6e6;
  const goal = limit === undefined ? '' : `, limit ${formatDuration(limit)}`;
  return {
    title: `${name}  iterator age, ${spanOf(history.iteratorAgeMs, history.periodSeconds)}${goal}`,
    values: history.iteratorAgeMs,
    format: formatDuration,
    limit,
  };
}

function refusedSeries(stream: Stream): ChartSeries | undefined {
  const {history, name} = stream;
  if (!history?.refusedPerMinute.some(value => value !== null && value > 0)) return undefined;
  const span = spanOf(history.refusedPerMinute, history.periodSeconds);
  return {
    title: `${name}  records refused, ${span}`,
    values: history.refusedPerMinute,
    format: formatPerMinute,
  };
}

function inputSeries(stream: Stream): ChartSeries | undefined {
  const {history, name} = stream;
  if (!history || !isMeasured(history.inBytesPerSecond)) return undefined;
  const span = spanOf(history.inBytesPerSecond, history.periodSeconds);
  return {title: `${name}  bytes in, ${span}`, values: history.inBytesPerSecond, format: formatByteRate};
}

/** The series that shows what is wrong: the age when readers are the trouble, refusals when writers are. */
function streamSeries(stream: Stream, kind: string | undefined): ChartSeries | undefined {
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

function shardSeries(shard: Shard, glyphs: Glyphs): ChartSeries | undefined {
  const {history} = shard;
  if (!history || !isMeasured(history.utilization)) return undefined;
  const span = spanOf(history.utilization, history.periodSeconds);
  return {
    title: `${shortShardId(shard.id, glyphs)}  used, ${span}, limit 100%`,
    values: history.utilization,
    format: formatShare,
    limit: 1,
  };
}

/** A chart of a stream for a finding of this kind, or of what matters most in it. */
export const streamChart = (stream: Stream, kind: string | undefined, room: ChartRoom): readonly Line[] =>
  chartOf(streamSeries(stream, kind), room);

/** A chart of the selected shard where it is known minute by minute; else of its stream. */
export const detailChart = (stream: Stream, shard: Shard | undefined, room: ChartRoom): readonly Line[] => {
  const ofShard = shard && !isBehind(stream) ? shardSeries(shard, room.glyphs) : undefined;
  return chartOf(ofShard ?? streamSeries(stream, undefined), room);
};
