import type {Alarm} from '../../source/services/alarms/model.ts';
import {formatOf} from '../../source/services/alarms/wording.ts';
import type {Line} from '../../source/text/line.ts';
import {type ChartRoom, chartOf, isMeasured, spanOf} from '../parts/chart.ts';

/** The metric of an alarm with its threshold; nothing for an alarm that has no series of its own. */
export function alarmChart(alarm: Alarm, room: ChartRoom): readonly Line[] {
  const {series, metric, threshold} = alarm;
  if (!series || !metric || !isMeasured(series.values)) return [];
  const limit = threshold ?? undefined;
  const format = formatOf(metric);
  const at = limit === undefined ? '' : `, threshold ${format(limit)}`;
  const title = `${metric.name}, ${spanOf(series.values, series.periodSeconds)}${at}`;
  return chartOf({title, values: series.values, format, limit}, room);
}
