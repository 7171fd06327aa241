import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Action, OptionValues} from '../../../source/actions/action.ts';
import {Journal} from '../../../source/actions/journal.ts';
import {startAction} from '../../../source/actions/life.ts';
import {Arming} from '../../../source/aws/arming.ts';
import {Session} from '../../../source/aws/session.ts';
import {systemClock} from '../../../source/clock.ts';
import {cancel} from '../../../source/services/queues/redrive/cancel.ts';
import {redrive} from '../../../source/services/queues/redrive/redrive.ts';
import {
  listQueues,
  readAttributes,
  readDeadLetterSources,
  readTasks,
} from '../../../source/services/queues/requests.ts';
import {type ElasticMq, startElasticMq} from './elasticmq.ts';

/**
 * An SQS with move tasks that others wrote; our readers and actions against it. It has no metrics, so that nobody
 * can tell whether a consumer lives.
 */
let mq: ElasticMq;
let sqs: SQSClient;
let session: Session;
let journal: Journal;
let folder: string;
const stop = new AbortController();
const arming = new Arming({clock: systemClock, readOnly: false});

beforeAll(async () => {
  mq = await startElasticMq();
  const {endpoint, region} = mq;
  const credentials = {accessKeyId: 'key', secretAccessKey: 'secret'};
  sqs = new SQSClient({endpoint, region, credentials, useQueueUrlAsEndpoint: false});
  session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials: async () => credentials,
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
    arming,
  });
  folder = await mkdtemp(join(tmpdir(), 'hotshard-journal-'));
  journal = new Journal(join(folder, 'journal.jsonl'));
});

afterAll(async () => {
  stop.abort();
  session?.close();
  sqs?.destroy();
  await mq?.end();
  if (folder) await rm(folder, {recursive: true});
});

const urlOf = (name: string) => `${mq.endpoint}/${mq.accountId}/${name}`;
const arnOf = (name: string) => `arn:aws:sqs:${mq.region}:${mq.accountId}:${name}`;
const countOf = async (name: string) => (await readAttributes(session, urlOf(name))).visible;

/** A queue whose messages have all failed into its dead-letter queue. */
async function failing(name: string, messages: number): Promise<string> {
  const failed = `${name}-failed`;
  await sqs.send(new CreateQueueCommand({QueueName: failed}));
  const RedrivePolicy = JSON.stringify({deadLetterTargetArn: arnOf(failed), maxReceiveCount: 1});
  await sqs.send(new CreateQueueCommand({QueueName: name, Attributes: {RedrivePolicy}}));
  for (let sent = 0; sent < messages; sent += 10) {
    const Entries = Array.from({length: 10}, (_, index) => ({
      Id: `e${index}`,
      MessageBody: `${sent + index}`,
    }));
    await sqs.send(new SendMessageBatchCommand({QueueUrl: urlOf(name), Entries}));
  }
  const receive = {QueueUrl: urlOf(name), MaxNumberOfMessages: 10, VisibilityTimeout: 0};
  while ((await countOf(failed)) !== messages) await sqs.send(new ReceiveMessageCommand(receive));
  return failed;
}

/** Carries an action out; nobody waits for it any more once it says so. */
async function run(action: Action, queue: string, values: OptionValues = {}, enough?: RegExp) {
  const {region, accountId: account} = mq;
  const target = {service: 'queues', account, region, arn: arnOf(queue), resource: queue};
  const left = new AbortController();
  const signal = AbortSignal.any([stop.signal, left.signal]);
  const prepared = await action.prepare(session, target, values, signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  arming.arm(account, account.slice(-4));
  const onProgress = ({says}: {readonly says: string}) => {
    if (enough?.test(says)) left.abort();
  };
  const started = await startAction(prepared, {action, session, journal, signal, onProgress});
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  return started.finished;
}

test('queues, their dead-letter queue and what it holds are read', async () => {
  const failed = await failing('orders', 20);
  const listed = await listQueues(session);
  expect(listed.map(({arn}) => arn).toSorted()).toEqual(['orders', failed].map(arnOf));
  expect(await readAttributes(session, urlOf('orders'))).toMatchObject({
    deadLetterQueue: arnOf(failed),
    maxReceiveCount: 1,
    fifo: false,
    visible: 0,
  });
  expect(await readAttributes(session, urlOf(failed))).toMatchObject({visible: 20, inFlight: 0});
  expect(await readDeadLetterSources(session, urlOf(failed))).toEqual([arnOf('orders')]);
  expect(await readTasks(session, arnOf(failed))).toEqual([]);
});

test('a redrive brings every message back to where it came from', async () => {
  const failed = await failing('mails', 30);
  const options = {rate: '100', detach: 'yes', 'without-consumer': failed, 'while-growing': failed};
  expect((await run(redrive, failed, options)).result).toBe('done');
  const tasks = () => readTasks(session, arnOf(failed));
  await expect.poll(async () => (await tasks())[0]?.status, {timeout: 20_000}).toBe('COMPLETED');
  expect(await tasks()).toMatchObject([
    {status: 'COMPLETED', source: arnOf(failed), perSecond: 100, moved: 30, handle: expect.any(String)},
  ]);
  expect([await countOf(failed), await countOf('mails')]).toEqual([0, 30]);
});

test('or to another queue, when that is said', async () => {
  const failed = await failing('bills', 30);
  await sqs.send(new CreateQueueCommand({QueueName: 'spare'}));
  const options = {
    rate: '100',
    canary: '0',
    to: 'spare',
    'without-consumer': failed,
    'while-growing': failed,
  };
  expect((await run(redrive, failed, options)).result).toBe('done');
  expect([await countOf(failed), await countOf('bills'), await countOf('spare')]).toEqual([0, 0, 30]);
});

test('a task that somebody else started is seen and cancelled; what was moved stays moved', async () => {
  const failed = await failing('returns', 30);
  const SourceArn = arnOf(failed);
  await sqs.send(new StartMessageMoveTaskCommand({SourceArn, MaxNumberOfMessagesPerSecond: 2}));
  expect(await readTasks(session, SourceArn)).toMatchObject([{status: 'RUNNING', perSecond: 2, total: 30}]);
  // A task that was cancelled is not listed here; with AWS it is.
  await run(cancel, failed, {}, /^Waiting/);
  expect((await readTasks(session, SourceArn)).filter(({status}) => status === 'RUNNING')).toEqual([]);
  const [left = 0, moved = 0] = [await countOf(failed), await countOf('returns')];
  expect(left).toBeGreaterThan(0);
  expect(left + moved).toBe(30);
});
