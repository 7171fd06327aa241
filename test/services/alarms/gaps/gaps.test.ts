import {expect, test} from 'vitest';
import type {AlarmFact} from '../../../../source/services/alarms/facts.ts';
import {gapsOf} from '../../../../source/services/alarms/gaps/gaps.ts';
import type {Consumer, Stream} from '../../../../source/services/kinesis/model.ts';
import {stream as streamDocument} from '../../../panels/fixtures.ts';
import {queueDocument} from '../../queues/queue.ts';

const account = '111122224417';
const region = 'us-east-1';
const pager = `arn:aws:sns:${region}:${account}:pager`;

const consumer = (name: string, kind: Consumer['kind'] = 'shared'): Consumer => ({
  name,
  kind,
  state: null,
  lastResult: null,
  mapping: null,
  lagMs: 1000,
  slopeMsPerSecond: 0,
  loss: {state: 'none', inSeconds: null, basis: null, limitedBy: null},
  missing: {},
});

const orders: Stream = streamDocument('orders', {consumers: [consumer('enrich')]});
const deadLetters = queueDocument({name: 'payments-dlq', isDeadLetter: true});

const alarm = (name: string, changes: Partial<AlarmFact> = {}): AlarmFact => ({
  name,
  arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  kind: 'metric',
  description: undefined,
  state: 'OK',
  since: undefined,
  reason: undefined,
  reasonData: undefined,
  evaluationState: undefined,
  metric: undefined,
  queries: [],
  expression: undefined,
  threshold: 1,
  comparisonOperator: 'GreaterThanThreshold',
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  missingData: 'missing',
  rule: undefined,
  suppressor: undefined,
  suppressedBy: undefined,
  actionsEnabled: true,
  okActions: [],
  alarmActions: [pager],
  insufficientDataActions: [],
  ...changes,
});

const on = (
  namespace: string,
  name: string,
  dimensions: Readonly<Record<string, string>>,
): AlarmFact['metric'] => ({
  namespace,
  name,
  dimensions,
  statistic: 'Maximum',
  periodSeconds: 60,
});

const ageOf = (name: string) => on('AWS/Kinesis', 'GetRecords.IteratorAgeMilliseconds', {StreamName: name});
const depthOf = (name: string, metric = 'ApproximateNumberOfMessagesVisible') =>
  on('AWS/SQS', metric, {QueueName: name});

const heard = new Map([[pager, {confirmed: 2, pending: 0}]]);

const gaps = (alarms: readonly AlarmFact[], changes: Partial<Parameters<typeof gapsOf>[0]> = {}) =>
  gapsOf({
    account,
    region,
    alarms,
    others: {kinesis: [orders], queues: [deadLetters]},
    topics: heard,
    ...changes,
  }).map(({kind, resource, severity}) => `${severity} ${kind} ${resource}`);

const covered = [
  alarm('orders-age', {metric: ageOf('orders'), missingData: 'breaching'}),
  alarm('payments-dlq-depth', {metric: depthOf('payments-dlq')}),
];

test('readers and dead letters that nobody watches', () => {
  expect(gaps([])).toEqual(['info alarms.no-age-alarm orders', 'info alarms.no-depth-alarm payments-dlq']);
  expect(gaps(covered)).toEqual([]);
});

test('an alarm on the age that takes silence for health never pages for a reader that died', () => {
  const [age, depth] = covered;
  if (!age || !depth) throw new Error('Two alarms cover everything.');
  expect(gaps([{...age, missingData: 'missing'}, depth])).toEqual(['info alarms.age-silent orders']);
  expect(gaps([{...age, missingData: 'notBreaching'}, age, depth])).toEqual([]);
});

test('dead letters are moved, not sent: an alarm on what was sent never fires', () => {
  const deaf = alarm('dlq-sent', {metric: depthOf('payments-dlq', 'NumberOfMessagesSent')});
  expect(gaps([covered[0] ?? deaf, deaf])).toEqual(['info alarms.deaf-depth-alarm payments-dlq']);
});

test('an expression over the metric covers it as well, and so does the function that reads the stream', () => {
  const math = alarm('math', {
    kind: 'math',
    expression: 'a / 1000',
    missingData: 'breaching',
    queries: [{id: 'a', metric: ageOf('orders'), expression: undefined, label: undefined}],
  });
  const [, depth] = covered;
  expect(gaps([math, ...(depth ? [depth] : [])])).toEqual([]);
  const lambda = streamDocument('orders', {consumers: [consumer('enrich', 'lambda')]});
  const age = alarm('lambda-age', {
    metric: on('AWS/Lambda', 'IteratorAge', {FunctionName: 'enrich'}),
    missingData: 'breaching',
  });
  expect(
    gaps([age, ...(depth ? [depth] : [])], {others: {kinesis: [lambda], queues: [deadLetters]}}),
  ).toEqual([]);
});

test('a stream that nobody reads wants no alarm on its readers', () => {
  expect(gaps([], {others: {kinesis: [streamDocument('idle')]}})).toEqual([]);
});

test('an alarm on what is gone says so, where the list of what is there is known', () => {
  const gone = alarm('old-age', {metric: ageOf('carts'), missingData: 'breaching'});
  expect(gaps([...covered, gone])).toEqual(['info alarms.resource-gone old-age']);
  expect(gaps([...covered, gone], {others: {}})).toEqual([]);
});

test('an alarm without action is a gap, unless a composite takes it into account', () => {
  const silent = alarm('silent', {alarmActions: []});
  expect(gaps([...covered, silent])).toEqual(['info alarms.no-action silent']);
  const above = alarm('above', {kind: 'composite', rule: 'ALARM("silent") OR ALARM(other)'});
  expect(gaps([...covered, silent, above])).toEqual([]);
});

test('a topic that reaches nobody is told once; one that could not be read is no gap', () => {
  const dead = `arn:aws:sns:${region}:${account}:ops-mail`;
  const alarms = [...covered, alarm('b', {alarmActions: [dead]}), alarm('a', {alarmActions: [dead, pager]})];
  const topics = new Map([...heard, [dead, {confirmed: 0, pending: 1}]] as const);
  expect(gaps(alarms, {topics})).toEqual(['info alarms.topic-unheard a']);
  expect(gaps(alarms)).toEqual([]);
});

test('the command makes the alarm that is missing, pages where the others page, and survives a shell', () => {
  const context = {
    account,
    region,
    alarms: [covered[1] ?? alarm('x')],
    others: {kinesis: [orders]},
    topics: heard,
  };
  const [gap] = gapsOf(context);
  expect(gap?.suggest?.cli).toBe(
    `aws cloudwatch put-metric-alarm --alarm-name orders-iterator-age --namespace AWS/Kinesis --metric-name GetRecords.IteratorAgeMilliseconds --dimensions Name=StreamName,Value=orders --statistic Maximum --period 60 --evaluation-periods 5 --datapoints-to-alarm 3 --threshold 900000 --comparison-operator GreaterThanThreshold --treat-missing-data breaching --alarm-actions ${pager} --region us-east-1`,
  );
  expect(gap?.title.length).toBeLessThanOrEqual(40);
});

test('an alarm that holds another one back is taken into account, whatever its name', () => {
  const silent = alarm('team:deploy', {alarmActions: []});
  const above = alarm('above', {kind: 'composite', rule: 'ALARM(orders-age)', suppressor: silent.arn});
  expect(gaps([...covered, silent, above])).toEqual([]);
});

test('what is proposed beside an alarm that is there has a name of its own: a put would replace that one whole', () => {
  const silent = alarm('orders-iterator-age', {metric: ageOf('orders')});
  const [gap] = gapsOf({account, region, alarms: [silent], others: {kinesis: [orders]}, topics: heard});
  expect(gap?.kind).toBe('alarms.age-silent');
  expect(gap?.suggest?.cli).toContain('--alarm-name orders-reader-gone ');
  const other = alarm('orders-iterator-age');
  const [none] = gapsOf({account, region, alarms: [other], others: {kinesis: [orders]}, topics: heard});
  expect(none?.suggest?.cli).toContain('--alarm-name orders-iterator-age-2 ');
});
