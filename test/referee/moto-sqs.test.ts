import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import {expect, onTestFinished, test} from 'vitest';
import {clientsOf} from '../simulator/wire/clients.ts';
import {recordedAccount} from './account.ts';
import {startMoto} from './moto.ts';

const refusal = (error: Error & {Error?: {Code?: string}}) => ({name: error.name, code: error.Error?.Code});

/** The same requests to either; what no two queues have in common (ids, times) is left out. */
async function story(sqs: SQSClient) {
  const create = async (QueueName: string, Attributes: Record<string, string>) =>
    (await sqs.send(new CreateQueueCommand({QueueName, Attributes}))).QueueUrl ?? '';
  const QueueUrl = await create('drill', {VisibilityTimeout: '60', MessageRetentionPeriod: '3600'});
  const fifo = await create('drill.fifo', {FifoQueue: 'true', ContentBasedDeduplication: 'true'});

  const MessageAttributes = {
    'Error.Code': {DataType: 'Number.int', StringValue: '500'},
    tenant: {DataType: 'String', StringValue: 'nörth 🎉'},
    picture: {DataType: 'Binary', BinaryValue: Uint8Array.of(0, 1, 255)},
  };
  const sent = await sqs.send(
    new SendMessageCommand({QueueUrl, MessageBody: 'héllo\r\n', MessageAttributes}),
  );
  const received = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['All'],
    }),
  );
  const [message] = received.Messages ?? [];
  const handle = {QueueUrl, ReceiptHandle: message?.ReceiptHandle};
  const seenBy = async (queue: string) => {
    const asked = new GetQueueAttributesCommand({QueueUrl: queue, AttributeNames: ['All']});
    const {Attributes: found = {}} = await sqs.send(asked);
    const {QueueArn, CreatedTimestamp, LastModifiedTimestamp, Policy, ...others} = found;
    return {...others, arn: QueueArn?.split(':').slice(0, 4)};
  };
  const inFlight = await seenBy(QueueUrl);
  await sqs.send(new ChangeMessageVisibilityCommand({...handle, VisibilityTimeout: 0}));
  const again = await sqs.send(
    new ReceiveMessageCommand({QueueUrl, AttributeNames: ['ApproximateReceiveCount' as 'All']}),
  );
  const Entries = (again.Messages ?? []).map(({ReceiptHandle}) => ({Id: 'a', ReceiptHandle}));
  const deleted = await sqs.send(new DeleteMessageBatchCommand({QueueUrl, Entries}));

  const inFifo = ['one', 'two', 'two'].map((MessageBody, index) => ({
    Id: `e${index}`,
    MessageBody,
    MessageGroupId: 'north',
  }));
  const batch = await sqs.send(new SendMessageBatchCommand({QueueUrl: fifo, Entries: inFifo}));
  const ordered = await sqs.send(new ReceiveMessageCommand({QueueUrl: fifo, MaxNumberOfMessages: 10}));

  const refused = (Entries: {Id: string; MessageBody: string}[]) =>
    sqs.send(new SendMessageBatchCommand({QueueUrl, Entries})).then(() => 'sent', refusal);
  const entry = {Id: 'a', MessageBody: 'a'};
  return {
    digests: [sent.MD5OfMessageBody, sent.MD5OfMessageAttributes],
    received: [
      message?.Body,
      message?.MD5OfBody,
      message?.MD5OfMessageAttributes,
      message?.MessageAttributes,
    ],
    told: Object.keys(message?.Attributes ?? {}).toSorted(),
    inFlight,
    again: again.Messages?.map(({Attributes}) => Attributes),
    deleted: [deleted.Successful, deleted.Failed ?? []],
    batch: batch.Successful?.map(({Id, MD5OfMessageBody}) => [Id, MD5OfMessageBody]),
    ordered: ordered.Messages?.map(({Body}) => Body),
    empty: await seenBy(QueueUrl),
    refusals: [
      await refused([]),
      await refused([entry, entry]),
      await refused(Array.from({length: 11}, (_, index) => ({...entry, Id: `e${index}`}))),
      await refused([{...entry, Id: 'a.b'}]),
      await seenBy(`${QueueUrl}-not`).catch(refusal),
      await create('no name', {}).catch(refusal),
    ],
  };
}

test('messages come back as they do from moto, with the same digests, and the same is refused', async () => {
  const moto = await startMoto();
  onTestFinished(moto.end);
  const {simulation} = await recordedAccount();
  const theirs = await story(clientsOf(moto).sqs);
  expect(theirs.ordered).toEqual(['one', 'two']);
  expect(await story(clientsOf(simulation).sqs)).toEqual(theirs);
});
