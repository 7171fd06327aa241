import {ReceiveMessageCommand, SendMessageCommand} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {AwsError, type Operations} from '../../../source/simulator/operation.ts';
import {clientsOf, served} from './clients.ts';
import {ask, scopeOf, signedHeaders} from './raw.ts';
import {noon, smallAccount} from './small-account.ts';

const signed = signedHeaders(noon, scopeOf(noon, 'us-east-1', 'sqs'));
const headers = {'content-type': 'application/x-www-form-urlencoded; charset=utf-8', ...signed};
const form = (action: string, members: Record<string, string>) =>
  new URLSearchParams({Action: action, Version: '2012-11-05', ...members}).toString();

/** An SQS that answers the same whatever it is asked, and remembers what that was. */
function echo(operation: string, answer: Record<string, unknown> = {}) {
  const asked: unknown[] = [];
  const sqs: Operations = {
    [operation]: input => {
      asked.push(input);
      return answer;
    },
  };
  return {asked, account: smallAccount({sqs})};
}

async function told(operation: string, members: Record<string, string>) {
  const {asked, account} = echo(operation);
  const {status} = await ask(await served(account), {headers, body: form(operation, members)});
  expect(status).toBe(200);
  return asked[0];
}

test('names of attributes, tags and their values stand one by one in a form', async () => {
  expect(
    await told('SetQueueAttributes', {
      QueueUrl: 'http://localhost/730112094417/orders',
      'Attribute.1.Name': 'VisibilityTimeout',
      'Attribute.1.Value': '60',
      'Attribute.2.Name': 'RedrivePolicy',
      'Attribute.2.Value': '{"maxReceiveCount": 4}',
    }),
  ).toEqual({
    QueueUrl: 'http://localhost/730112094417/orders',
    Attributes: {VisibilityTimeout: '60', RedrivePolicy: '{"maxReceiveCount": 4}'},
  });
  expect(await told('TagQueue', {'Tag.1.Key': 'team', 'Tag.1.Value': 'shop'})).toEqual({
    Tags: {team: 'shop'},
  });
  expect(await told('UntagQueue', {'TagKey.1': 'team', 'TagKey.2': 'cost'})).toEqual({
    TagKeys: ['team', 'cost'],
  });
  expect(await told('GetQueueAttributes', {'AttributeName.1': 'All'})).toEqual({AttributeNames: ['All']});
  expect(await told('GetQueueAttributes', {AttributeName: ''})).toEqual({AttributeNames: []});
});

test('a batch in a form has its entries in the order of their numbers, with attributes of their own', async () => {
  const entries = Array.from({length: 10}, (_, index) => index + 1);
  const members = entries.flatMap(number => [
    [`SendMessageBatchRequestEntry.${number}.Id`, `m${number}`],
    [`SendMessageBatchRequestEntry.${number}.MessageBody`, `body ${number}`],
    [`SendMessageBatchRequestEntry.${number}.DelaySeconds`, '5'],
    [`SendMessageBatchRequestEntry.${number}.MessageAttribute.1.Name`, 'Error.Code'],
    [`SendMessageBatchRequestEntry.${number}.MessageAttribute.1.Value.DataType`, 'Number'],
    [`SendMessageBatchRequestEntry.${number}.MessageAttribute.1.Value.StringValue`, '500'],
  ]);
  expect(await told('SendMessageBatch', Object.fromEntries(members))).toEqual({
    Entries: entries.map(number => ({
      Id: `m${number}`,
      MessageBody: `body ${number}`,
      DelaySeconds: 5,
      MessageAttributes: {'Error.Code': {DataType: 'Number', StringValue: '500'}},
    })),
  });
});

test('messages come back in XML one by one, and nothing of a body is lost', async () => {
  const Body = 'a < b & "c"\r\nnew line';
  const {account} = echo('ReceiveMessage', {
    Messages: [
      {
        MessageId: 'm1',
        Body,
        Attributes: {ApproximateReceiveCount: '3'},
        MessageAttributes: {tenant: {StringValue: 'north', DataType: 'String'}},
      },
      {MessageId: 'm2', Body: ''},
    ],
  });
  const {text} = await ask(await served(account), {headers, body: form('ReceiveMessage', {})});
  expect(text).toMatch(/^<ReceiveMessageResponse xmlns="http:\/\/queue.amazonaws.com\/doc\/2012-11-05\/">/);
  expect(text).toContain(
    '<ReceiveMessageResult><Message><MessageId>m1</MessageId><Body>a &lt; b &amp; &quot;c&quot;&#xD;\nnew line</Body><Attribute><Name>ApproximateReceiveCount</Name><Value>3</Value></Attribute><MessageAttribute><Name>tenant</Name><Value><StringValue>north</StringValue><DataType>String</DataType></Value></MessageAttribute></Message><Message><MessageId>m2</MessageId><Body></Body></Message></ReceiveMessageResult>',
  );
});

test.each([
  [
    'ListQueues',
    {QueueUrls: ['http://a/1', 'http://a/2']},
    '<QueueUrl>http://a/1</QueueUrl><QueueUrl>http://a/2</QueueUrl>',
  ],
  ['ListDeadLetterSourceQueues', {queueUrls: ['http://a/1']}, '<QueueUrl>http://a/1</QueueUrl>'],
  ['ListQueueTags', {Tags: {team: 'shop'}}, '<Tag><Key>team</Key><Value>shop</Value></Tag>'],
  [
    'DeleteMessageBatch',
    {Successful: [{Id: 'a'}], Failed: [{Id: 'b', SenderFault: true, Code: 'ReceiptHandleIsInvalid'}]},
    '<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry><BatchResultErrorEntry><Id>b</Id><SenderFault>true</SenderFault><Code>ReceiptHandleIsInvalid</Code></BatchResultErrorEntry>',
  ],
  [
    'ListMessageMoveTasks',
    {Results: [{Status: 'COMPLETED', StartedTimestamp: noon}]},
    `<ListMessageMoveTasksResultEntry><Status>COMPLETED</Status><StartedTimestamp>${noon}</StartedTimestamp></ListMessageMoveTasksResultEntry>`,
  ],
  ['ReceiveMessage', {}, ''],
])('%s answers with its own element names', async (operation, answer, inside) => {
  const {account} = echo(operation, answer);
  const {text} = await ask(await served(account), {headers, body: form(operation, {})});
  expect(text).toContain(`<${operation}Result>${inside}</${operation}Result>`);
});

test('an operation that answers nothing has no result', async () => {
  const {account} = echo('DeleteMessage');
  const {text} = await ask(await served(account), {headers, body: form('DeleteMessage', {})});
  expect(text).not.toContain('Result');
});

test('a request may be sent to the queue itself', async () => {
  const {asked, account} = echo('DeleteMessage');
  const {endpoint} = await served(account);
  const sent = await fetch(`${endpoint}/730112094417/orders.fifo`, {
    method: 'POST',
    headers,
    body: form('DeleteMessage', {ReceiptHandle: 'h'}),
  });
  const elsewhere = await fetch(`${endpoint}/730112094417/orders/more`, {
    method: 'POST',
    headers,
    body: form('DeleteMessage', {}),
  });
  expect([sent.status, elsewhere.status]).toEqual([200, 400]);
  expect(asked).toEqual([{QueueUrl: '/730112094417/orders.fifo', ReceiptHandle: 'h'}]);
});

test('a queue that is not there has two names for that, one in each protocol', async () => {
  const sqs: Operations = {
    ReceiveMessage: () => {
      throw new AwsError('QueueDoesNotExist', 'The specified queue does not exist.');
    },
    SendMessage: () => {
      throw new AwsError('InvalidParameterValueException', 'Value 11 for parameter MaxResults is invalid.');
    },
  };
  const simulation = await served(smallAccount({sqs}));
  const inXml = await ask(simulation, {headers, body: form('ReceiveMessage', {})});
  expect([inXml.status, inXml.text]).toEqual([
    400,
    expect.stringContaining('<Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>'),
  ]);
  const client = clientsOf(simulation).sqs;
  const QueueUrl = `${simulation.endpoint}/730112094417/orders`;
  await expect(client.send(new ReceiveMessageCommand({QueueUrl}))).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    Error: {Code: 'AWS.SimpleQueueService.NonExistentQueue', Type: 'Sender'},
  });
  await expect(client.send(new SendMessageCommand({QueueUrl, MessageBody: 'a'}))).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
});

test('who may not, is told which queue', async () => {
  const simulation = await served(smallAccount({sqs: {PurgeQueue: () => ({})}}));
  simulation.faults.set([{kind: 'error', operation: 'sqs:PurgeQueue', code: 'AccessDeniedException'}]);
  const body = form('PurgeQueue', {QueueUrl: `${simulation.endpoint}/730112094417/orders-dlq`});
  const {status, text} = await ask(simulation, {headers, body});
  expect([status, text]).toEqual([
    403,
    expect.stringContaining('on resource: arn:aws:sqs:us-east-1:730112094417:orders-dlq because'),
  ]);
});

test('an operation knows when its client has hung up', async () => {
  const waiting = Promise.withResolvers<AbortSignal | undefined>();
  const sqs: Operations = {
    ReceiveMessage: (_input, {signal}) => {
      waiting.resolve(signal);
      return new Promise(() => {});
    },
  };
  const {endpoint} = await served(smallAccount({sqs}));
  const stop = new AbortController();
  const asking = fetch(endpoint, {
    method: 'POST',
    headers,
    body: form('ReceiveMessage', {}),
    signal: stop.signal,
  }).catch(() => 'gone');
  const signal = await waiting.promise;
  expect(signal?.aborted).toBe(false);
  const aborted = Promise.withResolvers<void>();
  signal?.addEventListener('abort', () => aborted.resolve());
  stop.abort();
  await aborted.promise;
  expect(await asking).toBe('gone');
});
