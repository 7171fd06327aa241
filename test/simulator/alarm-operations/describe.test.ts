import {
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {expect, test} from 'vitest';
import {arnOf, open, pager, resting} from './alarms.ts';

const everyType = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'] as const;
const shop = {
  alarms: [
    resting('cart-errors', {onAlarm: ['topic:pager'], description: 'Carts fail'}),
    resting('cart-slow', {metric: 'Latency', statistic: 'p99', dimensions: {Page: 'cart'}}),
    resting('depth', {namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible'}),
  ],
  compositeAlarms: [
    {name: 'cart', rule: `ALARM("cart-errors") OR ALARM(${arnOf('cart-slow')})`},
    {name: 'shop', rule: 'ALARM(cart) AND NOT OK(depth)'},
  ],
};

test('without a word about types only metric alarms are described', async () => {
  const {names} = await open(shop);
  expect(await names()).toEqual(['cart-errors', 'cart-slow', 'depth']);
  expect(await names({AlarmNames: ['cart', 'depth', 'nowhere']})).toEqual(['depth']);
  expect(await names({AlarmTypes: [...everyType]})).toEqual([
    'cart-errors',
    'cart-slow',
    'depth',
    'cart',
    'shop',
  ]);
  expect(await names({AlarmTypes: ['CompositeAlarm'], AlarmNamePrefix: 'c'})).toEqual(['cart']);
});

test('an alarm is described whole, its times to the millisecond', async () => {
  const {cloudwatch, clock} = await open(shop);
  clock.advance(1_234);
  const set = {AlarmName: 'cart-errors', StateValue: 'ALARM', StateReason: 'a drill'} as const;
  await cloudwatch.send(new SetAlarmStateCommand(set));
  const described = new DescribeAlarmsCommand({
    AlarmNames: ['cart-errors', 'cart'],
    AlarmTypes: [...everyType],
  });
  const {MetricAlarms, CompositeAlarms} = await cloudwatch.send(described);
  expect(MetricAlarms).toEqual([
    {
      AlarmName: 'cart-errors',
      AlarmArn: arnOf('cart-errors'),
      AlarmDescription: 'Carts fail',
      AlarmConfigurationUpdatedTimestamp: expect.any(Date),
      ActionsEnabled: true,
      OKActions: [],
      AlarmActions: [pager],
      InsufficientDataActions: [],
      StateValue: 'ALARM',
      StateReason: 'a drill',
      StateUpdatedTimestamp: new Date(clock.now()),
      StateTransitionedTimestamp: new Date(clock.now()),
      Namespace: 'Shop',
      MetricName: 'Errors',
      Dimensions: [],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'ignore',
    },
  ]);
  expect(CompositeAlarms).toMatchObject([
    {
      AlarmName: 'cart',
      AlarmRule: `ALARM("cart-errors") OR ALARM(${arnOf('cart-slow')})`,
      StateValue: 'ALARM',
      StateReason: expect.stringContaining(`${arnOf('cart-errors')} transitioned to ALARM`),
    },
  ]);
});

test('alarms are found by their state, and by what they do', async () => {
  const {cloudwatch, names} = await open(shop);
  const set = {AlarmName: 'depth', StateValue: 'INSUFFICIENT_DATA', StateReason: ''} as const;
  await cloudwatch.send(new SetAlarmStateCommand(set));
  expect(await names({StateValue: 'INSUFFICIENT_DATA'})).toEqual(['depth']);
  expect(await names({StateValue: 'ALARM', AlarmNamePrefix: 'cart'})).toEqual([]);
  expect(await names({ActionPrefix: 'arn:aws:sns:'})).toEqual(['cart-errors']);
});

test('the children and the parents of an alarm are named, and little more is said of them', async () => {
  const {cloudwatch, names} = await open(shop);
  const ask = (input: DescribeAlarmsCommand['input']) => cloudwatch.send(new DescribeAlarmsCommand(input));
  const children = await ask({ChildrenOfAlarmName: 'shop'});
  const said = {StateValue: 'OK', StateUpdatedTimestamp: expect.any(Date)};
  expect(children.MetricAlarms).toEqual([{AlarmName: 'depth', AlarmArn: arnOf('depth'), ...said}]);
  expect(children.CompositeAlarms).toEqual([{AlarmName: 'cart', AlarmArn: arnOf('cart'), ...said}]);
  const parents = await ask({ParentsOfAlarmName: 'cart-slow', MaxRecords: 10});
  expect(parents.CompositeAlarms).toEqual([{AlarmName: 'cart', AlarmArn: arnOf('cart')}]);
  expect(await names({ChildrenOfAlarmName: 'cart', MaxRecords: 1})).toEqual(['cart-errors']);
  await expect(ask({ParentsOfAlarmName: 'cart', StateValue: 'OK'})).rejects.toMatchObject({
    name: 'ValidationException',
    message: 'ParentsOfAlarmName can be given with MaxRecords and NextToken only, and not with StateValue.',
  });
});

test('many alarms come in pages, and a token is good for its own question', async () => {
  const alarms = Array.from({length: 230}, (_, index) => resting(`a-${String(index).padStart(3, '0')}`));
  const {cloudwatch, names} = await open({alarms, compositeAlarms: [{name: 'a-1', rule: 'ALARM(a-007)'}]});
  const sizes: number[] = [];
  const found: (string | undefined)[] = [];
  const input = {AlarmTypes: [...everyType], MaxRecords: 100};
  for await (const page of paginateDescribeAlarms({client: cloudwatch}, {...input})) {
    const all = [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])];
    sizes.push(all.length);
    found.push(...all.map(({AlarmName}) => AlarmName));
  }
  expect(sizes).toEqual([100, 100, 31]);
  expect(new Set(found).size).toBe(231);
  expect(await names()).toHaveLength(50);
  const {NextToken} = await cloudwatch.send(new DescribeAlarmsCommand(input));
  for (const token of [NextToken, 'made up']) {
    await expect(names({NextToken: token, MaxRecords: 7})).rejects.toMatchObject({name: 'InvalidNextToken'});
  }
});

test.each([
  [
    "Value '101' at 'maxRecords' failed to satisfy constraint: Member must have value less",
    {MaxRecords: 101},
  ],
  ['Member must have value greater than or equal to 1', {MaxRecords: 0}],
  ["at 'alarmNames' failed to satisfy constraint", {AlarmNames: Array.from({length: 101}, () => 'a')}],
  ['AlarmNames and AlarmNamePrefix cannot both be given.', {AlarmNames: ['a'], AlarmNamePrefix: 'a'}],
  ['Member must satisfy enum value set: [INSUFFICIENT_DATA, ALARM, OK]', {StateValue: 'FIRING' as 'OK'}],
  ['Member must satisfy enum value set', {AlarmTypes: ['Metric' as 'MetricAlarm']}],
])('a wrong question is refused: %s', async (message, input) => {
  const {names} = await open(shop);
  await expect(names(input)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

test('alarms on a metric are found by the metric, its dimensions and its statistic', async () => {
  const {cloudwatch} = await open(shop);
  const find = async (input: Omit<DescribeAlarmsForMetricCommand['input'], 'Namespace'>) => {
    const asked = new DescribeAlarmsForMetricCommand({Namespace: 'Shop', ...input});
    return (await cloudwatch.send(asked)).MetricAlarms?.map(({AlarmName}) => AlarmName);
  };
  expect(await find({MetricName: 'Errors'})).toEqual(['cart-errors']);
  expect(await find({MetricName: 'Errors', Statistic: 'Average'})).toEqual([]);
  const Dimensions = [{Name: 'Page', Value: 'cart'}];
  expect(await find({MetricName: 'Latency', Dimensions, ExtendedStatistic: 'p99'})).toEqual(['cart-slow']);
  expect(await find({MetricName: 'Latency'})).toEqual([]);
});

test('the tenth description in a second is too much', async () => {
  const {names, clock} = await open(shop, {enforceRates: true});
  await Promise.all(Array.from({length: 9}, () => names()));
  await expect(names()).rejects.toMatchObject({name: 'Throttling', message: 'Rate exceeded'});
  clock.advance(1000);
  expect(await names()).toHaveLength(3);
});
