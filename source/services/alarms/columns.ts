import {sparkline} from '../../text/bars.ts';
import {formatClock} from '../../text/clock-time.ts';
import {formatDuration} from '../../text/duration.ts';
import {missingMark} from '../../text/marks.ts';
import type {Column} from '../../text/table.ts';
import type {Alarm} from './model.ts';
import {conditionText, formatOf} from './wording.ts';

const shortState = {ALARM: 'ALARM', OK: 'ok', INSUFFICIENT_DATA: 'no data'} as const;

/** Who hears of it, in a word. */
function hearing(alarm: Alarm): string {
  if (!alarm.actionsEnabled) return 'off';
  if (alarm.muted !== null)
    return alarm.muted.until === null ? 'muted' : `muted to ${alarm.muted.until.slice(11, 16)}`;
  if (alarm.suppressedBy !== null) return 'held back';
  const onAlarm = alarm.actions.filter(({on}) => on === 'ALARM');
  if (onAlarm.length === 0) return alarm.parents.length > 0 ? 'by parent' : 'no action';
  if (alarm.heard === false) return 'nobody';
  const topics = onAlarm
    .filter(({risk}) => risk === 'pages')
    .map(({arn}) => arn.slice(arn.lastIndexOf(':') + 1));
  const others = onAlarm.filter(({risk}) => risk !== 'pages').map(({does}) => does);
  return [...topics, ...others].join(', ');
}

/** The state of an alarm lasts since then: sorted and filtered as a length of time, at the time of the document. */
export const alarmColumns: readonly Column<Alarm>[] = [
  {
    id: 'name',
    title: 'ALARM',
    width: 18,
    grow: 'content',
    priority: 0,
    text: alarm => alarm.name,
    tone: () => 'strong',
    sortValue: alarm => alarm.name,
    describe: 'the name of the alarm',
  },
  {
    id: 'state',
    title: 'STATE',
    width: 7,
    priority: 1,
    text: alarm => shortState[alarm.state],
    tone: alarm => (alarm.state === 'ALARM' ? 'critical' : alarm.state === 'OK' ? 'quiet' : 'warning'),
    sortValue: alarm => shortState[alarm.state],
    describe: 'ALARM, ok, or no data to tell',
  },
  {
    id: 'since',
    title: 'SINCE',
    width: 12,
    priority: 3,
    text: alarm => formatClock(alarm.since),
    sortValue: alarm => (alarm.since === null ? undefined : Date.parse(alarm.since)),
    describe: 'when it came into this state, UTC',
  },
  {
    id: 'value',
    title: 'VALUE',
    width: 8,
    align: 'right',
    priority: 4,
    text: (alarm, glyphs) =>
      alarm.value === null ? missingMark(alarm.missing.value, glyphs) : formatOf(alarm.metric)(alarm.value),
    sortValue: alarm => alarm.value ?? undefined,
    describe: 'what its metric is now; asked for where it fires or is on screen',
  },
  {
    id: 'fires-at',
    title: 'FIRES AT',
    width: 12,
    grow: 'content',
    priority: 5,
    text: conditionText,
    sortValue: alarm => alarm.threshold ?? undefined,
    describe: 'the threshold, and for how many periods',
  },
  {
    id: 'heard',
    title: 'WHO HEARS',
    width: 12,
    grow: 'content',
    priority: 2,
    text: hearing,
    tone: alarm => (alarm.heard === false ? 'warning' : 'plain'),
    sortValue: hearing,
    describe: 'what happens when it fires: the topic that is paged, what is run, or why nothing happens',
  },
  {
    id: 'kind',
    title: 'KIND',
    width: 9,
    priority: 6,
    text: alarm => alarm.kind,
    sortValue: alarm => alarm.kind,
    describe: 'metric, math, anomaly, composite, log or promql',
  },
  {
    id: 'metric',
    title: 'METRIC',
    width: 20,
    grow: 'content',
    priority: 8,
    text: ({metric, rule, expression}) => metric?.name ?? rule ?? expression ?? '--',
    describe: 'what it looks at',
  },
  {
    id: 'period',
    title: 'PERIOD',
    width: 6,
    align: 'right',
    priority: 9,
    text: ({metric}) =>
      metric === null || metric.periodSeconds === null ? '--' : formatDuration(metric.periodSeconds * 1000),
    sortValue: ({metric}) => metric?.periodSeconds ?? undefined,
    describe: 'the length of one period',
  },
  {
    id: 'history',
    title: 'LAST HOURS',
    width: 12,
    priority: 7,
    text: ({series}, glyphs, width) => (series === null ? '' : sparkline(series.values, width, {glyphs})),
    describe: 'its metric over the last three hours',
  },
  {
    id: 'region',
    title: 'REGION',
    width: 14,
    priority: 10,
    text: alarm => alarm.region,
    sortValue: alarm => alarm.region,
    describe: 'the region of the alarm',
  },
];
