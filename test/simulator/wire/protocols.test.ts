import {ListMetricsCommand, PutMetricDataCommand} from '@aws-sdk/client-cloudwatch';
import {
  KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {expect, onTestFinished, test} from 'vitest';
import {clientsOf, served} from './clients.ts';
import {noon, smallAccount} from './small-account.ts';

test('a Kinesis client lists streams of its own region', async () => {
  const simulation = await served(smallAccount());
  const here = await clientsOf(simulation).kinesis.send(new ListStreamsCommand({}));
  const there = await clientsOf(simulation, {region: 'eu-west-1'}).kinesis.send(new ListStreamsCommand({}));
  expect(here.StreamNames).toEqual(['clicks-us-east-1']);
  expect(there.StreamNames).toEqual(['clicks-eu-west-1']);
  expect(here.StreamSummaries?.[0]?.StreamCreationTimestamp).toEqual(new Date(noon));
  expect(here.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('a Kinesis client as it comes, which speaks HTTP/2 on plain http, is answered too', async () => {
  const {endpoint} = await served(smallAccount());
  const credentials = {accessKeyId: 'SIMULATEDACCESSKEY01', secretAccessKey: 'x'};
  const client = new KinesisClient({endpoint, region: 'us-east-1', credentials, maxAttempts: 1});
  onTestFinished(() => client.destroy());
  const answers = await Promise.all([1, 2, 3].map(() => client.send(new ListStreamsCommand({}))));
  expect(answers.map(answer => answer.StreamNames)).toEqual(Array(3).fill(['clicks-us-east-1']));
});

test('errors of an operation arrive by name, with their message and status', async () => {
  const {kinesis} = clientsOf(await served(smallAccount()));
  await expect(kinesis.send(new ListShardsCommand({StreamName: 'nowhere'}))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Stream nowhere under account 730112094417 not found.',
    $metadata: {httpStatusCode: 400},
  });
});

test('an operation without an answer answers nothing', async () => {
  const {kinesis} = clientsOf(await served(smallAccount()));
  const split = new SplitShardCommand({
    ShardToSplit: 'shardId-0',
    NewStartingHashKey: '5',
    StreamName: 'clicks',
  });
  await expect(kinesis.send(split)).resolves.toMatchObject({$metadata: {httpStatusCode: 200}});
});

test('STS says who the keys belong to', async () => {
  const {sts} = clientsOf(await served(smallAccount()));
  await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
    Account: '730112094417',
    Arn: 'arn:aws:iam::730112094417:user/on-call',
    UserId: 'SIMULATEDACCESSKEY01',
  });
});

test('CloudWatch takes gzipped requests, as the SDK sends large ones', async () => {
  const {cloudwatch} = clientsOf(await served(smallAccount()));
  const encodings: (string | undefined)[] = [];
  cloudwatch.middlewareStack.add(
    next => async args => {
      const {headers} = args.request as {headers: Record<string, string>};
      encodings.push(headers['content-encoding'] ?? headers['Content-Encoding']);
      return next(args);
    },
    {step: 'finalizeRequest', priority: 'low'},
  );
  const names = Array.from({length: 400}, (_, index) => `a-metric-with-a-name-${index}`);
  const MetricData = names.map((MetricName, index) => ({MetricName, Value: index}));
  await cloudwatch.send(new PutMetricDataCommand({Namespace: 'Shop', MetricData}));
  const listed = await cloudwatch.send(new ListMetricsCommand({Namespace: 'Shop'}));
  expect(encodings).toEqual(['gzip', undefined]);
  expect(listed.Metrics?.map(metric => metric.MetricName)).toEqual(names);
});

test('the time of the account is in every answer', async () => {
  const account = smallAccount();
  const {endpoint} = await served(account);
  const before = await fetch(endpoint, {method: 'POST'});
  account.clock.advance(3_600_000);
  const after = await fetch(endpoint, {method: 'POST'});
  expect([before, after].map(answer => answer.headers.get('date'))).toEqual([
    'Fri, 27 Nov 2026 12:04:00 GMT',
    'Fri, 27 Nov 2026 13:04:00 GMT',
  ]);
});

test('a client whose machine has another time learns the account’s from the answers', async () => {
  const account = smallAccount();
  const simulation = await served(account);
  const {kinesis} = clientsOf(simulation, {maxAttempts: 2});
  await kinesis.send(new ListStreamsCommand({}));
  const offset = kinesis.config.systemClockOffset;
  expect(Math.abs(Date.now() + offset - noon)).toBeLessThan(5000);
  await expect(kinesis.send(new ListStreamsCommand({}))).resolves.toBeDefined();
});

test('many requests at once are answered each for itself', async () => {
  const simulation = await served(smallAccount());
  const {kinesis} = clientsOf(simulation);
  const names = Array.from({length: 60}, (_, index) => `stream-${index}`);
  const messages = await Promise.all(
    names.map(async StreamName =>
      kinesis.send(new ListShardsCommand({StreamName})).catch((error: Error) => error.message),
    ),
  );
  expect(messages).toEqual(names.map(name => `Stream ${name} under account 730112094417 not found.`));
  const counts = await (await fetch(`${simulation.endpoint}/_hotshard/requests`)).json();
  expect(counts).toEqual({'kinesis:ListShards': 60});
});
