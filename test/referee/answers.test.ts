import {describe, expect, inject, test} from 'vitest';
import {services} from '../../source/simulator/wire/services.ts';
import {scenarioFile} from '../simulated.ts';
import {ask, scopeOf, signedHeaders} from '../simulator/wire/raw.ts';
import {minuteMs} from '../simulator/wire/small-account.ts';
import {type Recorded, recordedAccount} from './account.ts';
import {alarmQuestions} from './alarm-questions.ts';
import {loadModel} from './model.ts';
import {judgeSqs, loadSqsModel} from './sqs-model.ts';
import {sqsQuestions} from './sqs-questions.ts';
import {judge, judgeXml} from './verdict.ts';

type Question = readonly [operation: string, input: Readonly<Record<string, unknown>>];

const shard = 'shardId-000000000000';
const kinesisQuestions: readonly Question[] = [
  ['ListStreams', {Limit: 2}],
  ['ListStreams', {ExclusiveStartStreamName: 'orders'}],
  ['ListStreams', {Limit: 0}],
  ...['orders', 'clicks', 'page-views', 'payments', 'telemetry', 'nowhere', 'not a name'].flatMap(
    (StreamName): readonly Question[] => [
      ['DescribeStreamSummary', {StreamName}],
      ['DescribeStream', {StreamName, Limit: 1}],
      ['ListShards', {StreamName, MaxResults: 3}],
      ['ListTagsForStream', {StreamName}],
      ['GetShardIterator', {StreamName, ShardId: shard, ShardIteratorType: 'LATEST'}],
      ['GetShardIterator', {StreamName, ShardId: 'shardId-000000009999', ShardIteratorType: 'TRIM_HORIZON'}],
      ['EnableEnhancedMonitoring', {StreamName, ShardLevelMetrics: ['IncomingBytes']}],
      ['UpdateShardCount', {StreamName, TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING'}],
      ['SplitShard', {StreamName, ShardToSplit: shard, NewStartingHashKey: '1'}],
      ['MergeShards', {StreamName, ShardToMerge: shard, AdjacentShardToMerge: shard}],
      ['IncreaseStreamRetentionPeriod', {StreamName, RetentionPeriodHours: 12}],
      ['DecreaseStreamRetentionPeriod', {StreamName, RetentionPeriodHours: 200}],
      ['PutRecord', {StreamName, PartitionKey: 'a', Data: 'aGVsbG8='}],
      ['PutRecords', {StreamName, Records: [{PartitionKey: 'a', Data: 'aGVsbG8='}]}],
    ],
  ),
  ...['AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST', 'SOMEWHERE'].map(
    (Type): Question => ['ListShards', {StreamName: 'orders', ShardFilter: {Type}}],
  ),
  ['ListShards', {}],
  ['ListShards', {NextToken: 'made up'}],
  ['ListShards', {NextToken: 'made up', StreamName: 'orders'}],
  ['ListStreamConsumers', {StreamARN: 'arn:aws:kinesis:us-east-1:730112094417:stream/payments'}],
  ['ListStreamConsumers', {StreamARN: 'arn:aws:kinesis:us-east-1:730112094417:stream/nowhere'}],
  [
    'DescribeStreamConsumer',
    {StreamARN: 'arn:aws:kinesis:us-east-1:730112094417:stream/payments', ConsumerName: 'ledger'},
  ],
  ['DescribeStreamConsumer', {ConsumerARN: 'arn:nothing'}],
  ['DescribeLimits', {}],
  ['GetRecords', {ShardIterator: 'made up'}],
  ['CreateStream', {StreamName: 'orders', ShardCount: 1}],
  ['CreateStream', {StreamName: 'many', ShardCount: 100_000}],
  ['DeleteStream', {StreamName: 'payments'}],
  ['NoSuchOperation', {}],
];

const stat = (Stat: string, Period = 60) => ({
  Metric: {
    Namespace: 'AWS/Kinesis',
    MetricName: 'IncomingBytes',
    Dimensions: [{Name: 'StreamName', Value: 'clicks'}],
  },
  Period,
  Stat,
});
const cloudWatchQuestions = (now: number): readonly Question[] => {
  const span = {StartTime: now / 1000 - 3600, EndTime: now / 1000};
  const get = (...MetricDataQueries: readonly unknown[]): Question => [
    'GetMetricData',
    {...span, MetricDataQueries},
  ];
  return [
    ['ListMetrics', {}],
    ['ListMetrics', {RecentlyActive: 'PT3H', Namespace: 'AWS/Kinesis'}],
    ['ListMetrics', {RecentlyActive: 'PT4H'}],
    ['ListMetrics', {NextToken: 'made up'}],
    get(
      {Id: 'a', MetricStat: stat('Sum')},
      {Id: 'b', MetricStat: stat('p99', 300)},
      {Id: 'c', Expression: 'a * 2'},
    ),
    get({
      Id: 'e',
      Expression: `SEARCH('{AWS/Kinesis,StreamName,ShardId} MetricName="IncomingBytes"', 'Maximum', 300)`,
    }),
    get({Id: 'e', Expression: 'what +'}),
    get({Id: 'A', MetricStat: stat('Sum')}),
    get(),
    ['GetMetricData', {...span, MaxDatapoints: 7, MetricDataQueries: [{Id: 'a', MetricStat: stat('Sum')}]}],
    [
      'GetMetricData',
      {...span, NextToken: 'made up', MetricDataQueries: [{Id: 'a', MetricStat: stat('Sum')}]},
    ],
    ['PutMetricData', {Namespace: 'Shop', MetricData: [{MetricName: 'a', Value: 1}]}],
    ['PutMetricData', {Namespace: 'Shop', MetricData: [{MetricName: 'a'}]}],
    ['PutMetricData', {Namespace: 'AWS/Shop', MetricData: [{MetricName: 'a', Value: 1}]}],
    ['PutMetricData', {Namespace: 'Shop', MetricData: [{MetricName: 'a', Value: 1, Values: [1]}]}],
  ];
};

async function askAll({simulation, recorder}: Recorded, name: string, questions: readonly Question[]) {
  const service = services.find(one => one.name === name);
  const now = simulation.clock.now();
  const signed = signedHeaders(now, scopeOf(now, simulation.region, service?.signingName));
  for (const [operation, input] of questions) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amzn-query-mode': 'true',
      'x-amz-target': `${service?.target}.${operation}`,
      ...signed,
    };
    await ask(recorder, {headers, body: JSON.stringify(input)});
  }
}

/** Asks as the older clients do: in a form. */
async function askInForms({simulation, recorder}: Recorded, name: string, questions: readonly Question[]) {
  const service = services.find(one => one.name === name);
  const now = simulation.clock.now();
  const headers = {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    ...signedHeaders(now, scopeOf(now, simulation.region, service?.signingName)),
  };
  for (const [operation, input] of questions) {
    const members = Object.entries(input).map(([member, value]) => [member, String(value)]);
    const form = [['Action', operation], ['Version', service?.version ?? ''], ...members];
    await ask(recorder, {headers, body: new URLSearchParams(form).toString()});
  }
}

const topicArn = (topic: string) => `arn:aws:sns:us-east-1:730112094417:${topic}`;
const snsQuestions: readonly Question[] = [
  ['ListTopics', {}],
  ['ListTopics', {NextToken: 'made up'}],
  ['ListSubscriptions', {}],
  ['ListSubscriptions', {NextToken: '100'}],
  ['ListSubscriptions', {NextToken: 'made up'}],
  ['ListSubscriptionsByTopic', {TopicArn: topicArn('orders')}],
  ['ListSubscriptionsByTopic', {TopicArn: topicArn('nowhere')}],
  ['ListSubscriptionsByTopic', {TopicArn: 'orders'}],
  ['ListSubscriptionsByTopic', {}],
  ['GetSubscriptionAttributes', {SubscriptionArn: `${topicArn('orders')}:gone`}],
  ['GetSubscriptionAttributes', {SubscriptionArn: 'PendingConfirmation'}],
  ['NoSuchOperation', {}],
];

describe('the models of botocore approve', () => {
  test('of what Kinesis answers and refuses, at rest and while streams change', async () => {
    const recorded = await recordedAccount();
    await askAll(recorded, 'kinesis', kinesisQuestions);
    recorded.clock.advance(5 * minuteMs);
    await askAll(recorded, 'kinesis', kinesisQuestions);
    const model = await loadModel(inject('tools').models, 'kinesis');
    const {exchanges} = recorded.recorder;
    expect([...new Set(exchanges.flatMap(exchange => judge(model, exchange)))]).toEqual([]);
    expect(exchanges.filter(({status}) => status >= 500)).toEqual([]);
    expect(exchanges.filter(({status}) => status === 200).length).toBeGreaterThan(50);
  });

  test('of what CloudWatch answers and refuses', async () => {
    const recorded = await recordedAccount();
    await askAll(recorded, 'cloudwatch', cloudWatchQuestions(recorded.clock.now()));
    const model = await loadModel(inject('tools').models, 'cloudwatch');
    const {exchanges} = recorded.recorder;
    expect(exchanges.flatMap(exchange => judge(model, exchange))).toEqual([]);
    expect(exchanges.map(({status}) => status)).toEqual([
      200, 200, 400, 400, 200, 200, 400, 400, 400, 200, 400, 200, 400, 400, 400,
    ]);
  });

  test('of what CloudWatch answers and refuses about alarms', async () => {
    const recorded = await recordedAccount('black-friday');
    const asked = alarmQuestions(recorded.clock.now());
    // An hour of history, and whatever has come due in it.
    recorded.clock.advance(60 * minuteMs);
    await askAll(
      recorded,
      'cloudwatch',
      asked.map(([, ...question]) => question),
    );
    const model = await loadModel(inject('tools').models, 'cloudwatch');
    const {exchanges} = recorded.recorder;
    expect([...new Set(exchanges.flatMap(exchange => judge(model, exchange)))]).toEqual([]);
    expect(exchanges.map(({status, target}) => `${target.split('.')[1]} ${status}`)).toEqual(
      asked.map(([status, operation]) => `${operation} ${status}`),
    );
  });

  test('of what SNS answers and refuses', async () => {
    const subscriptions = Array.from({length: 120}, (_, index) => ({
      protocol: 'sqs' as const,
      endpoint: 'audit',
      confirmed: index !== 1,
      deadLetterQueue: 'audit-dlq',
    }));
    const recorded = await recordedAccount(
      await scenarioFile({
        name: 'topics',
        regions: ['us-east-1'],
        queues: [{name: 'audit'}, {name: 'audit-dlq'}],
        topics: [{name: 'orders', subscriptions}],
      }),
    );
    await askInForms(recorded, 'sns', snsQuestions);
    const {exchanges} = recorded.recorder;
    const confirmed = exchanges[2]?.body.match(/<SubscriptionArn>(arn:[^<]+)/)?.[1];
    await askInForms(recorded, 'sns', [['GetSubscriptionAttributes', {SubscriptionArn: confirmed}]]);
    const model = await loadModel(inject('tools').models, 'sns');
    expect(exchanges.flatMap(exchange => judgeXml(model, exchange))).toEqual([]);
    expect(exchanges.map(({status}) => status)).toEqual([
      200, 400, 200, 200, 400, 200, 404, 400, 400, 404, 400, 400, 200,
    ]);
  });

  test('of what SQS answers and refuses, and of what its errors are to older clients', async () => {
    const recorded = await recordedAccount();
    await askAll(recorded, 'sqs', sqsQuestions);
    const model = await loadSqsModel();
    const {exchanges} = recorded.recorder;
    expect([...new Set(exchanges.flatMap(exchange => judgeSqs(model, exchange)))]).toEqual([]);
    expect(exchanges.filter(({status}) => status >= 500)).toEqual([]);
    expect(exchanges.filter(({status}) => status === 200).length).toBeGreaterThan(50);
    expect(exchanges.filter(({status}) => status !== 200).length).toBeGreaterThan(50);
  });
});
