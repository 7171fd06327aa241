import type {Queue} from '../../source/services/queues/model.ts';
import {formatDuration} from '../../source/text/duration.ts';
import type {Line} from '../../source/text/line.ts';
import {formatCount, formatPerMinute} from '../../source/text/number.ts';
import {type ChartRoom, type ChartSeries, chartOf, isMeasured, spanOf} from '../parts/chart.ts';

/** What shows best what is wrong: the age where time runs out, the depth elsewhere, and then what is deleted. */
function seriesOf(queue: Queue, kind: string | undefined): ChartSeries | undefined {
  const {history, name, retentionSeconds} = queue;
  if (!history) return undefined;
  const {visible, oldestAgeSeconds, deletedPerMinute, periodSeconds} = history;
  const depth: ChartSeries = {
    title: `${name}  messages waiting, ${spanOf(visible, periodSeconds)}`,
    values: visible,
    format: formatCount,
  };
  const limit = retentionSeconds ?? undefined;
  const age: ChartSeries = {
    title: `${name}  age of the oldest, ${spanOf(oldestAgeSeconds, periodSeconds)}${
      limit === undefined ? '' : `, kept ${formatDuration(limit * 1000)}`
    }`,
    values: oldestAgeSeconds,
    format: seconds => formatDuration(seconds * 1000),
    limit,
  };
  const deleted: ChartSeries = {
    title: `${name}  messages deleted, ${spanOf(deletedPerMinute, periodSeconds)}`,
    values: deletedPerMinute,
    format: formatPerMinute,
  };
  const order = kind !== undefined && /loss|age/u.test(kind) ? [age, depth, deleted] : [depth, age, deleted];
  return order.find(({values}) => isMeasured(values));
}

/** A chart of a queue for a finding of this kind, or of what matters most in it. */
export const queueChart = (queue: Queue, kind: string | undefined, room: ChartRoom): readonly Line[] =>
  chartOf(seriesOf(queue, kind), room);
