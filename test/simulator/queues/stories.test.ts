import {expect, test} from 'vitest';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {openQueues, scenarioOf} from './harness.ts';

const minute = 60;
const hour = 3600;

test('an idle queue has nothing to say; whoever sends to it wakes it, for six hours after the last message', () => {
  const {queue, metric, seconds} = openQueues(scenarioOf({name: 'idle'}));
  expect(metric('idle', 'ApproximateNumberOfMessagesVisible')).toBeUndefined();
  queue('idle').send({body: 'one', attributes: {}});
  seconds(minute);
  expect(metric('idle', 'ApproximateNumberOfMessagesVisible')).toBe(1);
  expect(metric('idle', 'NumberOfMessagesSent')).toBe(1);
  expect(metric('idle', 'SentMessageSize')).toBe(3);
  const [received] = queue('idle').receive(1, 30);
  queue('idle').delete(received?.receiptHandle ?? '');
  seconds(5 * hour);
  expect(metric('idle', 'ApproximateNumberOfMessagesVisible')).toBe(0);
  expect(metric('idle', 'SentMessageSize')).toBeUndefined();
  seconds(1.1 * hour);
  expect(metric('idle', 'ApproximateNumberOfMessagesVisible')).toBeUndefined();
});

test('a healthy queue is digested at once, and looks the same before and after somebody touched it', async () => {
  const scenario = await loadScenario('calm');
  const [left, touched] = [openQueues(scenario), openQueues(scenario)];
  touched.queue('orders').change({});
  for (const world of [left, touched]) world.seconds(30 * minute);
  for (const name of ['NumberOfMessagesSent', 'NumberOfMessagesReceived', 'NumberOfMessagesDeleted'])
    for (let ago = 0; ago < 30; ago++)
      expect(touched.metric('orders', name, ago)).toBe(left.metric('orders', name, ago));
  expect(left.metric('orders', 'NumberOfMessagesSent', 1400)).toBeGreaterThan(100);
  expect(touched.queue('orders').depth()).toEqual(left.queue('orders').depth());
  expect(touched.queue('orders').tally()).toEqual(left.queue('orders').tally());
  left.expectBalance();
});

test('a bad deploy: what fails is received four times, a visibility timeout apart, then it is a dead letter', () => {
  const {queue, seconds, metric, expectBalance} = openQueues(
    scenarioOf(
      {
        name: 'payments',
        visibilityTimeoutSeconds: 60,
        deadLetter: {queue: 'payments-dlq', maxReceiveCount: 4},
        producers: [{messagesPerSecond: 4}],
        consumer: {messagesPerSecond: 12},
        failures: [{reason: 'TypeError: cannot read it', share: 0.15, fromSecond: 0}],
      },
      {name: 'payments-dlq'},
    ),
  );
  seconds(4 * minute);
  expect(queue('payments-dlq').depth().visible).toBe(0);
  expect(metric('payments', 'NumberOfMessagesReceived')).toBeGreaterThan(300);
  seconds(20 * minute);
  const {visible} = queue('payments-dlq').depth();
  expect(visible / 20).toBeGreaterThan(30);
  expect(visible / 20).toBeLessThan(42);
  // AWS counts dead letters neither as sent to the queue nor as received or deleted.
  expect(metric('payments-dlq', 'NumberOfMessagesSent')).toBe(0);
  expect(metric('payments-dlq', 'ApproximateNumberOfMessagesVisible')).toBe(visible);
  expect(queue('payments-dlq').tally().sent).toBe(queue('payments').tally().movedOut);
  const [first] = queue('payments-dlq').receive(1, 30);
  expect(first?.deadLetterSource).toBe(queue('payments').arn);
  expect(first?.receiveCount).toBe(5);
  expect(first?.attributes.ErrorMessage?.StringValue).toMatch(
    /^TypeError: cannot read it \(request [0-9a-f-]{36}\)$/,
  );
  expectBalance();
});

test('black Friday: twelve hundred payments wait, thirty-eight more each minute, four in five for one reason', async () => {
  const {queue, seconds, metric, expectBalance} = openQueues(await loadScenario('black-friday'));
  const before = queue('payments-dlq').depth().visible;
  expect(before).toBeGreaterThan(1100);
  expect(before).toBeLessThan(1300);
  expect(metric('payments-dlq', 'ApproximateAgeOfOldestMessage')).toBeGreaterThan(31 * minute);
  expect(metric('payments-dlq', 'ApproximateAgeOfOldestMessage')).toBeLessThan(33 * minute);
  seconds(hour);
  const growth = (queue('payments-dlq').depth().visible - before) / 60;
  expect(growth).toBeGreaterThan(34);
  expect(growth).toBeLessThan(42);
  const looked = Array.from({length: 50}, () => queue('payments-dlq').receive(10, 600)).flat();
  const told = looked.filter(({attributes}) => attributes.ErrorCode?.StringValue === 'TypeError');
  expect(told.length / looked.length).toBeGreaterThan(0.7);
  expect(told.length / looked.length).toBeLessThan(0.9);
  const others = looked.filter(({attributes}) => attributes.ErrorCode === undefined);
  expect(others.every(({body}) => /^Timeout after \d+ ms/.test(JSON.parse(body).error.message))).toBe(true);
  expect(metric('checkout-events', 'NumberOfMessagesReceived')).toBeGreaterThan(
    4 * (metric('checkout-events', 'NumberOfMessagesDeleted') ?? Number.POSITIVE_INFINITY),
  );
  expectBalance();
});

test('the repaired orders of last night keep their first time, and a redrive drains them all', async () => {
  const {world, queue, seconds, expectBalance} = openQueues(await loadScenario('black-friday'));
  const [first] = queue('orders-dlq').receive(1, 0);
  const left = (first?.sentAt ?? 0) + queue('orders-dlq').settings().retentionSeconds * 1000 - world.now();
  expect(left / 3_600_000).toBeGreaterThan(23);
  expect(left / 3_600_000).toBeLessThan(31);
  const deleted = queue('orders').tally().deleted;
  const sent = queue('orders').tally().sent;
  const move = world.startMove({source: queue('orders-dlq'), destination: undefined, perSecond: 10});
  expect(move.total).toBe(312);
  seconds(60);
  expect(move.status()).toBe('COMPLETED');
  expect(move.moved()).toBe(312);
  seconds(hour);
  expect(queue('orders-dlq').depth()).toEqual({visible: 0, inFlight: 0, delayed: 0});
  const more = queue('orders').tally().sent - sent - (queue('orders').tally().deleted - deleted);
  expect(Math.abs(more)).toBeLessThan(10);
  expectBalance();
});

test('three in ten come back: they are in the dead-letter queue again after four receives a minute apart', () => {
  const held = {fromSecond: -2 * hour, untilSecond: -hour, source: 'payments'};
  const {world, queue, seconds, expectBalance} = openQueues(
    scenarioOf(
      {
        name: 'payments',
        visibilityTimeoutSeconds: 60,
        deadLetter: {queue: 'payments-dlq', maxReceiveCount: 4},
        producers: [{messagesPerSecond: 3}],
        consumer: {messagesPerSecond: 12},
      },
      {
        name: 'payments-dlq',
        held: [
          {...held, messages: 70, reason: 'Bad: {id}', repairedAtSecond: -60},
          {...held, messages: 30, reason: 'Worse: {id}'},
        ],
      },
    ),
  );
  const move = world.startMove({source: queue('payments-dlq'), destination: undefined, perSecond: 100});
  seconds(3);
  expect(move.moved()).toBe(100);
  expect(queue('payments-dlq').depth().visible).toBe(0);
  seconds(4 * minute - 5);
  expect(queue('payments-dlq').depth().visible).toBe(0);
  seconds(15);
  expect(queue('payments-dlq').depth().visible).toBe(30);
  const returned = queue('payments-dlq').receive(10, 30);
  expect(returned.every(({sentAt}) => sentAt > world.now() - 5 * minute * 1000)).toBe(true);
  expectBalance();
});

test('poison without a dead-letter queue goes round, unseen by the age of the oldest', async () => {
  const {queue, seconds, metric, expectBalance} = openQueues(await loadScenario('poison-pill'));
  expect(queue('settlements').depth().inFlight).toBeGreaterThanOrEqual(12);
  expect(metric('settlements', 'ApproximateAgeOfOldestMessage')).toBeLessThan(5);
  let [received, deleted] = [0, 0];
  seconds(hour);
  for (let ago = 0; ago < 60; ago++) {
    received += metric('settlements', 'NumberOfMessagesReceived', ago) ?? 0;
    deleted += metric('settlements', 'NumberOfMessagesDeleted', ago) ?? 0;
  }
  expect(received - deleted).toBeGreaterThan(12 * 60 * 2 * 0.95);
  expect(queue('chargebacks-dlq').depth().visible).toBeGreaterThan(80);
  expectBalance();
});

test('a dead letter keeps its first time on a standard queue: it is lost when that is too long ago', () => {
  const {world, queue, seconds, metric, expectBalance} = openQueues(
    scenarioOf(
      {
        name: 'jobs',
        visibilityTimeoutSeconds: 1800,
        deadLetter: {queue: 'jobs-dlq', maxReceiveCount: 1},
        consumer: {messagesPerSecond: 1},
        held: [{messages: 1, fromSecond: -60, untilSecond: -60, reason: 'Error: no'}],
      },
      {name: 'jobs-dlq', retentionSeconds: hour},
    ),
  );
  seconds(30 * minute + 60);
  expect(queue('jobs-dlq').depth().visible).toBe(1);
  seconds(2 * minute);
  // The age counts from the move.
  expect(metric('jobs-dlq', 'ApproximateAgeOfOldestMessage')).toBeLessThan(5 * minute);
  seconds(25 * minute);
  const [seen] = queue('jobs-dlq').receive(1, 0);
  expect(world.now() - (seen?.sentAt ?? 0)).toBeGreaterThan(57 * minute * 1000);
  seconds(2 * minute);
  expect(queue('jobs-dlq').depth()).toEqual({visible: 0, inFlight: 0, delayed: 0});
  expect(queue('jobs-dlq').tally().expired).toBe(1);
  expectBalance();
});

test('a consumer that is too slow lets the oldest grow old, until the retention takes it', async () => {
  const {queue, seconds, metric, expectBalance} = openQueues(await loadScenario('lagging-consumer'));
  const age = metric('reports', 'ApproximateAgeOfOldestMessage') ?? 0;
  expect(age).toBeGreaterThan(10 * hour);
  expect(age).toBeLessThan(10.5 * hour);
  expect(queue('reports').tally().expired).toBe(0);
  seconds(3 * hour);
  expect(queue('reports').tally().expired).toBeGreaterThan(1000);
  expect(metric('reports', 'ApproximateAgeOfOldestMessage')).toBeLessThanOrEqual(12 * hour);
  expect(metric('exports', 'NumberOfMessagesDeleted')).toBe(0);
  expect(metric('exports', 'NumberOfEmptyReceives')).toBe(0);
  expect(queue('imports').depth().visible).toBeLessThan(5);
  expectBalance();
});

test('a purge takes what is there, what somebody holds too, and nothing that comes later', () => {
  const {queue, seconds, expectBalance} = openQueues(
    scenarioOf({name: 'jobs', producers: [{messagesPerSecond: 2}]}),
  );
  const before = queue('jobs').depth().visible;
  const [held] = queue('jobs').receive(1, 600);
  queue('jobs').send({body: 'late', attributes: {}, delaySeconds: 300});
  queue('jobs').purge();
  expect(queue('jobs').depth()).toEqual({visible: 0, inFlight: 0, delayed: 0});
  expect(queue('jobs').tally().purged).toBe(before + 1);
  expect(queue('jobs').setVisibility(held?.receiptHandle ?? '', 0)).toBe('not-in-flight');
  seconds(minute);
  expect(queue('jobs').depth().visible).toBeGreaterThan(90);
  expectBalance();
});

test('the same seed and the same requests give the same account', async () => {
  const scenario = await loadScenario('black-friday');
  const seen = () => {
    const {queue, seconds} = openQueues(scenario, {seed: 7});
    const looked = queue('payments-dlq').receive(10, 30);
    seconds(600);
    return [looked, queue('payments-dlq').receive(10, 30), queue('payments').tally()];
  };
  expect(seen()).toEqual(seen());
});
