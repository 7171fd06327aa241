import {expect, test} from 'vitest';
import {recordedAccount} from './account.ts';
import {awsCli, type Cli} from './aws-cli.ts';
import {judgeSqs, loadSqsModel} from './sqs-model.ts';

type Queue = {readonly url: string; readonly arn: string};
type Message = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly Body: string;
  readonly Attributes: Readonly<Record<string, string>>;
};

async function create(aws: Cli, name: string, attributes: Record<string, string> = {}): Promise<Queue> {
  const made = await aws.run(
    'sqs',
    'create-queue',
    '--queue-name',
    name,
    '--attributes',
    JSON.stringify(attributes),
  );
  const url = String(made.QueueUrl);
  const asked = ['--queue-url', url, '--attribute-names', 'All'];
  const {Attributes: found} = await aws.run('sqs', 'get-queue-attributes', ...asked);
  return {url, arn: (found as Record<string, string>).QueueArn ?? ''};
}

/**
 * Sends messages and receives them so often that they go to the dead-letter queue; then moves them back. Half a hundred
 * commands, one after the other.
 */
test('the AWS CLI understands every operation of SQS, and its models approve of the answers', async () => {
  const {simulation, clock, recorder} = await recordedAccount();
  const aws = awsCli({...simulation, endpoint: recorder.endpoint});
  const sqs = (operation: string, ...args: readonly string[]) => aws.run('sqs', operation, ...args);

  const failed = await create(aws, 'drill-failed');
  const drill = await create(aws, 'drill', {
    RedrivePolicy: JSON.stringify({deadLetterTargetArn: failed.arn, maxReceiveCount: 1}),
  });
  const at = ['--queue-url', drill.url];
  expect(await sqs('list-queues', '--queue-name-prefix', 'drill', '--page-size', '1')).toEqual({
    QueueUrls: [drill.url, failed.url],
  });
  expect(await sqs('get-queue-url', '--queue-name', 'drill')).toEqual({QueueUrl: drill.url});
  expect(await sqs('list-dead-letter-source-queues', '--queue-url', failed.url)).toEqual({
    queueUrls: [drill.url],
  });
  expect(await sqs('set-queue-attributes', ...at, '--attributes', 'VisibilityTimeout=5')).toEqual({});
  expect(await sqs('get-queue-attributes', ...at, '--attribute-names', 'VisibilityTimeout')).toEqual({
    Attributes: {VisibilityTimeout: '5'},
  });
  expect(await sqs('tag-queue', ...at, '--tags', 'team=shop,cost=7')).toEqual({});
  expect(await sqs('untag-queue', ...at, '--tag-keys', 'cost')).toEqual({});
  expect(await sqs('list-queue-tags', ...at)).toEqual({Tags: {team: 'shop'}});

  const attributes = JSON.stringify({tenant: {DataType: 'String', StringValue: 'north'}});
  const sent = await sqs('send-message', ...at, '--message-body', 'one', '--message-attributes', attributes);
  expect(sent).toMatchObject({MessageId: expect.any(String), MD5OfMessageAttributes: expect.any(String)});
  const entries = JSON.stringify(['two', 'three', 'four'].map(body => ({Id: body, MessageBody: body})));
  const batch = await sqs('send-message-batch', ...at, '--entries', entries);
  expect(batch.Successful).toHaveLength(3);

  const receive = async (url: string, ...more: readonly string[]) => {
    const args = ['--queue-url', url, '--max-number-of-messages', '10', ...more];
    return ((await sqs('receive-message', ...args)).Messages ?? []) as readonly Message[];
  };
  const received = await receive(drill.url, '--message-attribute-names', 'All', '--wait-time-seconds', '1');
  expect(received).toHaveLength(4);
  const handleOf = (body: string) => received.find(message => message.Body === body)?.ReceiptHandle ?? '';
  const visible = ['--visibility-timeout', '60'];
  expect(
    await sqs('change-message-visibility', ...at, '--receipt-handle', handleOf('one'), ...visible),
  ).toEqual({});
  const hide = JSON.stringify([{Id: 'a', ReceiptHandle: handleOf('two'), VisibilityTimeout: 60}]);
  expect(await sqs('change-message-visibility-batch', ...at, '--entries', hide)).toMatchObject({
    Successful: [{Id: 'a'}],
  });
  expect(await sqs('delete-message', ...at, '--receipt-handle', handleOf('one'))).toEqual({});
  const gone = JSON.stringify([{Id: 'a', ReceiptHandle: handleOf('two')}]);
  expect(await sqs('delete-message-batch', ...at, '--entries', gone)).toMatchObject({
    Successful: [{Id: 'a'}],
  });

  clock.advance(6000);
  expect(await receive(drill.url)).toEqual([]);
  const dead = await receive(failed.url, '--message-system-attribute-names', 'All', ...visible);
  expect(dead.map(message => message.Body).toSorted()).toEqual(['four', 'three']);
  expect(dead[0]?.Attributes.DeadLetterQueueSourceArn).toBe(drill.arn);
  clock.advance(61_000);

  const source = ['--source-arn', failed.arn];
  const slow = ['--max-number-of-messages-per-second', '1'];
  const {TaskHandle: handle} = await sqs('start-message-move-task', ...source, ...slow);
  expect(await aws.fail('sqs', 'start-message-move-task', ...source)).toContain(
    'There is already a task running.',
  );
  expect(await sqs('list-message-move-tasks', ...source)).toMatchObject({
    Results: [{TaskHandle: handle, Status: 'RUNNING', ApproximateNumberOfMessagesToMove: 2}],
  });
  expect(await sqs('cancel-message-move-task', '--task-handle', String(handle))).toMatchObject({
    ApproximateNumberOfMessagesMoved: expect.any(Number),
  });
  clock.advance(60_000);
  expect(await sqs('start-message-move-task', ...source)).toMatchObject({TaskHandle: expect.any(String)});
  clock.advance(60_000);
  const {Results: tasks} = await sqs('list-message-move-tasks', ...source, '--max-results', '10');
  expect(tasks).toMatchObject([{Status: 'COMPLETED'}, {Status: 'CANCELLED'}]);
  expect((await receive(drill.url)).map(message => message.Body).toSorted()).toEqual(['four', 'three']);

  expect(await sqs('purge-queue', ...at)).toEqual({});
  expect(await aws.fail('sqs', 'purge-queue', ...at)).toContain(
    '(AWS.SimpleQueueService.PurgeQueueInProgress)',
  );
  expect(await sqs('delete-queue', ...at)).toEqual({});
  expect(await aws.fail('sqs', 'get-queue-url', '--queue-name', 'drill')).toContain(
    '(AWS.SimpleQueueService.NonExistentQueue)',
  );

  const model = await loadSqsModel();
  expect([...new Set(recorder.exchanges.flatMap(exchange => judgeSqs(model, exchange)))]).toEqual([]);
  const succeeded = recorder.exchanges.filter(({status}) => status === 200).map(({target}) => target);
  const served = Object.keys(simulation.account.sqs).map(name => `AmazonSQS.${name}`);
  expect([...new Set(succeeded)].toSorted()).toEqual(served.toSorted());
}, 240_000);
