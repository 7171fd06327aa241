import {
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  paginateListQueues,
} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {open, type Queues} from './queues.ts';

const shop = () =>
  open([
    {name: 'orders', deadLetter: {queue: 'failed'}},
    {name: 'orders-eu', deadLetter: {queue: 'failed'}},
    {name: 'mails'},
    {name: 'failed'},
  ]);
const namesOf = (urls: readonly string[] = []) => urls.map(url => url.split('/').at(-1));

test('queues are listed by the URLs that AWS gives them, whatever port the account listens on', async () => {
  const queues = await shop();
  const {QueueUrls: urls} = await queues.sqs.send(new ListQueuesCommand({}));
  expect(urls?.toSorted()).toEqual(['failed', 'mails', 'orders', 'orders-eu'].map(queues.url));
  const {QueueUrl: url} = await queues.sqs.send(new GetQueueUrlCommand({QueueName: 'mails'}));
  expect(url).toBe(queues.url('mails'));
});

test('a prefix chooses, and nothing to list is no list', async () => {
  const {sqs} = await shop();
  const {QueueUrls: orders} = await sqs.send(new ListQueuesCommand({QueueNamePrefix: 'orders'}));
  expect(namesOf(orders)).toEqual(['orders', 'orders-eu']);
  const none = await sqs.send(new ListQueuesCommand({QueueNamePrefix: 'nothing'}));
  expect(none).not.toHaveProperty('QueueUrls');
});

test('pages go on until there are no more, for the question that they belong to', async () => {
  const {sqs} = await shop();
  const pages: (readonly (string | undefined)[])[] = [];
  for await (const page of paginateListQueues({client: sqs, pageSize: 3}, {}))
    pages.push(namesOf(page.QueueUrls));
  expect(pages.map(page => page.length)).toEqual([3, 1]);
  expect(new Set(pages.flat()).size).toBe(4);
  const {NextToken} = await sqs.send(new ListQueuesCommand({MaxResults: 1}));
  await expect(
    sqs.send(new ListQueuesCommand({MaxResults: 1, QueueNamePrefix: 'orders', NextToken})),
  ).rejects.toMatchObject({name: 'InvalidParameterValue'});
});

test('without a number of results the list ends after a thousand, and does not say so', async () => {
  const names = Array.from({length: 1001}, (_, index) => `queue-${String(index).padStart(4, '0')}`);
  const {sqs} = await open(names.map(name => ({name})));
  const unpaged = await sqs.send(new ListQueuesCommand({}));
  expect(unpaged.QueueUrls).toHaveLength(1000);
  expect(unpaged.NextToken).toBeUndefined();
  const first = await sqs.send(new ListQueuesCommand({MaxResults: 1000}));
  const second = await sqs.send(new ListQueuesCommand({MaxResults: 1000, NextToken: first.NextToken}));
  expect([...namesOf(first.QueueUrls), ...namesOf(second.QueueUrls)].toSorted()).toEqual(names);
});

test('a dead-letter queue knows the queues whose failed messages come to it', async () => {
  const {sqs, url} = await shop();
  const sources = (name: string, MaxResults?: number) =>
    sqs.send(new ListDeadLetterSourceQueuesCommand({QueueUrl: url(name), MaxResults}));
  expect(namesOf((await sources('failed')).queueUrls)).toEqual(['orders', 'orders-eu']);
  expect((await sources('mails')).queueUrls).toEqual([]);
  const page = await sources('failed', 1);
  expect([page.queueUrls?.length, typeof page.NextToken]).toEqual([1, 'string']);
});

test.each<[string, (queues: Queues) => Promise<unknown>, string, RegExp | string]>([
  [
    'a queue that is not there',
    ({sqs}) => sqs.send(new GetQueueUrlCommand({QueueName: 'nothing'})),
    'QueueDoesNotExist',
    'The specified queue does not exist.',
  ],
  [
    "another account's queue",
    ({sqs}) =>
      sqs.send(new GetQueueUrlCommand({QueueName: 'orders', QueueOwnerAWSAccountId: '111122223333'})),
    'QueueDoesNotExist',
    'The specified queue does not exist.',
  ],
  [
    'too many results',
    ({sqs}) => sqs.send(new ListQueuesCommand({MaxResults: 1001})),
    'InvalidParameterValue',
    'Value 1001 for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if provided.',
  ],
])('%s is refused', async (_what, ask, name, message) => {
  await expect(ask(await shop())).rejects.toMatchObject({name, message});
});
