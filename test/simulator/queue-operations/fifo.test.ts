import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {noon} from '../wire/small-account.ts';
import {open, type Queues} from './queues.ts';

const bills = (enforceRates = false) =>
  open([{name: 'bills.fifo'}, {name: 'mails.fifo', contentBasedDeduplication: true}], {enforceRates});
const send = ({sqs, url}: Queues, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(
    new SendMessageCommand({QueueUrl: url('bills.fifo'), MessageBody, MessageGroupId: 'north', ...more}),
  );
const receive = async ({sqs, url}: Queues, name = 'bills.fifo') => {
  const ask = new ReceiveMessageCommand({
    QueueUrl: url(name),
    MaxNumberOfMessages: 10,
    MessageSystemAttributeNames: ['All'],
    ReceiveRequestAttemptId: 'attempt-1',
  });
  return (await sqs.send(ask)).Messages ?? [];
};

test('messages of a group come in their order, and the next only when those are gone', async () => {
  const queues = await bills();
  const sent = [];
  for (const body of ['one', 'two', 'three'])
    sent.push(await send(queues, body, {MessageDeduplicationId: body}));
  expect(sent.map(each => BigInt(each.SequenceNumber ?? 0))).toEqual(
    sent.map(each => BigInt(each.SequenceNumber ?? 0)).toSorted(),
  );
  const first = await receive(queues);
  expect(first.map(message => message.Body)).toEqual(['one', 'two', 'three']);
  expect(first[0]?.Attributes).toMatchObject({
    MessageGroupId: 'north',
    MessageDeduplicationId: 'one',
    SequenceNumber: sent[0]?.SequenceNumber,
    SentTimestamp: String(noon),
  });
  await send(queues, 'four', {MessageDeduplicationId: 'four'});
  expect(await receive(queues)).toEqual([]);
  for (const {ReceiptHandle} of first)
    await queues.sqs.send(new DeleteMessageCommand({QueueUrl: queues.url('bills.fifo'), ReceiptHandle}));
  expect((await receive(queues)).map(message => message.Body)).toEqual(['four']);
});

test('what is sent twice is there once, by its id or by its content', async () => {
  const queues = await bills();
  const ids = [
    await send(queues, 'one', {MessageDeduplicationId: 'a'}),
    await send(queues, 'other', {MessageDeduplicationId: 'a'}),
  ].map(each => each.MessageId);
  expect(ids[0]).toBe(ids[1]);
  expect(await receive(queues)).toHaveLength(1);
  const QueueUrl = queues.url('mails.fifo');
  await send(queues, 'same', {QueueUrl});
  await send(queues, 'same', {QueueUrl});
  expect(await receive(queues, 'mails.fifo')).toHaveLength(1);
});

test.each<[string, Partial<SendMessageCommandInput>, string, string]>([
  [
    'no group',
    {MessageGroupId: undefined, MessageDeduplicationId: 'a'},
    'MissingParameter',
    'The request must contain the parameter MessageGroupId.',
  ],
  [
    'nothing to deduplicate by',
    {},
    'InvalidParameterValue',
    'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
  ],
  [
    'a delay of its own',
    {DelaySeconds: 5, MessageDeduplicationId: 'a'},
    'InvalidParameterValue',
    'Value 5 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.',
  ],
  [
    'a group with a blank',
    {MessageGroupId: 'the north', MessageDeduplicationId: 'a'},
    'InvalidParameterValue',
    'Value the north for parameter MessageGroupId is invalid.',
  ],
])('a message with %s is refused', async (_what, more, name, message) => {
  await expect(send(await bills(), 'a', more)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(message),
  });
});

test('a FIFO queue takes three hundred calls of a kind a second; then it says so', async () => {
  const queues = await bills(true);
  const calls = Array.from({length: 301}, () =>
    receive(queues).then(
      () => 'answered',
      (error: Error) => error.name,
    ),
  );
  const outcomes = await Promise.all(calls);
  expect(outcomes.filter(outcome => outcome === 'RequestThrottled')).toHaveLength(1);
  await expect(send(queues, 'a', {MessageDeduplicationId: 'a'})).resolves.toBeDefined();
  queues.clock.advance(1000);
  await expect(receive(queues)).resolves.toBeDefined();
});
