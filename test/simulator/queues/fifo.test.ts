import {expect, test} from 'vitest';
import {bodiesOf, message, openQueues, scenarioOf} from './harness.ts';

const inGroup = (body: string, groupId: string, deduplicationId = body) =>
  message(body, {groupId, deduplicationId});

function open() {
  const opened = openQueues(scenarioOf({name: 'ledger.fifo'}));
  const ledger = opened.queue('ledger.fifo');
  for (const [body, group] of [
    ['a1', 'a'],
    ['b1', 'b'],
    ['a2', 'a'],
    ['b2', 'b'],
    ['a3', 'a'],
  ] as const)
    ledger.send(inGroup(body, group));
  return {...opened, ledger};
}

test('a group comes in its order, and not at all while somebody holds a message of it', () => {
  const {ledger, seconds} = open();
  const [a1] = ledger.receive(1, 30);
  expect(a1?.body).toBe('a1');
  expect(bodiesOf(ledger.receive(10, 30))).toEqual(['b1', 'b2']);
  expect(ledger.receive(10, 30)).toEqual([]);
  expect(ledger.depth()).toEqual({visible: 2, inFlight: 3, delayed: 0});
  ledger.delete(a1?.receiptHandle ?? '');
  expect(bodiesOf(ledger.receive(10, 30))).toEqual(['a2', 'a3']);
  seconds(30);
  expect(bodiesOf(ledger.receive(10, 30))).toEqual(['b1', 'a2', 'b2', 'a3']);
});

test('one request may take several of a group; given back, they are in their order again', () => {
  const {ledger} = open();
  const all = ledger.receive(10, 30);
  expect(bodiesOf(all)).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
  for (const {receiptHandle} of all.toReversed()) ledger.setVisibility(receiptHandle, 0);
  expect(bodiesOf(ledger.receive(3, 30))).toEqual(['a1', 'b1', 'a2']);
});

test('sequence numbers rise, and a handle that is out of date deletes nothing', () => {
  const {ledger, seconds} = open();
  const [first, second] = ledger.receive(10, 5);
  expect((first?.sequenceNumber ?? '') < (second?.sequenceNumber ?? '')).toBe(true);
  expect(first?.sequenceNumber).toMatch(/^\d{20}$/);
  seconds(6);
  expect(ledger.delete(first?.receiptHandle ?? '')).toBe(true);
  expect(ledger.tally().deleted).toBe(0);
});

test('what is sent again within five minutes is the same message, deleted or not', () => {
  const {queue, seconds} = openQueues(scenarioOf({name: 'jobs.fifo', contentBasedDeduplication: true}));
  const jobs = queue('jobs.fifo');
  const first = jobs.send(message('same', {groupId: 'g'}));
  const [received] = jobs.receive(1, 30);
  jobs.delete(received?.receiptHandle ?? '');
  seconds(299);
  expect(jobs.send(message('same', {groupId: 'g'}))).toEqual(first);
  expect(jobs.tally()).toMatchObject({sent: 1, left: 0});
  expect(jobs.send(message('same', {groupId: 'g', deduplicationId: 'other'})).messageId).not.toBe(
    first.messageId,
  );
  seconds(2);
  expect(jobs.send(message('same', {groupId: 'g'})).messageId).not.toBe(first.messageId);
  expect(jobs.tally()).toMatchObject({sent: 3, left: 2});
});

test('a message that fails holds up its group alone; as a dead letter it keeps the group and gets a new time', () => {
  const {world, queue, seconds, metric, expectBalance} = openQueues(
    scenarioOf(
      {
        name: 'ledger.fifo',
        visibilityTimeoutSeconds: 60,
        deadLetter: {queue: 'ledger-dlq.fifo', maxReceiveCount: 2},
        producers: [{messagesPerSecond: 1, groups: 4}],
        consumer: {messagesPerSecond: 10},
        failures: [{reason: 'Conflict: {id}', share: 1, fromSecond: 0, untilSecond: 1.5}],
      },
      {name: 'ledger-dlq.fifo'},
    ),
  );
  seconds(100);
  const {visible, inFlight} = queue('ledger.fifo').depth();
  expect(inFlight).toBeGreaterThan(0);
  expect(visible).toBeGreaterThan(10);
  expect(metric('ledger.fifo', 'ApproximateAgeOfOldestMessage')).toBeGreaterThan(50);
  seconds(200);
  expect(queue('ledger.fifo').depth().visible).toBe(0);
  const dead = queue('ledger-dlq.fifo').receive(10, 30);
  expect(dead.length).toBeGreaterThan(0);
  for (const {groupId, sentAt} of dead) {
    expect(groupId).toMatch(/^group-[0-3]$/);
    expect(world.now() - sentAt).toBeLessThan(185_000);
  }
  expectBalance();
});
