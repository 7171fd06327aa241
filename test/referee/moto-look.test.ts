import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {expect, onTestFinished, test} from 'vitest';
import {Journal} from '../../source/actions/journal.ts';
import {startAction} from '../../source/actions/life.ts';
import {Arming} from '../../source/aws/arming.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {look} from '../../source/services/queues/look/action.ts';
import {looksOf} from '../../source/services/queues/look/memory.ts';
import {startMoto} from './moto.ts';

const region = 'us-east-1';
const account = '123456789012';

test('messages of an SQS that others wrote are looked at, grouped and given back', async () => {
  const moto = await startMoto();
  onTestFinished(moto.end);
  const {endpoint} = moto;
  const credentials = async () => ({accessKeyId: 'test', secretAccessKey: 'test'});
  const client = new SQSClient({endpoint, region, credentials, useQueueUrlAsEndpoint: false});
  onTestFinished(() => client.destroy());
  const {QueueUrl} = await client.send(new CreateQueueCommand({QueueName: 'failed'}));
  for (let index = 0; index < 24; index += 1) {
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: JSON.stringify({orderId: `order-${index}`}),
        MessageAttributes: {
          ErrorMessage: {
            DataType: 'String',
            StringValue: index % 3 === 0 ? `Timeout after ${index} ms` : `No stock for order-${index}`,
          },
        },
      }),
    );
  }

  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const {signal} = stop;
  const arming = new Arming({clock: systemClock, readOnly: false});
  arming.arm(account, account.slice(-4));
  const session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials,
    clock: systemClock,
    log: () => {},
    signal,
    arming,
  });
  onTestFinished(() => session.close());
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-look-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const arn = `arn:aws:sqs:${region}:${account}:failed`;
  const target = {service: 'queues', account, region, arn, resource: 'failed'};
  const prepared = await look.prepare(session, target, {}, signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const started = await startAction(prepared, {action: look, session, journal, signal, onProgress: () => {}});
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  expect(await started.finished).toMatchObject({result: 'done'});
  const found = looksOf(session).all(systemClock.now()).get(arn);
  expect(found?.groups.map(({shape, count}) => [count, shape])).toEqual([
    [16, 'No stock for …'],
    [8, 'Timeout after … ms'],
  ]);
  const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const {Attributes: said} = await client.send(
    new GetQueueAttributesCommand({QueueUrl, AttributeNames: [...names]}),
  );
  expect(said).toMatchObject({[names[0]]: '24', [names[1]]: '0'});
});
