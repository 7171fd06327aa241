import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import {expect, onTestFinished, test} from 'vitest';
import {systemClock} from '../../source/clock.ts';
import {serve} from '../../source/simulator/server.ts';
import {minuteMs, smallAccount} from '../simulator/wire/small-account.ts';
import {startMoto} from './moto.ts';

const clientOf = (endpoint: string, accessKeyId: string): CloudWatchClient => {
  const client = new CloudWatchClient({
    endpoint,
    region: 'us-east-1',
    credentials: {accessKeyId, secretAccessKey: 'x'},
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return client;
};

test('what is put comes back as it does from moto', async () => {
  const moto = await startMoto();
  onTestFinished(moto.end);
  const account = {...smallAccount(), clock: systemClock};
  const simulation = await serve({account});
  onTestFinished(simulation.close);
  const clients = [clientOf(moto.endpoint, 'test'), clientOf(simulation.endpoint, account.accessKeyId)];

  const start = Math.floor(Date.now() / minuteMs) * minuteMs - 20 * minuteMs;
  const at = (minute: number) => new Date(start + minute * minuteMs);
  const Dimensions = [{Name: 'Page', Value: 'cart'}];
  const put = new PutMetricDataCommand({
    Namespace: 'Shop',
    MetricData: [
      ...[3, 5, 8].map((Value, minute) => ({
        MetricName: 'Latency',
        Dimensions,
        Timestamp: at(minute),
        Value,
      })),
      {MetricName: 'Latency', Dimensions, Timestamp: at(2), Value: 4},
      {
        MetricName: 'Latency',
        Dimensions,
        Timestamp: at(6),
        StatisticValues: {SampleCount: 4, Sum: 40, Minimum: 5, Maximum: 30},
      },
    ],
  });
  const get = new GetMetricDataCommand({
    StartTime: at(0),
    EndTime: at(10),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: ['Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount'].map((Stat, index) => ({
      Id: `q${index}`,
      MetricStat: {Metric: {Namespace: 'Shop', MetricName: 'Latency', Dimensions}, Period: 60, Stat},
    })),
  });
  const [theirs, ours] = await Promise.all(
    clients.map(async client => {
      await client.send(put);
      const {Metrics} = await client.send(new ListMetricsCommand({Namespace: 'Shop'}));
      const {MetricDataResults = []} = await client.send(get);
      return {
        Metrics,
        results: MetricDataResults.map(({Id, Timestamps, Values}) => ({Id, Timestamps, Values})),
      };
    }),
  );
  expect(ours?.results.map(({Values}) => Values?.length)).toEqual([4, 4, 4, 4, 4]);
  expect(ours).toEqual(theirs);
});
