import {expect, inject, test} from 'vitest';
import {scenarioFile} from '../simulated.ts';
import {minuteMs} from '../simulator/wire/small-account.ts';
import {type Recorded, recordedAccount} from './account.ts';
import {awsCli, type Cli} from './aws-cli.ts';
import {loadModel} from './model.ts';
import {judge, judgeXml} from './verdict.ts';

type Shard = {
  readonly ShardId: string;
  readonly ParentShardId?: string;
  readonly HashKeyRange: {readonly StartingHashKey: string; readonly EndingHashKey: string};
  readonly SequenceNumberRange: {readonly EndingSequenceNumber?: string};
};
type Story = (aws: Cli, recorded: Recorded) => Promise<void>;

const shardsOf = async (aws: Cli, stream: string): Promise<readonly Shard[]> =>
  (await aws.run('kinesis', 'list-shards', '--stream-name', stream)).Shards as Shard[];
const isOpen = (shard: Shard) => shard.SequenceNumberRange.EndingSequenceNumber === undefined;
const summaryOf = async (aws: Cli, stream: string) =>
  (await aws.run('kinesis', 'describe-stream-summary', '--stream-name', stream)).StreamDescriptionSummary;

const whoAndWhat: Story = async (aws, {simulation}) => {
  expect(await aws.run('sts', 'get-caller-identity')).toMatchObject({
    Account: simulation.account.id,
    Arn: simulation.account.callerArn,
  });
  const {StreamNames: names} = await aws.run('kinesis', 'list-streams');
  expect(names).toEqual(['clicks', 'orders', 'page-views', 'payments', 'telemetry']);
  expect(await summaryOf(aws, 'payments')).toMatchObject({
    StreamStatus: 'ACTIVE',
    RetentionPeriodHours: 168,
    EncryptionType: 'KMS',
    OpenShardCount: 2,
    ConsumerCount: 1,
  });
  const {StreamDescription: described} = await aws.run(
    'kinesis',
    'describe-stream',
    '--stream-name',
    'orders',
  );
  expect(described).toMatchObject({StreamName: 'orders', StreamStatus: expect.any(String)});
  expect(await aws.run('kinesis', 'describe-limits')).toMatchObject({
    OpenShardCount: expect.any(Number),
    OnDemandStreamCount: 1,
  });
  expect(await aws.run('kinesis', 'list-tags-for-stream', '--stream-name', 'orders')).toMatchObject({
    HasMoreTags: false,
  });
};

const consumers: Story = async aws => {
  const {StreamDescriptionSummary: summary} = await aws.run(
    'kinesis',
    'describe-stream-summary',
    '--stream-name',
    'clicks',
  );
  const arn = String((summary as {StreamARN?: string}).StreamARN);
  const {Consumer: made} = await aws.run(
    'kinesis',
    'register-stream-consumer',
    '--stream-arn',
    arn,
    '--consumer-name',
    'audit',
  );
  expect(made).toMatchObject({ConsumerName: 'audit', ConsumerStatus: 'CREATING'});
  const {Consumers: listed} = await aws.run('kinesis', 'list-stream-consumers', '--stream-arn', arn);
  expect(listed).toMatchObject([{ConsumerName: 'audit'}]);
  const named = ['--stream-arn', arn, '--consumer-name', 'audit'];
  const {ConsumerDescription: described} = await aws.run('kinesis', 'describe-stream-consumer', ...named);
  expect(described).toMatchObject({StreamARN: arn, ConsumerName: 'audit'});
  expect(await aws.run('kinesis', 'deregister-stream-consumer', ...named)).toEqual({});
};

const reshard: Story = async (aws, {clock}) => {
  const [first] = await shardsOf(aws, 'orders');
  expect(first?.HashKeyRange.StartingHashKey).toBe('0');
  const middle = String(BigInt(first?.HashKeyRange.EndingHashKey ?? 0) / 2n);
  const split = [
    'kinesis',
    'split-shard',
    '--stream-name',
    'orders',
    '--shard-to-split',
    first?.ShardId ?? '',
  ];
  expect(await aws.run(...split, '--new-starting-hash-key', middle)).toEqual({});
  expect(await summaryOf(aws, 'orders')).toMatchObject({StreamStatus: 'UPDATING'});
  expect(await aws.fail(...split, '--new-starting-hash-key', middle)).toContain('(ResourceInUseException)');
  clock.advance(minuteMs);
  const children = (await shardsOf(aws, 'orders')).filter(shard => shard.ParentShardId === first?.ShardId);
  expect(children.map(child => child.HashKeyRange.StartingHashKey)).toEqual(['0', middle]);

  const [left, right] = children.map(child => child.ShardId);
  const merge = ['--shard-to-merge', left ?? '', '--adjacent-shard-to-merge', right ?? ''];
  expect(await aws.run('kinesis', 'merge-shards', '--stream-name', 'orders', ...merge)).toEqual({});
  clock.advance(minuteMs);
  expect((await shardsOf(aws, 'orders')).filter(isOpen)).toHaveLength(8);

  const scale = [
    'kinesis',
    'update-shard-count',
    '--stream-name',
    'orders',
    '--scaling-type',
    'UNIFORM_SCALING',
  ];
  expect(await aws.run(...scale, '--target-shard-count', '10')).toMatchObject({
    CurrentShardCount: 8,
    TargetShardCount: 10,
  });
  clock.advance(2 * minuteMs);
  expect(await aws.fail(...scale, '--target-shard-count', '60')).toContain('(LimitExceededException)');
};

const settings: Story = async (aws, {clock}) => {
  const metrics = ['--stream-name', 'clicks', '--shard-level-metrics', 'OutgoingBytes'];
  const enabled = await aws.run('kinesis', 'enable-enhanced-monitoring', ...metrics);
  expect(enabled.DesiredShardLevelMetrics).toHaveLength(4);
  clock.advance(minuteMs);
  const disabled = await aws.run('kinesis', 'disable-enhanced-monitoring', ...metrics);
  expect(disabled.CurrentShardLevelMetrics).toContain('OutgoingBytes');
  clock.advance(minuteMs);
  const hours = (count: string) => ['--stream-name', 'clicks', '--retention-period-hours', count];
  expect(await aws.run('kinesis', 'increase-stream-retention-period', ...hours('48'))).toEqual({});
  clock.advance(minuteMs);
  expect(await summaryOf(aws, 'clicks')).toMatchObject({RetentionPeriodHours: 48});
  expect(await aws.run('kinesis', 'decrease-stream-retention-period', ...hours('24'))).toEqual({});
};

const records: Story = async (aws, {clock}) => {
  expect(await aws.run('kinesis', 'create-stream', '--stream-name', 'drill', '--shard-count', '1')).toEqual(
    {},
  );
  clock.advance(minuteMs);
  const put = ['kinesis', 'put-record', '--stream-name', 'drill', '--partition-key', 'a', '--data', 'hello'];
  expect(await aws.run(...put)).toMatchObject({ShardId: 'shardId-000000000000'});
  const both = JSON.stringify([
    {Data: 'one', PartitionKey: 'b'},
    {Data: 'two', PartitionKey: 'c'},
  ]);
  expect(await aws.run('kinesis', 'put-records', '--stream-name', 'drill', '--records', both)).toMatchObject({
    FailedRecordCount: 0,
  });
  clock.advance(1000);
  const from = ['--shard-id', 'shardId-000000000000', '--shard-iterator-type', 'TRIM_HORIZON'];
  const {ShardIterator: iterator} = await aws.run(
    'kinesis',
    'get-shard-iterator',
    '--stream-name',
    'drill',
    ...from,
  );
  const got = (await aws.run('kinesis', 'get-records', '--shard-iterator', String(iterator))).Records as {
    readonly Data: string;
    readonly PartitionKey: string;
  }[];
  expect(got.map(record => [record.PartitionKey, Buffer.from(record.Data, 'base64').toString()])).toEqual([
    ['a', 'hello'],
    ['b', 'one'],
    ['c', 'two'],
  ]);
  expect(await aws.run('kinesis', 'delete-stream', '--stream-name', 'drill')).toEqual({});
  clock.advance(minuteMs);
  expect(await aws.fail('kinesis', 'list-shards', '--stream-name', 'drill')).toContain(
    '(ResourceNotFoundException)',
  );
};

const watch: Story = async (aws, {simulation}) => {
  const now = simulation.clock.now();
  const time = (minutesAgo: number) => new Date(now - minutesAgo * minuteMs).toISOString();
  const {Metrics: metrics} = await aws.run(
    'cloudwatch',
    'list-metrics',
    '--namespace',
    'AWS/Kinesis',
    '--metric-name',
    'IncomingBytes',
    '--dimensions',
    'Name=ShardId',
  );
  expect(metrics).toContainEqual({
    Namespace: 'AWS/Kinesis',
    MetricName: 'IncomingBytes',
    Dimensions: [
      {Name: 'StreamName', Value: 'payments'},
      {Name: 'ShardId', Value: expect.any(String)},
    ].map(entry =>
      entry.Name === 'StreamName' ? {...entry, Value: expect.stringMatching(/orders|clicks/)} : entry,
    ),
  });
  const queries = [
    {
      Id: 'bytes',
      MetricStat: {
        Metric: {
          Namespace: 'AWS/Kinesis',
          MetricName: 'IncomingBytes',
          Dimensions: [{Name: 'StreamName', Value: 'telemetry'}],
        },
        Period: 60,
        Stat: 'Sum',
      },
    },
    {Id: 'rate', Expression: 'bytes / PERIOD(bytes) / 1024', Label: 'KiB/s'},
  ];
  const data = await aws.run(
    'cloudwatch',
    'get-metric-data',
    '--metric-data-queries',
    JSON.stringify(queries),
    '--start-time',
    time(13),
    '--end-time',
    time(3),
  );
  const [bytes, rate] = data.MetricDataResults as {
    readonly Label: string;
    readonly Values: readonly number[];
  }[];
  expect(bytes?.Values).toHaveLength(10);
  expect(rate?.Label).toBe('KiB/s');
  expect(rate?.Values[0]).toBeCloseTo((bytes?.Values[0] ?? 0) / 60 / 1024, 6);
  const own = ['--namespace', 'Drill', '--metric-name', 'Latency', '--value', '7', '--timestamp', time(5)];
  expect(await aws.run('cloudwatch', 'put-metric-data', ...own)).toEqual({});
  expect(await aws.run('cloudwatch', 'list-metrics', '--namespace', 'Drill')).toMatchObject({
    Metrics: [{MetricName: 'Latency'}],
  });
  const refused = await aws.fail(
    'cloudwatch',
    'put-metric-data',
    '--namespace',
    'AWS/Kinesis',
    '--metric-name',
    'a',
    '--value',
    '1',
  );
  expect(refused).toContain('(InvalidParameterValue)');
};

const mappings: Story = async (aws, {simulation}) => {
  const list = ['lambda', 'list-event-source-mappings'];
  const {EventSourceMappings: all} = await aws.run(...list, '--page-size', '1');
  expect(all).toMatchObject([
    {State: 'Enabled', LastProcessingResult: 'OK', ParallelizationFactor: 1, MaximumRecordAgeInSeconds: -1},
    {MaximumRecordAgeInSeconds: 86_400, MaximumRetryAttempts: 5, BisectBatchOnFunctionError: false},
  ]);
  const arn = `arn:aws:kinesis:${simulation.region}:${simulation.account.id}:stream/orders`;
  const {EventSourceMappings: ofStream} = await aws.run(...list, '--event-source-arn', arn);
  expect(ofStream).toMatchObject([
    {EventSourceArn: arn, FunctionArn: expect.stringMatching(/:enrich-orders$/)},
  ]);
  const {EventSourceMappings: ofFunction} = await aws.run(...list, '--function-name', 'page-counts');
  expect(ofFunction).toHaveLength(1);
  expect(await aws.fail(...list, '--page-size', '10001')).toContain('(InvalidParameterValueException)');
  const {Metrics: metrics} = await aws.run('cloudwatch', 'list-metrics', '--namespace', 'AWS/Lambda');
  expect(metrics).toHaveLength(6);
};

/** Stories that run beside each other touch different streams; the clock only ever goes forward. */
test('the AWS CLI understands every operation that the account serves, and its models approve of the answers', async () => {
  const recorded = await recordedAccount();
  const {simulation, recorder} = recorded;
  const aws = awsCli({...simulation, endpoint: recorder.endpoint});
  const stories = [whoAndWhat, watch, consumers, settings, reshard, records];
  await Promise.all([
    inTurn([stories[0], stories[2], stories[3]], aws, recorded),
    inTurn([stories[1], stories[5], mappings], aws, recorded),
    inTurn([stories[4]], aws, recorded),
  ]);

  const {models} = inject('tools');
  const kinesis = await loadModel(models, 'kinesis');
  const cloudwatch = await loadModel(models, 'cloudwatch');
  const lambda = await loadModel(models, 'lambda');
  const sts = await loadModel(models, 'sts');
  const problems = recorder.exchanges.flatMap(exchange => {
    if (exchange.target.startsWith('Kinesis_')) return judge(kinesis, exchange);
    if (exchange.target.startsWith('GET ')) return judge(lambda, exchange);
    return exchange.target.startsWith('Granite') ? judge(cloudwatch, exchange) : judgeXml(sts, exchange);
  });
  expect([...new Set(problems)]).toEqual([]);
  const succeeded = new Set(
    recorder.exchanges.filter(({status}) => status === 200).map(({target}) => target),
  );
  const served = [
    'GetCallerIdentity',
    ...Object.keys(simulation.account.kinesis).map(name => `Kinesis_20131202.${name}`),
    'GET /2015-03-31/event-source-mappings',
    ...['GetMetricData', 'ListMetrics', 'PutMetricData'].map(name => `GraniteServiceVersion20100801.${name}`),
  ];
  expect([...succeeded].sort()).toEqual(served.sort());
});

test('the AWS CLI sees who sends to dead-letter queues', async () => {
  const recorded = await recordedAccount(await sendersScenario());
  const {simulation, recorder} = recorded;
  const aws = awsCli({...simulation, endpoint: recorder.endpoint});
  const arn = (service: string, name: string) =>
    `arn:aws:${service}:${simulation.region}:${simulation.account.id}:${name}`;

  const {Functions: functions} = await aws.run('lambda', 'list-functions', '--page-size', '40');
  expect(functions).toHaveLength(61);
  expect(functions).toContainEqual(
    expect.objectContaining({
      FunctionName: 'fn-7',
      DeadLetterConfig: {TargetArn: arn('sqs', 'lambda-dlq')},
    }),
  );
  expect(await aws.fail('lambda', 'list-functions', '--page-size', '10001')).toContain(
    '(InvalidParameterValueException)',
  );
  const {EventSourceMappings: mapped} = await aws.run('lambda', 'list-event-source-mappings');
  expect(mapped).toMatchObject([{DestinationConfig: {OnFailure: {Destination: arn('sqs', 'failures')}}}]);

  const {Topics: topics} = await aws.run('sns', 'list-topics');
  expect(topics).toEqual([{TopicArn: arn('sns', 'orders')}, {TopicArn: arn('sns', 'news')}]);
  const {Subscriptions: all} = await aws.run('sns', 'list-subscriptions');
  expect(all).toHaveLength(132);
  const ofTopic = ['sns', 'list-subscriptions-by-topic', '--topic-arn'];
  const {Subscriptions: ofOrders} = await aws.run(...ofTopic, arn('sns', 'orders'));
  expect(ofOrders).toMatchObject([{Protocol: 'sqs'}, {SubscriptionArn: 'PendingConfirmation'}]);
  const [subscription] = ofOrders as {readonly SubscriptionArn: string}[];
  const attributes = ['sns', 'get-subscription-attributes', '--subscription-arn'];
  expect(await aws.run(...attributes, subscription?.SubscriptionArn ?? '')).toEqual({
    Attributes: expect.objectContaining({
      TopicArn: arn('sns', 'orders'),
      RedrivePolicy: JSON.stringify({deadLetterTargetArn: arn('sqs', 'sns-dlq')}),
    }),
  });
  expect(await aws.fail(...attributes, 'PendingConfirmation')).toContain('(InvalidParameter)');
  expect(await aws.fail(...ofTopic, arn('sns', 'nowhere'))).toContain('(NotFound)');
  simulation.faults.set([{kind: 'error', code: 'AccessDeniedException'}]);
  expect(await aws.fail('sns', 'list-topics')).toContain('(AuthorizationError)');

  const {models} = inject('tools');
  const [lambda, sns] = await Promise.all([loadModel(models, 'lambda'), loadModel(models, 'sns')]);
  const problems = recorder.exchanges.flatMap(exchange =>
    exchange.target.startsWith('GET ') ? judge(lambda, exchange) : judgeXml(sns, exchange),
  );
  expect(problems).toEqual([]);
  const succeeded = recorder.exchanges.filter(({status}) => status === 200).map(({target}) => target);
  expect([...new Set(succeeded)].sort()).toEqual(
    [
      'GET /2015-03-31/event-source-mappings',
      'GET /2015-03-31/functions',
      ...Object.keys(simulation.account.sns),
    ].sort(),
  );
});

const sendersScenario = () =>
  scenarioFile({
    name: 'senders',
    regions: ['us-east-1'],
    queues: [{name: 'lambda-dlq'}, {name: 'failures'}, {name: 'sns-dlq'}, {name: 'audit'}],
    streams: [
      {
        name: 'orders',
        shards: 1,
        consumers: [{name: 'enrich', kind: 'lambda', mapping: {onFailureQueue: 'failures'}}],
      },
    ],
    functions: Array.from({length: 60}, (_, index) => ({
      name: `fn-${index}`,
      deadLetterQueue: 'lambda-dlq',
    })),
    topics: [
      {
        name: 'orders',
        subscriptions: [
          {protocol: 'sqs', endpoint: 'audit', deadLetterQueue: 'sns-dlq'},
          {protocol: 'https', endpoint: 'https://shop.example/?a=<b>&c', confirmed: false},
        ],
      },
      {
        name: 'news',
        subscriptions: Array.from({length: 130}, (_, index) => ({
          protocol: 'email' as const,
          endpoint: `${index}@shop.example`,
        })),
      },
    ],
  });

test('the AWS CLI says what the front door refuses', async () => {
  const {simulation} = await recordedAccount();
  const list = ['kinesis', 'list-streams'] as const;
  const [unknown, elsewhere, sts] = await Promise.all([
    awsCli({...simulation, accessKeyId: 'AKIANOBODY'}).fail(...list),
    awsCli({...simulation, region: 'mars-north-1'}).fail(...list),
    awsCli({...simulation, accessKeyId: 'AKIANOBODY'}).fail('sts', 'get-caller-identity'),
  ]);
  expect(unknown).toContain('(UnrecognizedClientException)');
  expect(elsewhere).toContain('(InvalidSignatureException)');
  expect(sts).toContain('(InvalidClientTokenId)');
  simulation.faults.set([{kind: 'throttle'}, {kind: 'error', code: 'AccessDeniedException'}]);
  expect(await awsCli(simulation).fail(...list)).toContain('(ThrottlingException)');
  const mappings = ['lambda', 'list-event-source-mappings'] as const;
  simulation.faults.set([{kind: 'throttle'}]);
  expect(await awsCli(simulation).fail(...mappings)).toContain('(TooManyRequestsException)');
  simulation.faults.set([{kind: 'error', code: 'AccessDeniedException'}]);
  expect(await awsCli(simulation).fail(...mappings)).toContain('(AccessDeniedException)');
  expect(await awsCli(simulation).fail(...list)).toContain(
    'is not authorized to perform: kinesis:ListStreams',
  );
});

async function inTurn(stories: readonly (Story | undefined)[], aws: Cli, recorded: Recorded): Promise<void> {
  for (const story of stories) await story?.(aws, recorded);
}
