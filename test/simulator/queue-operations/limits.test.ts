import {StartMessageMoveTaskCommand} from '@aws-sdk/client-sqs';
import * as v from 'valibot';
import {expect, test} from 'vitest';
import {stillClock} from '../../../source/simulator/clock.ts';
import {createSqs} from '../../../source/simulator/queues/operations/index.ts';
import type {QueueWorld} from '../../../source/simulator/queues/shape.ts';
import {createQueueWorld} from '../../../source/simulator/queues/world.ts';
import {scenarioSchema} from '../../../source/simulator/scenarios/schema.ts';
import {noon} from '../wire/small-account.ts';
import {caller, open} from './queues.ts';

/** The queues of a world, each with as many messages in flight as SQS allows. */
function fullWorld(...names: readonly string[]): QueueWorld {
  const queues = names.map(name => ({name}));
  const scenario = v.parse(scenarioSchema, {name: 'full', regions: [caller.region], queues});
  const world = createQueueWorld({scenario, seed: 1, clock: stillClock(noon), startAt: noon});
  const depth = () => ({visible: 5, inFlight: 120_000, delayed: 0});
  const full = new Map(world.queuesOf(caller.region).map(queue => [queue.name, {...queue, depth}]));
  return {...world, queue: (_region, name) => full.get(name)};
}

test('a standard queue with 120,000 in flight gives no more, and says so; a FIFO queue gives none', async () => {
  const world = fullWorld('orders', 'bills.fifo');
  const {ReceiveMessage: receive} = createSqs(world, {clock: stillClock(noon), enforceRates: false});
  const ask = async (name: string) => receive?.({QueueUrl: `/${caller.accountId}/${name}`}, caller);
  await expect(ask('orders')).rejects.toMatchObject({code: 'OverLimit', status: 403});
  await expect(ask('bills.fifo')).resolves.toEqual({});
});

test('an account runs a hundred move tasks at a time', async () => {
  const numbers = Array.from({length: 101}, (_, index) => index);
  const {sqs, arn} = await open(
    numbers.flatMap(number => [
      {name: `orders-${number}`, deadLetter: {queue: `failed-${number}`}},
      {
        name: `failed-${number}`,
        held: [{messages: 50, fromSecond: -600, untilSecond: -60, source: `orders-${number}`}],
      },
    ]),
  );
  const start = (number: number) =>
    sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: arn(`failed-${number}`),
        MaxNumberOfMessagesPerSecond: 1,
      }),
    );
  for (const number of numbers.slice(0, 100)) await start(number);
  await expect(start(100)).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    message: expect.stringContaining('already 100 active tasks'),
  });
});
