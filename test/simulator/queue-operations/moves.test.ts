import {
  CancelMessageMoveTaskCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import {describe, expect, test} from 'vitest';
import {noon} from '../wire/small-account.ts';
import {depthOf, open, type Queues} from './queues.ts';

const held = {messages: 300, fromSecond: -3600, untilSecond: -60};
const shop = () =>
  open([
    {name: 'orders', deadLetter: {queue: 'failed', maxReceiveCount: 4}},
    {name: 'failed', held: [{...held, source: 'orders'}]},
    {name: 'spare'},
    {name: 'spare.fifo'},
  ]);
const start = ({sqs, arn}: Queues, more: Partial<StartMessageMoveTaskCommandInput> = {}) =>
  sqs.send(new StartMessageMoveTaskCommand({SourceArn: arn('failed'), ...more}));
const list = async ({sqs, arn}: Queues, MaxResults?: number) =>
  (await sqs.send(new ListMessageMoveTasksCommand({SourceArn: arn('failed'), MaxResults}))).Results ?? [];
const cancel = ({sqs}: Queues, TaskHandle: string | undefined) =>
  sqs.send(new CancelMessageMoveTaskCommand({TaskHandle}));

describe('a move task', () => {
  test('moves messages back to where they came from, at its rate, and then says no handle any more', async () => {
    const queues = await shop();
    expect(await depthOf(queues, 'failed')).toEqual([300, 0, 0]);
    const {TaskHandle} = await start(queues, {MaxNumberOfMessagesPerSecond: 10});
    expect(await list(queues)).toEqual([
      {
        TaskHandle,
        Status: 'RUNNING',
        SourceArn: queues.arn('failed'),
        MaxNumberOfMessagesPerSecond: 10,
        ApproximateNumberOfMessagesMoved: 0,
        ApproximateNumberOfMessagesToMove: 300,
        StartedTimestamp: noon,
      },
    ]);
    queues.clock.advance(10_000);
    const [half] = await list(queues);
    const moved = half?.ApproximateNumberOfMessagesMoved ?? 0;
    expect(moved).toBeGreaterThan(80);
    expect(moved).toBeLessThan(120);
    queues.clock.advance(60_000);
    expect(await list(queues)).toMatchObject([
      {Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 300, ApproximateNumberOfMessagesToMove: 300},
    ]);
    expect((await list(queues))[0]).not.toHaveProperty('TaskHandle');
    expect(await depthOf(queues, 'failed')).toEqual([0, 0, 0]);
    expect(await depthOf(queues, 'orders')).toEqual([300, 0, 0]);
  });

  test('moves them to another queue when that is said', async () => {
    const queues = await shop();
    await start(queues, {DestinationArn: queues.arn('spare'), MaxNumberOfMessagesPerSecond: 500});
    queues.clock.advance(60_000);
    expect(await list(queues)).toMatchObject([{Status: 'COMPLETED', DestinationArn: queues.arn('spare')}]);
    expect(await depthOf(queues, 'spare')).toEqual([300, 0, 0]);
  });

  test('is cancelled by its handle; what was moved stays moved', async () => {
    const queues = await shop();
    const {TaskHandle} = await start(queues, {MaxNumberOfMessagesPerSecond: 10});
    queues.clock.advance(10_000);
    const {ApproximateNumberOfMessagesMoved: moved = 0} = await cancel(queues, TaskHandle);
    expect(moved).toBeGreaterThan(0);
    queues.clock.advance(60_000);
    expect(await list(queues)).toMatchObject([{Status: 'CANCELLED'}]);
    const [left = 0] = await depthOf(queues, 'failed');
    const [back = 0] = await depthOf(queues, 'orders');
    expect(left + back).toBe(300);
    expect(left).toBeGreaterThan(0);
    await expect(cancel(queues, TaskHandle)).rejects.toMatchObject({message: 'Task does not exist.'});
  });

  test('is one among at most ten that are listed, one unless more are asked for', async () => {
    const queues = await shop();
    for (let round = 0; round < 12; round++) {
      const {TaskHandle} = await start(queues, {MaxNumberOfMessagesPerSecond: 1});
      queues.clock.advance(2000);
      await cancel(queues, TaskHandle);
      queues.clock.advance(60_000);
    }
    expect(await list(queues)).toHaveLength(1);
    const ten = await list(queues, 10);
    expect(ten).toHaveLength(10);
    const times = ten.map(task => task.StartedTimestamp ?? 0);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });
});

describe('what SQS refuses of moves', () => {
  const elsewhere = 'arn:aws:sqs:us-east-1:111122223333:failed';
  const missing = (member: string) =>
    `The resource that you specified for the ${member} parameter doesn't exist.`;
  test.each<[string, (queues: Queues) => Promise<unknown>, string, string]>([
    [
      'a source that is no dead-letter queue',
      queues => start(queues, {SourceArn: queues.arn('orders')}),
      'InvalidParameterValue',
      'Source queue must be configured as a Dead Letter Queue.',
    ],
    [
      'a source that is not there',
      queues => start(queues, {SourceArn: queues.arn('nothing')}),
      'ResourceNotFoundException',
      missing('SourceArn'),
    ],
    [
      "another account's source",
      queues => start(queues, {SourceArn: elsewhere}),
      'ResourceNotFoundException',
      missing('SourceArn'),
    ],
    [
      'a destination that is not there',
      queues => start(queues, {DestinationArn: queues.arn('nothing')}),
      'ResourceNotFoundException',
      missing('DestinationArn'),
    ],
    [
      'a destination of the other type',
      queues => start(queues, {DestinationArn: queues.arn('spare.fifo')}),
      'InvalidParameterValue',
      'The destination queue must be of the same type as the source queue.',
    ],
    [
      'a source as its own destination',
      queues => start(queues, {DestinationArn: queues.arn('failed')}),
      'InvalidParameterValue',
      'Source queue arn and destination queue arn cannot be the same.',
    ],
    [
      'a second task',
      async queues => {
        await start(queues, {MaxNumberOfMessagesPerSecond: 1});
        return start(queues);
      },
      'InvalidParameterValue',
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    ],
    [
      'more than 500 messages a second',
      queues => start(queues, {MaxNumberOfMessagesPerSecond: 501}),
      'InvalidParameterValue',
      'Value 501 for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500, if provided.',
    ],
    [
      'more than ten results',
      queues => list(queues, 11),
      'InvalidParameterValue',
      'Value 11 for parameter MaxResults is invalid. Reason: Must be between 1 and 10, if provided.',
    ],
    [
      'a handle that is none',
      queues => cancel(queues, 'made up'),
      'InvalidParameterValue',
      'Value for parameter TaskHandle is invalid.',
    ],
    [
      'a handle of a task that never was',
      queues => {
        const task = {taskId: '00000000-0000-0000-0000-000000000000', sourceArn: queues.arn('failed')};
        return cancel(queues, Buffer.from(JSON.stringify(task)).toString('base64'));
      },
      'ResourceNotFoundException',
      'Task does not exist.',
    ],
  ])('%s', async (_what, ask, name, message) => {
    await expect(ask(await shop())).rejects.toMatchObject({name, message});
  });
});
