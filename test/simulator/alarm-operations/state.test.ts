import {
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  SetAlarmStateCommand,
  type SetAlarmStateCommandInput,
} from '@aws-sdk/client-cloudwatch';
import {expect, test} from 'vitest';
import {type Alarms, minuteMs, open, pager, resting} from './alarms.ts';

const drill = {
  alarms: [resting('errors', {onAlarm: ['topic:pager'], onOk: ['topic:pager']}), resting('quiet')],
  compositeAlarms: [{name: 'shop', rule: 'ALARM(errors)', onAlarm: ['topic:pager']}],
};

const set = ({cloudwatch}: Alarms, input: Partial<SetAlarmStateCommandInput>) =>
  cloudwatch.send(
    new SetAlarmStateCommand({AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a drill', ...input}),
  );
const told = async ({cloudwatch}: Alarms, input: DescribeAlarmHistoryCommandInput) => {
  const {AlarmHistoryItems = []} = await cloudwatch.send(new DescribeAlarmHistoryCommand(input));
  return AlarmHistoryItems.map(item => `${item.AlarmName}: ${item.HistorySummary}`);
};

test('a state that is set has its actions carried out, and the history tells of both', async () => {
  const account = await open(drill);
  account.clock.advance(minuteMs);
  await set(account, {StateReasonData: '{"why":"a drill"}'});
  account.clock.advance(2000);
  const {AlarmHistoryItems: items = []} = await account.cloudwatch.send(
    new DescribeAlarmHistoryCommand({AlarmName: 'errors'}),
  );
  expect(items.map(({HistoryItemType, HistorySummary}) => [HistoryItemType, HistorySummary])).toEqual([
    ['Action', `Successfully executed action ${pager}`],
    ['StateUpdate', 'Alarm updated from OK to ALARM'],
  ]);
  expect(items[1]).toMatchObject({
    AlarmType: 'MetricAlarm',
    Timestamp: new Date(account.clock.now() - 2000),
  });
  expect(JSON.parse(items[1]?.HistoryData ?? '')).toMatchObject({
    newState: {stateValue: 'ALARM', stateReason: 'a drill', stateReasonData: {why: 'a drill'}},
  });
});

test('history tells of composites only when asked for them, in the order, the time and the size asked for', async () => {
  const account = await open(drill);
  const begun = account.clock.now();
  for (const StateValue of ['ALARM', 'OK'] as const) {
    account.clock.advance(minuteMs);
    await set(account, {StateValue});
  }
  account.clock.advance(minuteMs);
  expect(await told(account, {HistoryItemType: 'StateUpdate'})).toEqual([
    'errors: Alarm updated from ALARM to OK',
    'errors: Alarm updated from OK to ALARM',
  ]);
  const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
  const both = {AlarmTypes, HistoryItemType: 'StateUpdate', ScanBy: 'TimestampAscending'} as const;
  expect(await told(account, {...both, EndDate: new Date(begun + minuteMs)})).toEqual([
    'errors: Alarm updated from OK to ALARM',
    'shop: Alarm updated from OK to ALARM',
  ]);
  const late = await told(account, {...both, AlarmName: 'shop', StartDate: new Date(begun + 2 * minuteMs)});
  expect(late).toEqual(['shop: Alarm updated from ALARM to OK']);

  const first = await account.cloudwatch.send(new DescribeAlarmHistoryCommand({AlarmTypes, MaxRecords: 2}));
  expect(first.AlarmHistoryItems).toHaveLength(2);
  // What happens meanwhile is not of this list.
  await set(account, {});
  account.clock.advance(minuteMs);
  const {NextToken} = first;
  const rest = {AlarmTypes, MaxRecords: 2, ...(NextToken === undefined ? {} : {NextToken})};
  const second = await account.cloudwatch.send(new DescribeAlarmHistoryCommand(rest));
  const seen = [...(first.AlarmHistoryItems ?? []), ...(second.AlarmHistoryItems ?? [])];
  const whole = await told(account, {AlarmTypes, EndDate: new Date(begun + 3 * minuteMs - 1)});
  expect(seen.map(item => `${item.AlarmName}: ${item.HistorySummary}`)).toEqual(whole.slice(0, 4));
});

test.each([
  ['There is no alarm named nowhere.', 'ResourceNotFound', 404, {AlarmName: 'nowhere'}],
  ['StateReasonData is not syntactically valid JSON.', 'InvalidFormatFault', 400, {StateReasonData: '{'}],
  ['length less than or equal to 1023', 'ValidationException', 400, {StateReason: 'a'.repeat(1024)}],
  ['Member must satisfy enum value set', 'ValidationException', 400, {StateValue: 'BAD' as 'OK'}],
])('a wrong state is refused: %s', async (message, name, status, input) => {
  await expect(set(await open(drill), input)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
    $metadata: {httpStatusCode: status},
  });
});

test('an alarm whose actions are disabled changes its state and does nothing, until they are enabled', async () => {
  const account = await open(drill);
  const AlarmNames = ['errors', 'nowhere'];
  await account.cloudwatch.send(new DisableAlarmActionsCommand({AlarmNames}));
  await set(account, {});
  account.clock.advance(minuteMs);
  expect(await told(account, {AlarmName: 'errors', HistoryItemType: 'Action'})).toEqual([]);
  await account.cloudwatch.send(new EnableAlarmActionsCommand({AlarmNames}));
  await set(account, {StateValue: 'OK'});
  account.clock.advance(minuteMs);
  expect(await told(account, {AlarmName: 'errors', HistoryItemType: 'Action'})).toHaveLength(1);
  expect(await told(account, {AlarmName: 'errors', HistoryItemType: 'ConfigurationUpdate'})).toEqual([
    'errors: Alarm "errors" updated',
    'errors: Alarm "errors" updated',
  ]);
});

test('three states may be set in a second', async () => {
  const account = await open(drill, {enforceRates: true});
  await Promise.all([set(account, {}), set(account, {}), set(account, {})]);
  await expect(set(account, {})).rejects.toMatchObject({name: 'Throttling'});
});
