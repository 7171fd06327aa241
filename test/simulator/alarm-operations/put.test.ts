import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  type PutCompositeAlarmCommandInput,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {expect, test} from 'vitest';
import {type Alarms, arnOf, minuteMs, open, pager, resting} from './alarms.ts';

const metricAlarm: PutMetricAlarmCommandInput = {
  AlarmName: 'errors',
  Namespace: 'Shop',
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 2,
  DatapointsToAlarm: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [pager],
};
const put = ({cloudwatch}: Alarms, input: Partial<PutMetricAlarmCommandInput>) =>
  cloudwatch.send(new PutMetricAlarmCommand({...metricAlarm, ...input}));
const describe = async ({cloudwatch}: Alarms, AlarmNames: string[]) => {
  const asked = new DescribeAlarmsCommand({AlarmNames, AlarmTypes: ['MetricAlarm', 'CompositeAlarm']});
  const {MetricAlarms = [], CompositeAlarms = []} = await cloudwatch.send(asked);
  return {metric: MetricAlarms[0], composite: CompositeAlarms[0]};
};

test('an alarm that is put watches what is put of its metric', async () => {
  const account = await open({});
  await put(account, {});
  const {metric} = await describe(account, ['errors']);
  expect(metric).toMatchObject({...metricAlarm, StateValue: 'INSUFFICIENT_DATA'});
  const MetricData = [{MetricName: 'Errors', Value: 9, Timestamp: new Date(account.clock.now())}];
  await account.cloudwatch.send(new PutMetricDataCommand({Namespace: 'Shop', MetricData}));
  account.clock.advance(2 * minuteMs);
  const later = await describe(account, ['errors']);
  expect(later.metric).toMatchObject({
    StateValue: 'ALARM',
    StateReason: expect.stringMatching(/^Threshold Crossed/),
  });
});

test('an alarm that is put again is another one of the same name, and keeps its state', async () => {
  const account = await open({alarms: [resting('errors', {description: 'old'})]});
  const {metric: before} = await describe(account, ['errors']);
  await put(account, {Threshold: 7});
  const {metric: after} = await describe(account, ['errors']);
  expect(after).toMatchObject({Threshold: 7, StateValue: before?.StateValue});
  expect(after?.AlarmDescription).toBeUndefined();
});

test('an alarm on a calculation comes back as it was put', async () => {
  const account = await open({});
  const stat = (MetricName: string) => ({
    Metric: {Namespace: 'Shop', MetricName, Dimensions: [{Name: 'Page', Value: 'cart'}]},
    Period: 300,
    Stat: 'Sum',
  });
  const Metrics = [
    {Id: 'errors', MetricStat: stat('Errors'), ReturnData: false},
    {Id: 'all', MetricStat: stat('Requests'), ReturnData: false},
    {Id: 'rate', Expression: '100 * errors / all', Label: 'Error rate', ReturnData: true},
  ];
  const {Namespace: _n, MetricName: _m, Statistic: _s, Period: _p, ...math} = metricAlarm;
  await account.cloudwatch.send(new PutMetricAlarmCommand({...math, Metrics}));
  const {metric} = await describe(account, ['errors']);
  expect(metric).toMatchObject({Metrics, Threshold: 5});
  const wrong = (metrics: typeof Metrics) =>
    account.cloudwatch.send(new PutMetricAlarmCommand({...math, Metrics: metrics}));
  await expect(wrong(Metrics.map(one => ({...one, ReturnData: true})))).rejects.toThrow(
    'Exactly one element of the metrics list should return data.',
  );
  await expect(wrong(Metrics.map(one => ({...one, Id: 'same'})))).rejects.toThrow('are not unique');
});

test.each([
  ["at 'alarmName' failed to satisfy constraint: Member must have length less", {AlarmName: 'a'.repeat(256)}],
  ['Period must be 10, 20, 30 or a multiple of 60', {Period: 45}],
  ['Metrics cannot be checked across more than a day', {Period: 300, EvaluationPeriods: 289}],
  ['Metrics cannot be checked across more than seven days', {Period: 3600, EvaluationPeriods: 169}],
  ['DatapointsToAlarm must be less than or equal to EvaluationPeriods', {DatapointsToAlarm: 3}],
  ["Value null at 'evaluationPeriods' failed to satisfy constraint", {EvaluationPeriods: undefined}],
  ['Either Threshold or ThresholdMetricId must be given.', {Threshold: undefined}],
  ['Either Statistic or ExtendedStatistic must be given, and not both.', {Statistic: undefined}],
  ['Either Statistic or ExtendedStatistic must be given, and not both.', {ExtendedStatistic: 'p99'}],
  ['Only one of MetricName, Metrics and EvaluationCriteria can be given.', {Metrics: [{Id: 'a'}]}],
  ['enum value set: [breaching, notBreaching, ignore, missing]', {TreatMissingData: 'never'}],
  ['Invalid arn syntax: pager', {AlarmActions: ['pager']}],
  ["at 'alarmActions' failed to satisfy constraint", {AlarmActions: Array.from({length: 6}, () => pager)}],
])('a wrong metric alarm is refused: %s', async (message, input) => {
  const asked = {...metricAlarm, ...input} as PutMetricAlarmCommandInput;
  const {cloudwatch} = await open({});
  await expect(cloudwatch.send(new PutMetricAlarmCommand(asked))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

const children = {alarms: [resting('errors'), resting('slow'), resting('maintenance')]};
const composite: PutCompositeAlarmCommandInput = {
  AlarmName: 'shop',
  AlarmRule: 'ALARM(errors) OR (ALARM("slow") AND NOT OK(maintenance))',
  AlarmActions: [pager],
  ActionsSuppressor: arnOf('maintenance'),
  ActionsSuppressorWaitPeriod: 60,
  ActionsSuppressorExtensionPeriod: 120,
};

test('a composite comes back as it was put', async () => {
  const account = await open(children);
  await account.cloudwatch.send(new PutCompositeAlarmCommand(composite));
  expect((await describe(account, ['shop'])).composite).toMatchObject({...composite, StateValue: 'OK'});
});

test.each([
  ['Error in AlarmRule: ', {AlarmRule: 'ALARM(errors) OR'}],
  ['as alarms [nobody] in the alarm rule do not exist', {AlarmRule: 'ALARM(nobody) OR ALARM(errors)'}],
  ["at 'alarmRule' failed to satisfy constraint", {AlarmRule: ''}],
  ['There is a metric alarm named errors already.', {AlarmName: 'errors'}],
  ['ActionsSuppressor needs ActionsSuppressorWaitPeriod', {ActionsSuppressorWaitPeriod: undefined}],
  ['The alarm nobody in ActionsSuppressor does not exist.', {ActionsSuppressor: 'nobody'}],
  ['A composite alarm cannot have the action', {AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop']}],
])('a wrong composite is refused: %s', async (message, input) => {
  const asked = {...composite, ...input} as PutCompositeAlarmCommandInput;
  const {cloudwatch} = await open(children);
  await expect(cloudwatch.send(new PutCompositeAlarmCommand(asked))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

test('a rule may name a hundred alarms, and no more', async () => {
  const alarms = Array.from({length: 101}, (_, index) => resting(`a${index}`));
  const {cloudwatch} = await open({alarms});
  const put = (count: number) =>
    cloudwatch.send(
      new PutCompositeAlarmCommand({
        AlarmName: 'all',
        AlarmRule: alarms
          .slice(0, count)
          .map(({name}) => `ALARM(${name})`)
          .join(' OR '),
      }),
    );
  await put(100);
  await expect(put(101)).rejects.toMatchObject({name: 'LimitExceededFault'});
});

test('alarms are deleted, but for those that a composite depends on', async () => {
  const account = await open({
    ...children,
    compositeAlarms: [
      {name: 'one', rule: 'ALARM(errors)'},
      {name: 'two', rule: 'ALARM(slow)'},
    ],
  });
  const remove = (...AlarmNames: string[]) => account.cloudwatch.send(new DeleteAlarmsCommand({AlarmNames}));
  await expect(remove('errors')).rejects.toThrow(
    'Cannot delete errors as there are composite alarm(s) depending on it: one',
  );
  await expect(remove('one', 'two')).rejects.toThrow('No more than one composite alarm');
  await remove('one', 'errors', 'nobody');
  expect(await account.names({AlarmTypes: ['MetricAlarm', 'CompositeAlarm']})).toEqual([
    'maintenance',
    'slow',
    'two',
  ]);
  await expect(remove('errors')).rejects.toMatchObject({name: 'ResourceNotFound'});
});
