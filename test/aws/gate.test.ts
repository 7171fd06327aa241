import * as cloudwatch from '@aws-sdk/client-cloudwatch';
import * as kinesis from '@aws-sdk/client-kinesis';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sns from '@aws-sdk/client-sns';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import {expect, test} from 'vitest';
import {NotAllowedHere} from '../../source/aws/gate.ts';
import {operations} from '../../source/aws/operations.ts';
import type {RequestLog} from '../../source/aws/request-log.ts';
import {stillClock} from '../../source/simulator/clock.ts';
import {simulated} from '../simulated.ts';

type AnyCommand = new (input: object) => never;
type AnyClient = {readonly send: (command: never) => Promise<unknown>};

const commandsOf = (module: object) =>
  Object.entries(module).filter(
    (entry): entry is [string, AnyCommand] => entry[0].endsWith('Command') && entry[0] !== '$Command',
  );

test('of all commands of all clients, only the reads of the table leave the process', async () => {
  const {session} = await simulated('calm');
  const {clients} = session();
  const passed: string[] = [];
  const all: readonly [string, AnyClient, [string, AnyCommand][]][] = [
    ['kinesis', await clients.kinesis(), commandsOf(kinesis)],
    ['cloudwatch', await clients.cloudwatch(), commandsOf(cloudwatch)],
    ['lambda', await clients.lambda(), commandsOf(lambda)],
    ['s3', await clients.s3(), commandsOf(s3)],
    ['sns', await clients.sns(), commandsOf(sns)],
    ['sqs', await clients.sqs(), commandsOf(sqs)],
    ['sts', await clients.sts(), commandsOf(sts)],
  ];
  for (const [service, client, commands] of all) {
    expect(commands.length).toBeGreaterThan(5);
    for (const [name, Command] of commands) {
      const error: unknown = await client.send(new Command({})).catch((caught: unknown) => caught);
      if (!(error instanceof NotAllowedHere)) passed.push(`${service}:${name.replace(/Command$/, '')}`);
    }
  }
  const reads = Object.entries(operations).filter(([, rule]) => rule.class === 'read');
  expect(passed.sort()).toEqual(reads.map(([name]) => name).sort());
});

test('every attempt is counted, and metrics are priced', async () => {
  const {session} = await simulated('calm');
  const watched = session();
  const client = await watched.clients.cloudwatch();
  const query = (id: string) => ({
    Id: id,
    MetricStat: {Metric: {Namespace: 'AWS/Kinesis', MetricName: 'IncomingBytes'}, Period: 60, Stat: 'Sum'},
  });
  const end = new Date(watched.clock.now());
  await client.send(
    new cloudwatch.GetMetricDataCommand({
      StartTime: new Date(end.getTime() - 600_000),
      EndTime: end,
      MetricDataQueries: [query('m1'), query('m2'), query('m3')],
    }),
  );
  expect(watched.gate.meter.reading).toEqual({
    calls: 1,
    metricsRequested: 3,
    estimatedUsd: expect.closeTo(0.000_03, 8),
    byOperation: {'cloudwatch:GetMetricData': 1},
  });
});

test('the log names every request as AWS does, of S3 too, also one that was refused', async () => {
  const {session} = await simulated('calm');
  const logged: Parameters<RequestLog>[0][] = [];
  const watched = session({log: entry => logged.push(entry)});
  const client = await watched.once.clients.s3();
  await client.send(new s3.ListBucketsCommand({}));
  await client.send(new s3.GetBucketVersioningCommand({Bucket: 'no-such-bucket'})).catch(() => undefined);
  await watched.identify();
  expect(logged.map(({operation, error}) => [operation, error])).toEqual([
    ['s3:ListBuckets', undefined],
    ['s3:GetBucketVersioning', 'NoSuchBucket'],
    ['sts:GetCallerIdentity', undefined],
  ]);
  for (const {requestId} of logged) expect(requestId).toMatch(/^[\w-]{8,}$/);
});

test('a request that AWS throttles is tried again, and counted again', async () => {
  const {session, account} = await simulated('calm');
  account.faults.set([{kind: 'throttle', operation: 'kinesis:ListStreams', times: 1}]);
  const watched = session();
  const client = await watched.clients.kinesis();
  await client.send(new kinesis.ListStreamsCommand({}));
  expect(watched.gate.meter.reading.byOperation).toEqual({'kinesis:ListStreams': 2});
});

test('on a machine whose clock is five minutes off, time is what AWS says it is', async () => {
  const {session, clock} = await simulated('calm');
  const watched = session({clock: stillClock(clock.now() - 300_000)});
  await watched.identify();
  expect(watched.clock.now()).toBe(clock.now());
});
