import {GetMetricDataCommand} from '@aws-sdk/client-cloudwatch';
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  ListStreamsCommand,
  PutRecordsCommand,
} from '@aws-sdk/client-kinesis';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {expect, onTestFinished, test} from 'vitest';
import {stillClock} from '../../source/simulator/clock.ts';
import {scenarioStart} from '../../source/simulator/scenarios/index.ts';
import {simulate} from '../../source/simulator/start.ts';
import {clientsOf} from './wire/clients.ts';

const minuteMs = 60_000;

async function start(scenario: string, seed = 1) {
  const clock = stillClock(scenarioStart);
  const simulation = await simulate({scenario, seed, clock, enforceRates: false});
  onTestFinished(simulation.close);
  return {simulation, clock, ...clientsOf(simulation)};
}

test('an account of a scenario answers the SDK’s clients with what its world holds', async () => {
  const {simulation, kinesis, sts} = await start('black-friday');
  const {StreamNames: names = []} = await kinesis.send(new ListStreamsCommand({}));
  expect(names).toContain('orders');
  const {StreamDescriptionSummary: orders} = await kinesis.send(
    new DescribeStreamSummaryCommand({StreamName: 'orders'}),
  );
  expect(orders?.OpenShardCount).toBeGreaterThan(1);
  const {Account: id} = await sts.send(new GetCallerIdentityCommand({}));
  expect(id).toBe(simulation.account.id);
  expect([simulation.region, simulation.accessKeyId]).toEqual(['us-east-1', simulation.account.accessKeyId]);
});

test('what is written to a stream is counted in its metrics, minutes later', async () => {
  const {clock, kinesis, cloudwatch} = await start('calm');
  await kinesis.send(new CreateStreamCommand({StreamName: 'drill', ShardCount: 1}));
  clock.advance(minuteMs);
  const Records = [1, 2, 3].map(index => ({PartitionKey: `key-${index}`, Data: Buffer.alloc(50_000)}));
  const {FailedRecordCount: failed} = await kinesis.send(
    new PutRecordsCommand({StreamName: 'drill', Records}),
  );
  expect(failed).toBe(0);
  const Dimensions = [{Name: 'StreamName', Value: 'drill'}];
  const read = async () => {
    const {MetricDataResults: results = []} = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(scenarioStart),
        EndTime: new Date(scenarioStart + 5 * minuteMs),
        MetricDataQueries: ['IncomingRecords', 'IncomingBytes'].map((MetricName, index) => ({
          Id: `q${index}`,
          MetricStat: {Metric: {Namespace: 'AWS/Kinesis', MetricName, Dimensions}, Period: 300, Stat: 'Sum'},
        })),
      }),
    );
    return results.map(({Values = []}) => Values.reduce((sum, value) => sum + value, 0));
  };
  expect(await read()).toEqual([0, 0]);
  clock.advance(4 * minuteMs);
  const [records, bytes] = await read();
  expect(records).toBe(3);
  expect(bytes).toBeGreaterThanOrEqual(150_000);
  expect(bytes).toBeLessThan(151_000);
});

test('the same seed gives the same account, another seed another', async () => {
  const bytesOf = async (seed: number) => {
    const {cloudwatch} = await start('calm', seed);
    const {MetricDataResults: results} = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(scenarioStart - 30 * minuteMs),
        EndTime: new Date(scenarioStart),
        MetricDataQueries: [
          {Id: 'e', Expression: `SEARCH('{AWS/Kinesis,StreamName} MetricName="IncomingBytes"', 'Sum', 60)`},
        ],
      }),
    );
    return results?.map(({Label, Values}) => [Label, Values]);
  };
  expect(await bytesOf(5)).toEqual(await bytesOf(5));
  expect(await bytesOf(5)).not.toEqual(await bytesOf(6));
});

test('a scenario that does not exist is not started', async () => {
  await expect(start('armageddon')).rejects.toThrow(/There is no scenario named armageddon/);
});
