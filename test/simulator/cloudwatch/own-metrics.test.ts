import {
  ListMetricsCommand,
  type ListMetricsCommandInput,
  type MetricDatum,
  PutMetricDataCommand,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {clientsOf, served} from '../wire/clients.ts';
import {minuteMs, noon, samples, smallAccount, source, streamMetric} from '../wire/small-account.ts';
import {statOf, valuesOf} from './asking.ts';

const at = new Date(noon - 10 * minuteMs);
const latency = {namespace: 'Shop', name: 'Latency', dimensions: {Page: 'cart'}};
const put = (...data: readonly Partial<MetricDatum>[]) =>
  new PutMetricDataCommand({
    Namespace: 'Shop',
    MetricData: data.map(datum => ({
      MetricName: 'Latency',
      Timestamp: at,
      Dimensions: [{Name: 'Page', Value: 'cart'}],
      ...datum,
    })),
  });
const stats = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p90'];
const asked = {
  MetricDataQueries: stats.map((stat, index) => ({Id: `s${index}`, MetricStat: statOf(latency, stat)})),
};
const clientOf = async (account = smallAccount()) => clientsOf(await served(account)).cloudwatch;

describe('PutMetricData', () => {
  test('values, values with counts and statistic sets of one minute are added up', async () => {
    const client = await clientOf();
    await client.send(put({Value: 10}, {Values: [20, 30], Counts: [2, 1]}));
    await client.send(put({Value: 50}));
    const one = await valuesOf(client, asked);
    expect(Object.values(one).flat()).toEqual([130, 26, 10, 50, 5, 50]);
    await client.send(put({StatisticValues: {SampleCount: 5, Sum: 20, Minimum: 3, Maximum: 9}}));
    const two = await valuesOf(client, asked);
    expect(Object.values(two).map(values => values[0])).toEqual([150, 15, 3, 50, 10, undefined]);
  });

  test('a region keeps its own', async () => {
    const simulation = await served(smallAccount());
    await clientsOf(simulation).cloudwatch.send(put({Value: 1}));
    const there = await clientsOf(simulation, {region: 'eu-west-1'}).cloudwatch.send(
      new ListMetricsCommand({}),
    );
    expect(there.Metrics).toEqual([]);
  });

  test.each([
    [
      'a namespace of AWS',
      new PutMetricDataCommand({Namespace: 'AWS/Kinesis', MetricData: [{MetricName: 'a', Value: 1}]}),
      'InvalidParameterValueException',
    ],
    [
      'no data',
      new PutMetricDataCommand({Namespace: 'Shop', MetricData: []}),
      'MissingRequiredParameterException',
    ],
    ['no value', put({}), 'MissingRequiredParameterException'],
    ['two kinds of value', put({Value: 1, Values: [1]}), 'InvalidParameterCombinationException'],
    ['counts that do not match', put({Values: [1, 2], Counts: [1]}), 'InvalidParameterValueException'],
    [
      'a time three weeks ago',
      put({Value: 1, Timestamp: new Date(noon - 21 * 24 * 60 * minuteMs)}),
      'InvalidParameterValueException',
    ],
    ['a value beyond all measure', put({Value: 1e200}), 'InvalidParameterValueException'],
    [
      'half a statistic set',
      put({StatisticValues: {SampleCount: 1, Sum: 1, Minimum: 3, Maximum: 2}}),
      'InvalidParameterValueException',
    ],
  ])('refuses %s, and keeps nothing of the request', async (_what, command, name) => {
    const client = await clientOf();
    await expect(client.send(command)).rejects.toMatchObject({name, $metadata: {httpStatusCode: 400}});
    expect((await client.send(new ListMetricsCommand({}))).Metrics).toEqual([]);
  });

  test('any values come back as their own sum, count, least, most and percentile', async () => {
    const client = await clientOf();
    let series = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({min: -1000, max: 1000}), {minLength: 1, maxLength: 40}),
        async values => {
          series += 1;
          const page = `page-${series}`;
          await client.send(put({Values: values, Dimensions: [{Name: 'Page', Value: page}]}));
          const metric = {...latency, dimensions: {Page: page}};
          const got = await valuesOf(client, {
            MetricDataQueries: stats.map((stat, index) => ({
              Id: `s${index}`,
              MetricStat: statOf(metric, stat),
            })),
          });
          const sum = values.reduce((total, value) => total + value, 0);
          const sorted = values.toSorted((a, b) => a - b);
          const p90 = sorted[Math.ceil(values.length * 0.9 - 1e-9) - 1];
          expect(Object.values(got).flat()).toEqual([
            sum,
            sum / values.length,
            sorted[0],
            sorted.at(-1),
            values.length,
            p90,
          ]);
        },
      ),
      {numRuns: 40},
    );
  });
});

describe('ListMetrics', () => {
  const many = Array.from({length: 1234}, (_, index) => streamMetric('IncomingBytes', `stream-${index}`));

  test('gives 500 a page, all of them once', async () => {
    const client = await clientOf(smallAccount({metrics: [source(many, () => samples(1))]}));
    const sizes: number[] = [];
    const names = new Set<string | undefined>();
    for await (const {Metrics = []} of paginateListMetrics({client}, {Namespace: 'AWS/Kinesis'})) {
      sizes.push(Metrics.length);
      for (const metric of Metrics) names.add(metric.Dimensions?.[0]?.Value);
    }
    expect(sizes).toEqual([500, 500, 234]);
    expect(names.size).toBe(1234);
  });

  test('filters by namespace, name, and dimensions with or without a value', async () => {
    const shard = {
      ...streamMetric('IncomingBytes'),
      dimensions: {StreamName: 'orders', ShardId: 'shardId-000000000000'},
    };
    const metrics = [
      streamMetric('IncomingBytes'),
      streamMetric('IncomingRecords'),
      streamMetric('IncomingBytes', 'clicks'),
      shard,
    ];
    const client = await clientOf(smallAccount({metrics: [source(metrics, () => samples(1))]}));
    const count = async (filter: ListMetricsCommandInput) =>
      (await client.send(new ListMetricsCommand(filter))).Metrics?.length;
    expect(await count({})).toBe(4);
    expect(await count({Namespace: 'AWS/SQS'})).toBe(0);
    expect(await count({MetricName: 'IncomingBytes'})).toBe(3);
    expect(await count({Dimensions: [{Name: 'ShardId'}]})).toBe(1);
    expect(await count({Dimensions: [{Name: 'StreamName', Value: 'orders'}]})).toBe(3);
    expect(
      await count({
        Dimensions: [
          {Name: 'StreamName', Value: 'orders'},
          {Name: 'ShardId', Value: 'x'},
        ],
      }),
    ).toBe(0);
  });

  test('RecentlyActive leaves out what has had no data for hours', async () => {
    const metrics = [streamMetric('IncomingBytes'), streamMetric('IncomingBytes', 'asleep')];
    const account = smallAccount({
      metrics: [
        source(metrics, ({dimensions}, minute) =>
          dimensions.StreamName === 'asleep' && minute > noon - 5 * 60 * minuteMs ? undefined : samples(1),
        ),
      ],
    });
    const client = await clientOf(account);
    const recent = await client.send(new ListMetricsCommand({RecentlyActive: 'PT3H'}));
    expect(recent.Metrics?.map(metric => metric.Dimensions?.[0]?.Value)).toEqual(['orders']);
  });

  test('refuses a token of another question', async () => {
    const client = await clientOf(smallAccount({metrics: [source(many, () => samples(1))]}));
    const {NextToken = ''} = await client.send(new ListMetricsCommand({}));
    await expect(
      client.send(new ListMetricsCommand({Namespace: 'AWS/Kinesis', NextToken})),
    ).rejects.toMatchObject({name: 'InvalidParameterValueException'});
  });
});
