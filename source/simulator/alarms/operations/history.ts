import {numberOf} from '../../members.ts';
import type {Json, Operation} from '../../operation.ts';
import type {AlarmWorld, HistoryItem} from '../shape.ts';
import {nameBounds, oneOf, someOf, textIn} from './checks.ts';
import {alarmTypes} from './describe.ts';
import {pageOfGrowing} from './page.ts';

const unaskedSize = 100;
const longestSummary = 255;

const itemTypes = [
  'ConfigurationUpdate',
  'StateUpdate',
  'Action',
  'AlarmContributorStateUpdate',
  'AlarmContributorAction',
] as const;
const orders = ['TimestampDescending', 'TimestampAscending'] as const;

export const historyOperations = (world: AlarmWorld): Record<string, Operation> => ({
  DescribeAlarmHistory: (input, {region}) => {
    const meets = readFilter(input);
    const order = oneOf(input, 'ScanBy', orders) === 'TimestampAscending' ? 'oldest first' : 'newest first';
    const oldestFirst = world.history(region).filter(meets).reverse();
    const {items, next} = pageOfGrowing(oldestFirst, order, input, unaskedSize);
    return {AlarmHistoryItems: items.map(writeItem), ...next};
  },
});

function readFilter(input: Json): (item: HistoryItem) => boolean {
  const name = textIn(input, 'AlarmName', nameBounds);
  // Without a word only metric alarms, as in DescribeAlarms.
  const types: readonly string[] = someOf(input, 'AlarmTypes', alarmTypes) ?? ['MetricAlarm'];
  const type = oneOf(input, 'HistoryItemType', itemTypes);
  const [from, to] = [numberOf(input, 'StartDate'), numberOf(input, 'EndDate')];
  return item =>
    (name === undefined || item.alarm === name) &&
    types.includes(item.kind) &&
    (type === undefined || item.type === type) &&
    (from === undefined || item.at >= from * 1000) &&
    (to === undefined || item.at <= to * 1000);
}

const writeItem = ({alarm, kind, at, type, summary, data}: HistoryItem): Json => ({
  AlarmName: alarm,
  AlarmType: kind,
  Timestamp: at / 1000,
  HistoryItemType: type,
  HistorySummary: summary.slice(0, longestSummary),
  HistoryData: JSON.stringify(data),
});
