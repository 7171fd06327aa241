import {createList, type List} from '../../hooks/list.ts';
import type {Alarm, HistoryEntry} from '../../source/services/alarms/model.ts';
import {formatClock} from '../../source/text/clock-time.ts';
import type {Column} from '../../source/text/table.ts';

const stateWord = {ALARM: 'ALARM', OK: 'OK', INSUFFICIENT_DATA: 'no data'} as const;

/** What an entry of the history tells, in a few words. */
function whatOf({actions}: Alarm, {what, from, to, action, succeeded}: HistoryEntry): string {
  if (what === 'state') return `${from ? stateWord[from] : '?'} → ${to ? stateWord[to] : '?'}`;
  if (what === 'change') return 'edited';
  const does = actions.find(({arn}) => arn === action)?.does ?? action ?? 'an action';
  return `${does}: ${succeeded === null ? 'not known' : succeeded ? 'accepted' : 'failed'}`;
}

const alarmArn = /arn:[^:\s]+:cloudwatch:[^:\s]*:\d*:alarm:/gu;

/** Why it happened; of what was carried out there is no more to say. */
const whyOf = ({what, succeeded, says}: HistoryEntry): string =>
  what === 'action' && succeeded ? '' : says.replaceAll(alarmArn, '');

const columnsOf = (alarm: Alarm): readonly Column<HistoryEntry>[] => [
  {
    id: 'at',
    title: 'AT (UTC)',
    width: 12,
    priority: 0,
    text: ({at}) => formatClock(at),
    sortValue: ({at}) => Date.parse(at),
    describe: 'when it happened',
  },
  {
    id: 'what',
    title: 'WHAT',
    width: 16,
    grow: 'content',
    priority: 0,
    text: entry => whatOf(alarm, entry),
    tone: ({what, to, succeeded}) =>
      succeeded === false || (what === 'state' && to === 'ALARM') ? 'critical' : 'plain',
    sortValue: entry => whatOf(alarm, entry),
    describe: 'a change of its state, an action, or an edit of it',
  },
  {
    id: 'says',
    title: 'WHY',
    width: 20,
    grow: 'content',
    priority: 1,
    text: whyOf,
    describe: "AWS's reason",
  },
];

const lists = new WeakMap<Alarm, List>();

/** What happened to an alarm in the last day, the newest first. */
export function historyList(alarm: Alarm): List {
  const known = lists.get(alarm);
  if (known) return known;
  const rows = alarm.history ?? [];
  const list = createList<HistoryEntry>({
    id: `alarms history of ${alarm.arn}`,
    rows,
    columns: columnsOf(alarm),
    identity: ({at, what, action, to}) => `${at} ${what} ${action ?? to ?? ''}`,
    isWrong: ({to, succeeded}) => to === 'ALARM' || succeeded === false,
  });
  lists.set(alarm, list);
  return list;
}
