import {expect, test} from 'vitest';
import type {QueueSource} from '../../../source/simulator/scenarios/schema.ts';
import {message, openQueues, scenarioOf} from './harness.ts';

const hour = 3600;
const held = {messages: 60, fromSecond: -2 * hour, untilSecond: -hour};

const pair = (dlq: Partial<QueueSource> = {}): QueueSource[] => [
  {name: 'orders', deadLetter: {queue: 'orders-dlq', maxReceiveCount: 3}},
  {name: 'orders-dlq', held: [{...held, source: 'orders'}], ...dlq},
];

function open(...queues: QueueSource[]) {
  const opened = openQueues(scenarioOf(...queues));
  const start = (perSecond?: number, destination?: string) =>
    opened.world.startMove({
      source: opened.queue('orders-dlq'),
      destination: destination === undefined ? undefined : opened.queue(destination),
      perSecond,
    });
  return {...opened, start};
}

test('a task moves at its rate to where the messages came from, as new messages that nobody received', () => {
  const {world, queue, seconds, start, metric, expectBalance} = open(...pair());
  const ids = queue('orders-dlq')
    .receive(10, 0)
    .map(({messageId}) => messageId);
  const move = start(2);
  expect(move).toMatchObject({total: 60, perSecond: 2});
  seconds(10);
  expect(queue('orders').depth().visible).toBe(20);
  // What is listed is a moment behind, and right in the end.
  expect(move.moved()).toBeLessThan(20);
  expect(move.moved()).toBeGreaterThanOrEqual(16);
  seconds(60);
  expect(move.status()).toBe('COMPLETED');
  expect(move.moved()).toBe(60);
  const moved = Array.from({length: 6}, () => queue('orders').receive(10, 30)).flat();
  expect(moved).toHaveLength(60);
  for (const {messageId, receiveCount, sentAt, deadLetterSource} of moved) {
    expect(ids).not.toContain(messageId);
    expect(receiveCount).toBe(1);
    expect(world.now() - sentAt).toBeLessThan(71_000);
    expect(deadLetterSource).toBeUndefined();
  }
  expect(metric('orders', 'NumberOfMessagesSent')).toBeGreaterThan(0);
  expect(metric('orders-dlq', 'NumberOfMessagesDeleted')).toBe(0);
  expectBalance();
});

test('what comes meanwhile is moved too: a task ends when the queue is empty', () => {
  const {queue, seconds, start, expectBalance} = open(...pair({producers: [{messagesPerSecond: 0.5}]}), {
    name: 'elsewhere',
  });
  const before = queue('orders-dlq').depth().visible;
  queue('orders-dlq').purge();
  expect(before).toBeGreaterThan(40_000);
  seconds(120);
  const move = start(1, 'elsewhere');
  seconds(60);
  expect(move.status()).toBe('RUNNING');
  seconds(240);
  expect(move.status()).toBe('COMPLETED');
  expect(move.moved()).toBeGreaterThan(move.total);
  expect(queue('elsewhere').depth().visible).toBe(move.moved());
  expectBalance();
});

test('a cancelled task goes on for a moment before it has stopped; what was moved stays moved', () => {
  const {world, queue, seconds, start, expectBalance} = open(...pair());
  const move = start(5);
  seconds(4);
  world.cancelMove(move);
  expect(move.status()).toBe('CANCELLING');
  seconds(2);
  expect(move.status()).toBe('CANCELLED');
  const moved = move.moved();
  expect(moved).toBeGreaterThanOrEqual(20);
  expect(moved).toBeLessThanOrEqual(24);
  seconds(60);
  expect(move.moved()).toBe(moved);
  expect(queue('orders').depth().visible).toBe(moved);
  expect(queue('orders-dlq').depth().visible).toBe(60 - moved);
  world.cancelMove(move);
  expect(move.status()).toBe('CANCELLED');
  expectBalance();
});

test('a task whose destination is deleted fails, and says why', () => {
  const {world, queue, seconds, start, expectBalance} = open(...pair(), {name: 'elsewhere'});
  const move = start(1, 'elsewhere');
  seconds(5);
  world.remove(queue('elsewhere'));
  seconds(2);
  expect(move.status()).toBe('FAILED');
  expect(move.failure()).toBe('AWS.SimpleQueueService.NonExistentQueue');
  expect(queue('orders-dlq').depth().visible).toBe(60 - move.moved());
  world.remove(queue('orders'));
  const again = start(10);
  seconds(2);
  expect(again.failure()).toBe('AWS.SimpleQueueService.NonExistentQueue');
  expectBalance();
});

test('a message that was sent to the dead-letter queue by hand has nowhere to go back to', () => {
  const {queue, seconds, start} = open(...pair({held: []}));
  queue('orders-dlq').send(message('by hand'));
  const move = start();
  seconds(2);
  expect(move.status()).toBe('FAILED');
  expect(move.failure()).toBe('CouldNotDetermineMessageSource');
  expect(queue('orders-dlq').depth().visible).toBe(1);
});

test('ten tasks are listed, the newest first, and a running one is found by its handle', () => {
  const {world, queue, seconds, start} = open(...pair());
  const moves = Array.from({length: 12}, () => {
    const move = start(1);
    seconds(1);
    world.cancelMove(move);
    seconds(3);
    return move;
  });
  expect(world.moves(queue('orders-dlq'))).toEqual(moves.slice(2).reverse());
  const running = start();
  expect(world.moveWithHandle(running.handle)).toBe(running);
  expect(world.moveWithHandle('nothing')).toBeUndefined();
});

test('FIFO messages are moved in the order of their groups', () => {
  const {queue, seconds, world, expectBalance} = openQueues(
    scenarioOf(
      {name: 'orders.fifo', deadLetter: {queue: 'orders-dlq.fifo', maxReceiveCount: 1}},
      {name: 'orders-dlq.fifo'},
    ),
  );
  const orders = queue('orders.fifo');
  for (let index = 0; index < 12; index++)
    orders.send(message(`${index}`, {groupId: `g${index % 3}`, deduplicationId: `${index}`}));
  for (let round = 0; round < 6; round++) orders.receive(10, 0);
  expect(queue('orders-dlq.fifo').depth().visible).toBe(12);
  world.startMove({source: queue('orders-dlq.fifo'), destination: undefined, perSecond: 10});
  seconds(5);
  const back = [...orders.receive(10, 30), ...orders.receive(10, 30)];
  for (const group of ['g0', 'g1', 'g2']) {
    const bodies = back.filter(({groupId}) => groupId === group).map(({body}) => Number(body));
    expect(bodies).toEqual(bodies.toSorted((a, b) => a - b));
  }
  expectBalance();
});
