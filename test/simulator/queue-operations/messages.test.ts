import {createHash} from 'node:crypto';
import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import {describe, expect, test} from 'vitest';
import {noon} from '../wire/small-account.ts';
import {depthOf, open, type Queues} from './queues.ts';

const orders = () => open([{name: 'orders'}, {name: 'mails', delaySeconds: 60}]);
const send = ({sqs, url}: Queues, MessageBody: string, more: Partial<SendMessageCommandInput> = {}) =>
  sqs.send(new SendMessageCommand({QueueUrl: url('orders'), MessageBody, ...more}));
const receive = async ({sqs, url}: Queues, more: Partial<ReceiveMessageCommandInput> = {}) =>
  (await sqs.send(new ReceiveMessageCommand({QueueUrl: url('orders'), ...more}))).Messages ?? [];
const md5 = (text: string) => createHash('md5').update(text).digest('hex');

describe('a message', () => {
  test('that is sent is received with a proof that nothing was changed on the way', async () => {
    const queues = await orders();
    const body = 'héllo <wörld> 🎉\r\n';
    const sent = await send(queues, body);
    expect(sent.MD5OfMessageBody).toBe(md5(body));
    const [message, ...others] = await receive(queues, {MaxNumberOfMessages: 10});
    expect(others).toEqual([]);
    expect(message).toMatchObject({MessageId: sent.MessageId, Body: body, MD5OfBody: md5(body)});
    expect(message).not.toHaveProperty('Attributes');
    expect(message).not.toHaveProperty('MessageAttributes');
  });

  test('has its own attributes when they are asked for, all or by name', async () => {
    const queues = await orders();
    const MessageAttributes = {
      'Error.Code': {DataType: 'Number', StringValue: '500'},
      'Error.Text': {DataType: 'String', StringValue: 'é'},
      picture: {DataType: 'Binary.png', BinaryValue: Uint8Array.of(0, 1, 255)},
    };
    const sent = await send(queues, 'a', {MessageAttributes});
    const ask = async (...MessageAttributeNames: string[]) =>
      (await receive(queues, {MessageAttributeNames, VisibilityTimeout: 0}))[0];
    const whole = await ask('All');
    expect(whole?.MessageAttributes).toEqual(MessageAttributes);
    expect(whole?.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    expect(Object.keys((await ask('Error.*'))?.MessageAttributes ?? {})).toEqual([
      'Error.Code',
      'Error.Text',
    ]);
    const one = await ask('picture');
    expect(Object.keys(one?.MessageAttributes ?? {})).toEqual(['picture']);
    expect(one?.MD5OfMessageAttributes).not.toBe(sent.MD5OfMessageAttributes);
  });

  test('says of itself when it was sent, first received and how often, under the newer name and the older', async () => {
    const queues = await orders();
    await send(queues, 'a', {
      MessageSystemAttributes: {AWSTraceHeader: {DataType: 'String', StringValue: 'Root=1-2'}},
    });
    queues.clock.advance(5000);
    const [first] = await receive(queues, {VisibilityTimeout: 0, MessageSystemAttributeNames: ['All']});
    expect(first?.Attributes).toMatchObject({
      SenderId: expect.any(String),
      SentTimestamp: String(noon),
      ApproximateFirstReceiveTimestamp: String(noon + 5000),
      ApproximateReceiveCount: '1',
      AWSTraceHeader: 'Root=1-2',
    });
    const [second] = await receive(queues, {AttributeNames: ['ApproximateReceiveCount' as 'All']});
    expect(second?.Attributes).toEqual({ApproximateReceiveCount: '2'});
  });

  test('is hidden from others while somebody has it, and comes back', async () => {
    const queues = await orders();
    await send(queues, 'a');
    const [first] = await receive(queues, {VisibilityTimeout: 60});
    expect(await receive(queues)).toEqual([]);
    expect(await depthOf(queues, 'orders')).toEqual([0, 1, 0]);
    const QueueUrl = queues.url('orders');
    const {ReceiptHandle} = first ?? {};
    await queues.sqs.send(
      new ChangeMessageVisibilityCommand({QueueUrl, ReceiptHandle, VisibilityTimeout: 0}),
    );
    expect(await depthOf(queues, 'orders')).toEqual([1, 0, 0]);
    const again = new ChangeMessageVisibilityCommand({QueueUrl, ReceiptHandle, VisibilityTimeout: 9});
    await expect(queues.sqs.send(again)).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(
        'Message does not exist or is not available for visibility timeout change.',
      ),
    });
    expect((await receive(queues))[0]?.MessageId).toBe(first?.MessageId);
  });

  test('that is deleted is gone', async () => {
    const queues = await orders();
    await send(queues, 'a');
    const [message] = await receive(queues);
    const {ReceiptHandle} = message ?? {};
    await queues.sqs.send(new DeleteMessageCommand({QueueUrl: queues.url('orders'), ReceiptHandle}));
    queues.clock.advance(60_000);
    expect(await depthOf(queues, 'orders')).toEqual([0, 0, 0]);
  });

  test('waits where the queue or the sender says so', async () => {
    const queues = await orders();
    await send(queues, 'a', {DelaySeconds: 10});
    await send(queues, 'b', {QueueUrl: queues.url('mails')});
    expect(await depthOf(queues, 'orders')).toEqual([0, 0, 1]);
    queues.clock.advance(10_000);
    expect(await depthOf(queues, 'orders')).toEqual([1, 0, 0]);
    expect(await depthOf(queues, 'mails')).toEqual([0, 0, 1]);
  });
});

describe('who waits for messages', () => {
  test('gets the first that comes, at once', async () => {
    const queues = await orders();
    const waiting = receive(queues, {WaitTimeSeconds: 20});
    await seen(queues, 'ReceiveMessage');
    await send(queues, 'a');
    queues.clock.advance(1000);
    expect((await waiting).map(message => message.Body)).toEqual(['a']);
  });

  test('gets nothing when nothing comes', async () => {
    const queues = await orders();
    const waiting = receive(queues, {WaitTimeSeconds: 20});
    await seen(queues, 'ReceiveMessage');
    queues.clock.advance(20_000);
    expect(await waiting).toEqual([]);
  });

  test('and hangs up, takes nothing that comes later', async () => {
    const queues = await orders();
    const stop = new AbortController();
    const waiting = queues.sqs
      .send(new ReceiveMessageCommand({QueueUrl: queues.url('orders'), WaitTimeSeconds: 20}), {
        abortSignal: stop.signal,
      })
      .catch((error: Error) => error.name);
    await seen(queues, 'ReceiveMessage');
    stop.abort();
    expect(await waiting).toBe('AbortError');
    await send(queues, 'a');
    queues.clock.advance(5000);
    expect(await depthOf(queues, 'orders')).toEqual([1, 0, 0]);
  });

  /** Until the account has the request: what it waits for is on its clock, which only the test moves. */
  async function seen({endpoint}: Queues, operation: string): Promise<void> {
    for (;;) {
      const counts = (await (await fetch(`${endpoint}/_hotshard/requests`)).json()) as Record<string, number>;
      if (counts[`sqs:${operation}`]) return;
    }
  }
});

describe('a batch', () => {
  test('is done entry by entry: one that is refused does not stop the others', async () => {
    const queues = await orders();
    const QueueUrl = queues.url('orders');
    const sent = await queues.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: [
          {Id: 'a', MessageBody: 'one'},
          {Id: 'b', MessageBody: 'two', DelaySeconds: 901},
          {Id: 'c', MessageBody: '\u0000'},
          {Id: 'd', MessageBody: 'four'},
        ],
      }),
    );
    expect(sent.Successful?.map(entry => [entry.Id, entry.MD5OfMessageBody])).toEqual([
      ['a', md5('one')],
      ['d', md5('four')],
    ]);
    expect(sent.Failed).toMatchObject([
      {Id: 'b', SenderFault: true, Code: 'InvalidParameterValue'},
      {Id: 'c', SenderFault: true, Code: 'InvalidMessageContents'},
    ]);
    const received = await receive(queues, {MaxNumberOfMessages: 10});
    const [first, second] = received.map(message => message.ReceiptHandle);
    const hidden = await queues.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          {Id: 'a', ReceiptHandle: first, VisibilityTimeout: 0},
          {Id: 'b', ReceiptHandle: 'made up', VisibilityTimeout: 0},
        ],
      }),
    );
    expect([hidden.Successful, hidden.Failed]).toMatchObject([
      [{Id: 'a'}],
      [{Id: 'b', Code: 'ReceiptHandleIsInvalid', SenderFault: true}],
    ]);
    const deleted = await queues.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          {Id: 'x', ReceiptHandle: second},
          {Id: 'y', ReceiptHandle: ''},
        ],
      }),
    );
    expect([deleted.Successful, deleted.Failed]).toMatchObject([[{Id: 'x'}], [{Id: 'y'}]]);
    expect(await depthOf(queues, 'orders')).toEqual([1, 0, 0]);
  });

  const entries = (...ids: readonly string[]) => ids.map(Id => ({Id, MessageBody: 'a'}));
  test.each([
    [
      'nothing',
      [],
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    ],
    [
      'more than ten',
      entries(...'abcdefghijk'),
      'TooManyEntriesInBatchRequest',
      'Maximum number of entries per request are 10. You have sent 11.',
    ],
    ['the same twice', entries('a', 'b', 'a'), 'BatchEntryIdsNotDistinct', 'Id a repeated.'],
    [
      'an id with a dot',
      entries('a.b'),
      'InvalidBatchEntryId',
      expect.stringContaining('hyphens and underscores'),
    ],
    [
      'more than a mebibyte',
      ['a', 'b'].map(Id => ({Id, MessageBody: 'x'.repeat(600_000)})),
      'BatchRequestTooLong',
      'Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes.',
    ],
  ])('of %s is refused as a whole', async (_what, Entries, name, message) => {
    const queues = await orders();
    const batch = new SendMessageBatchCommand({QueueUrl: queues.url('orders'), Entries});
    await expect(queues.sqs.send(batch)).rejects.toMatchObject({name, message});
    expect(await depthOf(queues, 'orders')).toEqual([0, 0, 0]);
  });
});

describe('what SQS refuses', () => {
  const attribute = (name: string, DataType: string, StringValue: string) => ({
    MessageAttributes: {[name]: {DataType, StringValue}},
  });
  test.each<[string, (queues: Queues) => Promise<unknown>, string, string]>([
    [
      'a queue that is not there',
      queues => receive(queues, {QueueUrl: queues.url('nothing')}),
      'QueueDoesNotExist',
      'The specified queue does not exist.',
    ],
    [
      'no body',
      queues => send(queues, ''),
      'MissingParameter',
      'The request must contain the parameter MessageBody.',
    ],
    [
      'a body that is too long',
      queues => send(queues, 'x'.repeat(1_048_577)),
      'InvalidParameterValue',
      'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.',
    ],
    [
      'a character that XML cannot say',
      queues => send(queues, 'a\u0001'),
      'InvalidMessageContents',
      "Invalid binary character '#x1' was found in the message body",
    ],
    [
      'an attribute of no type that there is',
      queues => send(queues, 'a', attribute('size', 'Float', '1')),
      'InvalidParameterValue',
      "The type of message (user) attribute 'size' is invalid.",
    ],
    [
      'a number that is none',
      queues => send(queues, 'a', attribute('size', 'Number', 'big')),
      'InvalidParameterValue',
      "Can't cast the value of message (user) attribute 'size' to a number.",
    ],
    [
      'an attribute with a name of AWS',
      queues => send(queues, 'a', attribute('AWS.size', 'Number', '1')),
      'InvalidParameterValue',
      "The message attribute name 'AWS.size' is invalid.",
    ],
    [
      'a deduplication id where nothing is deduplicated',
      queues => send(queues, 'a', {MessageDeduplicationId: 'x'}),
      'InvalidParameterValue',
      'Value x for parameter MessageDeduplicationId is invalid.',
    ],
    [
      'eleven messages at a time',
      queues => receive(queues, {MaxNumberOfMessages: 11}),
      'InvalidParameterValue',
      'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
    ],
    [
      'more than twelve hours',
      queues => receive(queues, {VisibilityTimeout: 43_201}),
      'InvalidParameterValue',
      'Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.',
    ],
    [
      'a longer wait than twenty seconds',
      queues => receive(queues, {WaitTimeSeconds: 21}),
      'InvalidParameterValue',
      'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
    ],
    [
      'an attribute that messages do not have',
      queues => receive(queues, {MessageSystemAttributeNames: ['Colour' as 'All']}),
      'InvalidAttributeName',
      'Unknown Attribute Colour.',
    ],
    [
      'a receipt handle of nothing',
      ({sqs, url}) => sqs.send(new DeleteMessageCommand({QueueUrl: url('orders'), ReceiptHandle: 'made up'})),
      'ReceiptHandleIsInvalid',
      'The input receipt handle "made up" is not a valid receipt handle.',
    ],
  ])('%s', async (_what, ask, name, message) => {
    await expect(ask(await orders())).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });
});

test('a purge takes everything, and is done once in a minute', async () => {
  const queues = await orders();
  await send(queues, 'a');
  await send(queues, 'b', {DelaySeconds: 10});
  await receive(queues);
  const purge = () => queues.sqs.send(new PurgeQueueCommand({QueueUrl: queues.url('orders')}));
  await purge();
  await expect(purge()).rejects.toMatchObject({
    name: 'PurgeQueueInProgress',
    message: 'Only one PurgeQueue operation on orders is allowed every 60 seconds.',
  });
  queues.clock.advance(60_000);
  expect(await depthOf(queues, 'orders')).toEqual([0, 0, 0]);
  await expect(purge()).resolves.toBeDefined();
});
