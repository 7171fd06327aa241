import {expect, test} from 'vitest';
import {bodiesOf, message, openQueues, scenarioOf} from './harness.ts';

const open = () => openQueues(scenarioOf({name: 'jobs', visibilityTimeoutSeconds: 30}));

test('what is received is hidden for the visibility timeout, and comes back behind the others', () => {
  const {queue, seconds} = open();
  for (const body of ['a', 'b', 'c']) queue('jobs').send(message(body));
  expect(bodiesOf(queue('jobs').receive(2, 30))).toEqual(['a', 'b']);
  expect(queue('jobs').depth()).toEqual({visible: 1, inFlight: 2, delayed: 0});
  seconds(30);
  const again = queue('jobs').receive(10, 30);
  expect(bodiesOf(again)).toEqual(['c', 'a', 'b']);
  expect(again.map(({receiveCount}) => receiveCount)).toEqual([1, 2, 2]);
});

test('a visibility of nothing gives it back at once, with its receive counted', () => {
  const {queue} = open();
  queue('jobs').send(message('a'));
  const [first] = queue('jobs').receive(1, 30);
  expect(queue('jobs').receive(1, 30)).toEqual([]);
  expect(queue('jobs').setVisibility(first?.receiptHandle ?? '', 0)).toBe('done');
  expect(queue('jobs').depth().visible).toBe(1);
  expect(queue('jobs').receive(1, 0)).toMatchObject([{receiveCount: 2}]);
  expect(queue('jobs').receive(1, 0)).toMatchObject([{receiveCount: 3}]);
});

test('a handle that is out of date still deletes on a standard queue, and hides nothing', () => {
  const {queue, seconds} = open();
  queue('jobs').send(message('a'));
  const [old] = queue('jobs').receive(1, 5);
  seconds(6);
  const [fresh] = queue('jobs').receive(1, 30);
  expect(fresh?.receiptHandle).not.toBe(old?.receiptHandle);
  expect(queue('jobs').setVisibility(old?.receiptHandle ?? '', 0)).toBe('not-in-flight');
  expect(queue('jobs').delete(old?.receiptHandle ?? '')).toBe(true);
  expect(queue('jobs').tally()).toMatchObject({deleted: 1, left: 0});
  expect(queue('jobs').delete(fresh?.receiptHandle ?? '')).toBe(true);
  expect(queue('jobs').delete('anything')).toBe(false);
  expect(queue('jobs').setVisibility('anything', 0)).toBe('unknown');
});

test('a delay hides what was just sent, the queue’s own or the message’s', () => {
  const {queue, seconds} = openQueues(scenarioOf({name: 'later', delaySeconds: 60}));
  queue('later').send(message('slow'));
  queue('later').send(message('quick', {delaySeconds: 0}));
  expect(queue('later').depth()).toEqual({visible: 1, inFlight: 0, delayed: 1});
  expect(bodiesOf(queue('later').receive(10, 600))).toEqual(['quick']);
  seconds(60);
  expect(bodiesOf(queue('later').receive(10, 30))).toEqual(['slow']);
});

test('a client that receives too often makes a dead letter, and that one’s queue can have its own', () => {
  const {queue, expectBalance} = openQueues(
    scenarioOf(
      {name: 'first', deadLetter: {queue: 'second', maxReceiveCount: 1}},
      {name: 'second', deadLetter: {queue: 'third', maxReceiveCount: 2}},
      {name: 'third'},
    ),
  );
  queue('first').send(message('a'));
  expect(queue('first').receive(1, 0)).toHaveLength(1);
  expect(queue('first').receive(1, 0)).toEqual([]);
  expect(queue('second').depth().visible).toBe(1);
  for (const count of [2, 3]) expect(queue('second').receive(1, 0)).toMatchObject([{receiveCount: count}]);
  expect(queue('second').receive(1, 0)).toEqual([]);
  const [last] = queue('third').receive(1, 0);
  expect(last).toMatchObject({body: 'a', deadLetterSource: queue('second').arn});
  expectBalance();
});

test('of a backlog that was never anything but a number, real messages come out, oldest first', () => {
  const {world, queue, seconds, expectBalance} = openQueues(
    scenarioOf({name: 'orders', producers: [{messagesPerSecond: 5, messageBytes: 900}]}),
  );
  const before = queue('orders').depth().visible;
  const received = queue('orders').receive(10, 30);
  expect(received).toHaveLength(10);
  expect(new Set(received.map(({messageId}) => messageId)).size).toBe(10);
  expect(world.now() - (received[0]?.sentAt ?? 0)).toBeGreaterThan(23.9 * 3_600_000);
  expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({eventType: 'OrderPlaced'});
  expect(received[0]?.body.length).toBeGreaterThan(650);
  for (const {receiptHandle} of received.slice(0, 4)) queue('orders').delete(receiptHandle);
  expect(queue('orders').depth()).toMatchObject({visible: before - 10, inFlight: 6});
  seconds(30);
  const again = queue('orders').receive(10, 30);
  expect(again.some(({messageId}) => received.some(one => one.messageId === messageId))).toBe(false);
  expectBalance();
});
