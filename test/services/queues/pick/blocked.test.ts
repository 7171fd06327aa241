import {mkdir} from 'node:fs/promises';
import {StartMessageMoveTaskCommand} from '@aws-sdk/client-sqs';
import {expect, test} from 'vitest';
import {pick} from '../../../../source/services/queues/pick/action.ts';
import {intentPath} from '../../../../source/services/queues/pick/intents/file.ts';
import {type Bench, bench, pair} from './bench.ts';

const inTheWay = async (at: Bench, queue: string, more: Record<string, string> = {}) =>
  (await at.plan(pick, queue, {pattern: '.', ...more})).blocked.map(
    ({because, unblock}) => `${because} ${unblock}`,
  );

test('where messages of a function or a topic belong nobody knows: a queue has to be named', async () => {
  const at = await bench([{name: 'failed'}, {name: 'orders'}, {name: 'orders.fifo'}]);
  expect(await inTheWay(at, 'failed')).toEqual([
    'No queue sends its failed messages to failed: nobody can say where they belong. Name a queue (--to QUEUE), or save them (--save FILE).',
  ]);
  expect(await inTheWay(at, 'failed', {to: 'orders'})).toEqual([]);
  expect(await inTheWay(at, 'failed', {to: at.arn('orders')})).toEqual([]);
  expect(await inTheWay(at, 'failed', {to: 'orders.fifo'})).toEqual([
    'failed is a standard queue and orders.fifo is a FIFO queue. Name a standard queue (--to QUEUE).',
  ]);
  expect(await inTheWay(at, 'failed', {to: 'order'})).toEqual([
    'There is no queue named order. Name another queue (--to QUEUE), or save them (--save FILE).',
  ]);
  expect(await inTheWay(at, 'failed', {to: 'failed'})).toEqual([
    'They are in failed already. Name another queue (--to QUEUE).',
  ]);
  expect((await inTheWay(at, 'failed', {to: 'arn:aws:sqs:eu-west-1:1:orders'}))[0]).toMatch(
    /is in another account or region, and a pick stays in one/,
  );
  await at.send('failed', [{MessageBody: 'one'}]);
  const {says} = await at.run(pick, 'failed', {pattern: 'one', to: 'orders'});
  expect(says).toContain('Moved 1 message into orders.');
});

test('a redrive that runs would take the same messages', async () => {
  const at = await bench(pair());
  await at.send(
    'payments-dlq',
    Array.from({length: 10}, () => ({MessageBody: 'x'})),
  );
  await at.sqs.send(
    new StartMessageMoveTaskCommand({SourceArn: at.arn('payments-dlq'), MaxNumberOfMessagesPerSecond: 1}),
  );
  expect(await inTheWay(at, 'payments-dlq')).toEqual([
    'A redrive of payments-dlq is running: it and a pick would take the same messages. Wait until it ends, or cancel it (queues.cancel payments-dlq).',
  ]);
});

test('a dead-letter queue that has one of its own is no place for a look too many', async () => {
  const at = await bench([
    {name: 'a', deadLetter: {queue: 'b', maxReceiveCount: 4}},
    {name: 'b', deadLetter: {queue: 'c', maxReceiveCount: 2}},
    {name: 'c'},
    {name: 'd', deadLetter: {queue: 'e', maxReceiveCount: 4}},
    {name: 'e', deadLetter: {queue: 'c', maxReceiveCount: 20}},
  ]);
  expect(await inTheWay(at, 'b')).toEqual([
    'b passes a message on to c after 2 receives, and a pick receives each once. Raise its maxReceiveCount above 3 first, or pick from c.',
  ]);
  expect(await inTheWay(at, 'e')).toEqual([]);
  const {warnings} = await at.plan(pick, 'e', {pattern: '.'});
  expect(warnings).toContain('e passes messages on to c after 20 receives: this is one receive.');
});

test('where what picks remember cannot be read, there is no plan, and it says why', async () => {
  const at = await bench(pair());
  await mkdir(intentPath(at.arn('payments-dlq'), at.session.endpoint), {recursive: true});
  const {signal} = new AbortController();
  const prepared = await pick.prepare(at.session, at.target('payments-dlq'), {pattern: '.'}, signal);
  expect(prepared).toMatchObject({wrong: expect.stringMatching(/^What picks remember, .* cannot be read: /)});
});
