import {expect, test} from 'vitest';
import {recordedAccount} from './account.ts';
import {olderClient, type Told} from './older-client.ts';

type Message = {
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MessageAttributes: unknown;
};

const messagesOf = ({answer}: Told) => (answer?.Messages ?? []) as readonly Message[];

test('a client of the query protocol, which nobody here wrote, is served by every operation', async () => {
  const {simulation, clock, recorder} = await recordedAccount();
  const sqs = olderClient({...simulation, endpoint: recorder.endpoint});
  const done = async (operation: string, input: Record<string, unknown>) => {
    const {answer, error} = await sqs(operation, input);
    expect(error).toBeUndefined();
    return answer ?? {};
  };
  const create = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const {QueueUrl} = await done('CreateQueue', {QueueName, Attributes, tags: {team: 'shop'}});
    return String(QueueUrl);
  };
  const failed = await create('drill-failed');
  const {Attributes: found} = await done('GetQueueAttributes', {QueueUrl: failed, AttributeNames: ['All']});
  const {QueueArn: arn = ''} = found as Record<string, string>;
  expect(found).toMatchObject({VisibilityTimeout: '30', SqsManagedSseEnabled: 'true'});
  const policy = {deadLetterTargetArn: arn, maxReceiveCount: 1};
  const QueueUrl = await create('drill', {RedrivePolicy: JSON.stringify(policy), VisibilityTimeout: '5'});
  expect(await done('GetQueueUrl', {QueueName: 'drill'})).toEqual({QueueUrl});
  expect(await done('ListQueues', {QueueNamePrefix: 'drill', MaxResults: 1})).toMatchObject({
    QueueUrls: [QueueUrl],
    NextToken: expect.any(String),
  });
  expect(await done('ListDeadLetterSourceQueues', {QueueUrl: failed})).toEqual({queueUrls: [QueueUrl]});
  expect(await done('SetQueueAttributes', {QueueUrl, Attributes: {DelaySeconds: '0'}})).toEqual({});
  await done('TagQueue', {QueueUrl, Tags: {cost: '7'}});
  await done('UntagQueue', {QueueUrl, TagKeys: ['team']});
  expect(await done('ListQueueTags', {QueueUrl})).toEqual({Tags: {cost: '7'}});

  const body = 'héllo <wörld> & "all"\r\n\tof you';
  const MessageAttributes = {
    tenant: {DataType: 'String', StringValue: 'nörth'},
    picture: {DataType: 'Binary', BinaryValue: 'AAH/'},
  };
  const sent = await done('SendMessage', {QueueUrl, MessageBody: body, MessageAttributes});
  const batch = await done('SendMessageBatch', {
    QueueUrl,
    Entries: [
      {Id: 'a', MessageBody: 'two', MessageAttributes},
      {Id: 'b', MessageBody: 'three', DelaySeconds: 901},
      {Id: 'c', MessageBody: 'four'},
    ],
  });
  expect(batch).toMatchObject({
    Successful: [{Id: 'a', MD5OfMessageAttributes: sent.MD5OfMessageAttributes}, {Id: 'c'}],
    Failed: [{Id: 'b', SenderFault: true, Code: 'InvalidParameterValue'}],
  });

  const all = {AttributeNames: ['All'], MessageAttributeNames: ['All'], MaxNumberOfMessages: 10};
  const received = messagesOf(await sqs('ReceiveMessage', {QueueUrl, ...all, WaitTimeSeconds: 1}));
  expect(received.map(message => message.Body).toSorted()).toEqual(['four', body, 'two'].toSorted());
  const first = received.find(message => message.Body === body);
  expect(first).toMatchObject({MessageAttributes, Attributes: {ApproximateReceiveCount: '1'}});
  const handleOf = (text: string) => received.find(message => message.Body === text)?.ReceiptHandle;
  await done('ChangeMessageVisibility', {QueueUrl, ReceiptHandle: handleOf('two'), VisibilityTimeout: 9});
  expect(
    await done('ChangeMessageVisibilityBatch', {
      QueueUrl,
      Entries: [{Id: 'a', ReceiptHandle: handleOf('four'), VisibilityTimeout: 0}],
    }),
  ).toMatchObject({Successful: [{Id: 'a'}]});
  await done('DeleteMessage', {QueueUrl, ReceiptHandle: handleOf(body)});
  const gone = await done('DeleteMessageBatch', {
    QueueUrl,
    Entries: [
      {Id: 'a', ReceiptHandle: handleOf('two')},
      {Id: 'b', ReceiptHandle: 'made up'},
    ],
  });
  expect(gone).toMatchObject({Successful: [{Id: 'a'}], Failed: [{Id: 'b', Code: 'ReceiptHandleIsInvalid'}]});

  expect(await done('ReceiveMessage', {QueueUrl, ...all})).toEqual({});
  const [dead] = messagesOf(await sqs('ReceiveMessage', {QueueUrl: failed, ...all, VisibilityTimeout: 0}));
  expect(dead?.Body).toBe('four');
  const {TaskHandle} = await done('StartMessageMoveTask', {SourceArn: arn, MaxNumberOfMessagesPerSecond: 1});
  expect(await done('ListMessageMoveTasks', {SourceArn: arn})).toMatchObject({
    Results: [{TaskHandle, Status: 'RUNNING', ApproximateNumberOfMessagesToMove: 1}],
  });
  await done('CancelMessageMoveTask', {TaskHandle});
  clock.advance(60_000);
  await done('PurgeQueue', {QueueUrl});
  expect(await sqs('PurgeQueue', {QueueUrl})).toMatchObject({
    status: 403,
    error: {Code: 'AWS.SimpleQueueService.PurgeQueueInProgress', Type: 'Sender'},
  });
  await done('DeleteQueue', {QueueUrl});
  expect(await sqs('ReceiveMessage', {QueueUrl})).toMatchObject({
    status: 400,
    error: {Code: 'AWS.SimpleQueueService.NonExistentQueue'},
  });
  expect(await sqs('ListMessageMoveTasks', {SourceArn: `${arn}-not`})).toMatchObject({
    status: 404,
    error: {Code: 'ResourceNotFoundException'},
  });

  const succeeded = recorder.exchanges.filter(({status}) => status === 200).map(({target}) => target);
  expect([...new Set(succeeded)].toSorted()).toEqual(Object.keys(simulation.account.sqs).toSorted());
});
