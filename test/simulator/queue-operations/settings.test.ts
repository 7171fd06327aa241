import {
  CreateQueueCommand,
  DeleteQueueCommand,
  ListQueueTagsCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import {describe, expect, test} from 'vitest';
import {noon} from '../wire/small-account.ts';
import {open, type Queues} from './queues.ts';

const create = ({sqs}: Queues, QueueName: string, Attributes: Record<string, string> = {}) =>
  sqs.send(new CreateQueueCommand({QueueName, Attributes}));
const set = ({sqs, url}: Queues, name: string, Attributes: Record<string, string>) =>
  sqs.send(new SetQueueAttributesCommand({QueueUrl: url(name), Attributes}));

describe('attributes', () => {
  test('a queue says nothing of itself but what is asked', async () => {
    const {attributes} = await open([{name: 'orders'}]);
    expect(await attributes('orders')).toEqual({});
    expect(await attributes('orders', 'VisibilityTimeout', 'RedrivePolicy')).toEqual({
      VisibilityTimeout: '30',
    });
  });

  test('all of them are texts, and those that are not set are not there', async () => {
    const queues = await open([{name: 'orders'}]);
    await create(queues, 'mails');
    expect(await queues.attributes('mails', 'All')).toEqual({
      QueueArn: queues.arn('mails'),
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '0',
      ApproximateNumberOfMessagesDelayed: '0',
      CreatedTimestamp: String(noon / 1000),
      LastModifiedTimestamp: String(noon / 1000),
      VisibilityTimeout: '30',
      MaximumMessageSize: '1048576',
      MessageRetentionPeriod: '345600',
      DelaySeconds: '0',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
    });
  });

  test('what is set is kept, and when', async () => {
    const queues = await open([{name: 'orders'}]);
    queues.clock.advance(60_000);
    await set(queues, 'orders', {VisibilityTimeout: '0', MessageRetentionPeriod: '1209600', Policy: '{}'});
    expect(await queues.attributes('orders', 'All')).toMatchObject({
      VisibilityTimeout: '0',
      MessageRetentionPeriod: '1209600',
      Policy: '{}',
      LastModifiedTimestamp: String(noon / 1000 + 60),
    });
    await set(queues, 'orders', {Policy: ''});
    expect(await queues.attributes('orders', 'Policy')).toEqual({});
  });

  test('a FIFO queue has more to say, which no other queue can be asked', async () => {
    const queues = await open([{name: 'orders'}]);
    await create(queues, 'orders.fifo', {FifoQueue: 'true', ContentBasedDeduplication: 'true'});
    expect(await queues.attributes('orders.fifo', 'All')).toMatchObject({
      FifoQueue: 'true',
      ContentBasedDeduplication: 'true',
      DeduplicationScope: 'queue',
      FifoThroughputLimit: 'perQueue',
    });
    await expect(queues.attributes('orders', 'FifoQueue')).rejects.toMatchObject({
      name: 'InvalidAttributeName',
      message: 'Unknown Attribute FifoQueue.',
    });
  });

  test('an encrypted queue names its key', async () => {
    const queues = await open([
      {name: 'orders', kms: 'alias/shop'},
      {name: 'plain', kms: 'none'},
    ]);
    const names = ['KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds', 'SqsManagedSseEnabled'] as const;
    expect(await queues.attributes('orders', ...names)).toEqual({
      KmsMasterKeyId: 'alias/shop',
      KmsDataKeyReusePeriodSeconds: '300',
      SqsManagedSseEnabled: 'false',
    });
    expect(await queues.attributes('plain', ...names)).toEqual({SqsManagedSseEnabled: 'false'});
    await set(queues, 'orders', {SqsManagedSseEnabled: 'true'});
    expect(await queues.attributes('orders', ...names)).toEqual({SqsManagedSseEnabled: 'true'});
  });

  test.each([
    [
      {VisibilityTimeout: '43201'},
      'InvalidAttributeValue',
      'Invalid value for the parameter VisibilityTimeout.',
    ],
    [
      {MessageRetentionPeriod: '1 day'},
      'InvalidAttributeValue',
      'Invalid value for the parameter MessageRetentionPeriod.',
    ],
    [
      {SqsManagedSseEnabled: 'yes'},
      'InvalidAttributeValue',
      'Invalid value for the parameter SqsManagedSseEnabled.',
    ],
    [{Colour: 'red'}, 'InvalidAttributeName', 'Unknown Attribute Colour.'],
    [{QueueArn: 'arn'}, 'InvalidAttributeName', 'Unknown Attribute QueueArn.'],
    [
      {ContentBasedDeduplication: 'true'},
      'InvalidAttributeName',
      'Unknown Attribute ContentBasedDeduplication.',
    ],
  ])('%j is refused', async (changes, name, message) => {
    const queues = await open([{name: 'orders'}]);
    await expect(set(queues, 'orders', changes as Record<string, string>)).rejects.toMatchObject({
      name,
      message,
    });
  });

  test('what the account does not simulate, it says', async () => {
    const queues = await open([{name: 'orders.fifo'}]);
    await expect(set(queues, 'orders.fifo', {DeduplicationScope: 'messageGroup'})).rejects.toMatchObject({
      name: 'UnsupportedOperation',
      message: 'DeduplicationScope other than queue is not simulated.',
    });
  });
});

describe('a redrive policy', () => {
  const shop = () => open([{name: 'orders'}, {name: 'failed'}, {name: 'failed.fifo'}]);
  const policy = (deadLetterTargetArn: unknown, maxReceiveCount: unknown) => ({
    RedrivePolicy: JSON.stringify({deadLetterTargetArn, maxReceiveCount}),
  });

  test('ties a queue to its dead-letter queue, and unties it when it is empty', async () => {
    const queues = await shop();
    await set(queues, 'orders', policy(queues.arn('failed'), '4'));
    const {RedrivePolicy: kept} = await queues.attributes('orders', 'RedrivePolicy');
    expect(JSON.parse(kept ?? '')).toEqual({deadLetterTargetArn: queues.arn('failed'), maxReceiveCount: 4});
    await set(queues, 'orders', {RedrivePolicy: ''});
    expect(await queues.attributes('orders', 'RedrivePolicy')).toEqual({});
  });

  test.each<[string, (queues: Queues) => Record<string, string>, string]>([
    [
      'a target that is not there',
      ({arn}) => policy(arn('nothing'), 3),
      'Dead letter target does not exist.',
    ],
    [
      'a target of the other type',
      ({arn}) => policy(arn('failed.fifo'), 3),
      'Dead-letter queue must be same type of queue as the source.',
    ],
    [
      'no target',
      () => policy(undefined, 3),
      'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.',
    ],
    [
      'no count',
      ({arn}) => policy(arn('failed'), undefined),
      'Redrive policy does not contain mandatory attribute: maxReceiveCount.',
    ],
    [
      'a count of nothing',
      ({arn}) => policy(arn('failed'), 0),
      'Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.',
    ],
    ['no JSON', () => ({RedrivePolicy: 'orders-dlq'}), 'Redrive policy is not a valid JSON map.'],
  ])('with %s is refused', async (_what, attributes, reason) => {
    const queues = await shop();
    await expect(set(queues, 'orders', attributes(queues))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
      message: expect.stringContaining(`for parameter RedrivePolicy is invalid. Reason: ${reason}`),
    });
  });

  test('needs the leave of the dead-letter queue, where that has a policy of its own', async () => {
    const queues = await shop();
    const allow = (permission: string, sourceQueueArns?: readonly string[]) =>
      set(queues, 'failed', {
        RedriveAllowPolicy: JSON.stringify({redrivePermission: permission, sourceQueueArns}),
      });
    const tie = () => set(queues, 'orders', policy(queues.arn('failed'), 3));
    await allow('denyAll');
    await expect(tie()).rejects.toMatchObject({message: expect.stringContaining('does not allow')});
    await allow('byQueue', [queues.arn('others')]);
    await expect(tie()).rejects.toMatchObject({message: expect.stringContaining('does not allow')});
    await allow('byQueue', [queues.arn('orders')]);
    await expect(tie()).resolves.toBeDefined();
    await expect(allow('byQueue')).rejects.toMatchObject({name: 'InvalidParameterValue'});
    await expect(allow('nobody')).rejects.toMatchObject({name: 'InvalidParameterValue'});
  });
});

describe('a queue', () => {
  test('that is there can be created again, unless it would be another', async () => {
    const queues = await open([{name: 'orders'}]);
    const made = await create(queues, 'mails', {VisibilityTimeout: '60'});
    expect(made.QueueUrl).toBe(queues.url('mails'));
    await expect(create(queues, 'mails', {VisibilityTimeout: '60'})).resolves.toMatchObject({
      QueueUrl: made.QueueUrl,
    });
    await expect(create(queues, 'mails', {VisibilityTimeout: '30'})).rejects.toMatchObject({
      name: 'QueueNameExists',
      message:
        'A queue already exists with the same name and a different value for attribute VisibilityTimeout',
    });
  });

  test('that was deleted is gone at once; its name is free after a minute', async () => {
    const queues = await open([{name: 'orders'}]);
    await queues.sqs.send(new DeleteQueueCommand({QueueUrl: queues.url('orders')}));
    await expect(queues.attributes('orders', 'All')).rejects.toMatchObject({name: 'QueueDoesNotExist'});
    await expect(create(queues, 'orders')).rejects.toMatchObject({name: 'QueueDeletedRecently'});
    queues.clock.advance(60_000);
    await expect(create(queues, 'orders')).resolves.toMatchObject({QueueUrl: queues.url('orders')});
  });

  test.each([
    ['a name with a blank', 'my orders', {}],
    ['a FIFO queue that does not end in .fifo', 'orders', {FifoQueue: 'true'}],
    ['a name in .fifo of no FIFO queue', 'orders.fifo', {}],
    ['a name of 81 letters', 'q'.repeat(81), {}],
  ])('with %s is refused', async (_what, name, attributes) => {
    const queues = await open([]);
    await expect(create(queues, name, attributes)).rejects.toMatchObject({name: 'InvalidParameterValue'});
  });

  test('has tags', async () => {
    const queues = await open([{name: 'orders'}]);
    const QueueUrl = queues.url('orders');
    const tags = async () => (await queues.sqs.send(new ListQueueTagsCommand({QueueUrl}))).Tags;
    expect(await tags()).toBeUndefined();
    await queues.sqs.send(new TagQueueCommand({QueueUrl, Tags: {team: 'shop', cost: '7'}}));
    await queues.sqs.send(new UntagQueueCommand({QueueUrl, TagKeys: ['cost', 'nothing']}));
    expect(await tags()).toEqual({team: 'shop'});
    const many = Object.fromEntries(Array.from({length: 50}, (_, index) => [`key-${index}`, 'a']));
    await expect(queues.sqs.send(new TagQueueCommand({QueueUrl, Tags: many}))).rejects.toMatchObject({
      message: 'Too many tags added for queue orders.',
    });
  });
});
