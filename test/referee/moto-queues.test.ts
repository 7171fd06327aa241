import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {requestHandler} from '../../source/aws/clients.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {deadLettersOf} from '../../source/services/queues/dead-letters.ts';
import type {QueueFacts} from '../../source/services/queues/facts.ts';
import {locate} from '../../source/services/queues/locate.ts';
import {read} from '../../source/services/queues/read.ts';
import {readDeadLetterSources} from '../../source/services/queues/requests.ts';
import {Reader} from '../../source/services/reader.ts';
import {type Moto, startMoto} from './moto.ts';

/** An SQS that others wrote; our reader against it. */
let moto: Moto;
let client: SQSClient;
let session: Session;
const stop = new AbortController();

const region = 'us-east-1';
const credentials = async () => ({accessKeyId: 'key', secretAccessKey: 'secret'});
const arnOf = (name: string) => `arn:aws:sqs:${region}:123456789012:${name}`;

async function create(name: string, attributes: Record<string, string> = {}): Promise<string> {
  const answer = await client.send(new CreateQueueCommand({QueueName: name, Attributes: attributes}));
  return answer.QueueUrl ?? '';
}

const failingTo = (name: string, maxReceiveCount: number | string) => ({
  RedrivePolicy: JSON.stringify({deadLetterTargetArn: arnOf(name), maxReceiveCount}),
});

beforeAll(async () => {
  moto = await startMoto();
  const {endpoint} = moto;
  client = new SQSClient({
    endpoint,
    region,
    credentials,
    useQueueUrlAsEndpoint: false,
    requestHandler: await requestHandler(5_000),
  });
  const {signal} = stop;
  const log = () => {};
  session = new Session({profile: undefined, region, endpoint, credentials, clock: systemClock, log, signal});
  const failed = await create('parking', {MessageRetentionPeriod: '1209600'});
  await create('orders', {...failingTo('parking', 4), VisibilityTimeout: '60'});
  await create('returns', {...failingTo('parking', '5'), KmsMasterKeyId: 'alias/keys'});
  await create('strict.fifo', {FifoQueue: 'true', ContentBasedDeduplication: 'true', DelaySeconds: '7'});
  const Entries = ['a', 'b', 'c'].map(id => ({Id: id, MessageBody: id}));
  await client.send(new SendMessageBatchCommand({QueueUrl: failed, Entries}));
  await client.send(new ReceiveMessageCommand({QueueUrl: failed, VisibilityTimeout: 600}));
}, 60_000);

afterAll(async () => {
  stop.abort();
  client.destroy();
  session.close();
  await moto.end();
});

async function facts(): Promise<QueueFacts> {
  let last: QueueFacts | undefined;
  for await (const known of read(new Reader(session))) last = known;
  if (!last) throw new Error('Nothing was read');
  return last;
}

test('queues are read with what they hold, and dead-letter queues are known by who names them', async () => {
  const known = await facts();
  expect(known.queues.value?.map(({arn}) => arn).sort()).toEqual(
    ['orders', 'parking', 'returns', 'strict.fifo'].map(arnOf),
  );
  const attributes = (name: string) => known.details.get(arnOf(name))?.attributes?.value;
  expect(attributes('parking')).toMatchObject({
    arn: arnOf('parking'),
    visible: 2,
    inFlight: 1,
    delayed: 0,
    retentionSeconds: 1_209_600,
    deadLetterQueue: undefined,
  });
  expect(attributes('orders')).toMatchObject({
    deadLetterQueue: arnOf('parking'),
    maxReceiveCount: 4,
    visibilityTimeoutSeconds: 60,
    fifo: false,
  });
  expect(attributes('returns')).toMatchObject({maxReceiveCount: 5, kms: 'alias/keys'});
  expect(attributes('strict.fifo')).toMatchObject({
    fifo: true,
    contentBasedDeduplication: true,
    delaySeconds: 7,
  });
  expect(deadLettersOf(known)(arnOf('parking')).sources).toEqual(['orders', 'returns'].map(arnOf));
});

test("AWS's own list of sources says the same", async () => {
  const url = (await facts()).queues.value?.find(({name}) => name === 'parking')?.url ?? '';
  const sources = await readDeadLetterSources(session, url);
  expect(sources.toSorted()).toEqual(['orders', 'returns'].map(arnOf));
});

test('a typing error is answered with the queue that was meant', async () => {
  expect(await locate(session, 'orders', undefined)).toEqual({
    ok: true,
    value: {arn: arnOf('orders'), resource: 'orders'},
  });
  const wrong = await locate(session, 'ordres', undefined);
  expect(wrong.ok ? '' : wrong.problem.sentence).toBe(
    'There is no queue named ordres in us-east-1. Did you mean "orders"?',
  );
});
