import {noHistoryText} from '../../source/services/buckets/figure-texts.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import {formatBytes} from '../../source/text/bytes.ts';
import type {Line} from '../../source/text/line.ts';
import {type ChartRoom, type ChartSeries, chartOf} from '../parts/chart.ts';

function seriesOf({history, name}: Bucket): ChartSeries | undefined {
  if (!history) return undefined;
  const days = Math.round((history.bytes.length * history.periodSeconds) / 86_400);
  return {title: `${name}  bytes stored, ${days} days`, values: history.bytes, format: formatBytes};
}

/** What a bucket holds, day by day. */
export const bucketChart = (bucket: Bucket, _kind: string | undefined, room: ChartRoom): readonly Line[] =>
  chartOf(seriesOf(bucket), room, noHistoryText(bucket, room.glyphs));
