import {describe, expect, test} from 'vitest';
import {parsePattern} from '../../../source/simulator/cloudwatch/search/pattern.ts';
import type {MetricId} from '../../../source/simulator/metric-source.ts';
import {clientsOf, served} from '../wire/clients.ts';
import {minuteMs, noon, samples, smallAccount, source} from '../wire/small-account.ts';
import {question} from './asking.ts';

const metric = (name: string, dimensions: Record<string, string>, namespace = 'AWS/Kinesis'): MetricId => ({
  namespace,
  name,
  dimensions,
});
const shard = (StreamName: string, index: number, name = 'IncomingBytes') =>
  metric(name, {StreamName, ShardId: `shardId-00000000000${index}`});

const all: readonly MetricId[] = [
  metric('IncomingBytes', {StreamName: 'orders'}),
  shard('orders', 0),
  shard('orders', 1),
  shard('orders', 1, 'IncomingRecords'),
  shard('orders-eu', 0),
  shard('clicks', 0),
  metric('ApproximateAgeOfOldestMessage', {QueueName: 'orders'}, 'AWS/SQS'),
];
const briefly = ({name, dimensions}: MetricId) =>
  [name, ...Object.values(dimensions).map(value => value.replace('shardId-00000000000', '#'))].join(' ');
const found = (pattern: string) => all.filter(parsePattern(pattern)).map(briefly);

describe('a search finds', () => {
  test.each([
    [
      '{AWS/Kinesis,StreamName,ShardId} MetricName="IncomingBytes" StreamName="orders"',
      ['IncomingBytes orders #0', 'IncomingBytes orders #1'],
    ],
    ['{AWS/Kinesis,StreamName} MetricName="IncomingBytes"', ['IncomingBytes orders']],
    [
      '{AWS/Kinesis,ShardId,StreamName} StreamName=("clicks" OR "orders-eu")',
      ['IncomingBytes orders-eu #0', 'IncomingBytes clicks #0'],
    ],
    ['{AWS/Kinesis,StreamName,ShardId} StreamName=orders incoming records', ['IncomingRecords orders #1']],
    ['{AWS/Kinesis,StreamName,ShardId} StreamName=eu', ['IncomingBytes orders-eu #0']],
    ['{AWS/Kinesis,StreamName,ShardId} NOT bytes', ['IncomingRecords orders #1']],
    [
      '{AWS/Kinesis,StreamName,ShardId} records OR (clicks AND bytes)',
      ['IncomingRecords orders #1', 'IncomingBytes clicks #0'],
    ],
    ['Namespace="AWS/SQS"', ['ApproximateAgeOfOldestMessage orders']],
    ['oldest', ['ApproximateAgeOfOldestMessage orders']],
    ['{AWS/Nothing,StreamName}', []],
  ])('%s', (pattern, names) => {
    expect(found(pattern)).toEqual(names);
  });
});

test.each(['MetricName=', '(a', 'a )', '"open', 'a OR', 'x'.repeat(1025)])('%s is no search', pattern => {
  expect(() => parsePattern(pattern)).toThrow();
});

test('the series of a search are named by what tells them apart', async () => {
  const account = smallAccount({metrics: [source(all, () => samples(1, 2))]});
  const {cloudwatch} = clientsOf(await served(account));
  const search = `SEARCH('{AWS/Kinesis,StreamName,ShardId} MetricName="IncomingBytes" StreamName="orders"', 'Sum', 300)`;
  const {MetricDataResults = []} = await cloudwatch.send(
    question({
      MetricDataQueries: [
        {Id: 'e1', Expression: search},
        {Id: 'e2', Expression: `SUM(${search})`, Label: 'both'},
      ],
      EndTime: new Date(noon - 5 * minuteMs),
    }),
  );
  expect(MetricDataResults.map(({Id, Label, Values}) => [Id, Label, Values?.[0]])).toEqual([
    ['e1', 'shardId-000000000000', 15],
    ['e1', 'shardId-000000000001', 15],
    ['e2', 'both', 30],
  ]);
});

test('a search needs a statistic and a period that exist', async () => {
  const {cloudwatch} = clientsOf(await served(smallAccount()));
  for (const Expression of [
    "SEARCH('a', 'Median', 60)",
    "SEARCH('a', 'Sum', 61)",
    "SEARCH('a')",
    "SEARCH('(', 'Sum', 60)",
  ]) {
    const asked = question({MetricDataQueries: [{Id: 'e1', Expression}]});
    await expect(cloudwatch.send(asked)).rejects.toMatchObject({name: 'ValidationException'});
  }
});
