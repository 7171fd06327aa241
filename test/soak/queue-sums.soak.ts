import fc from 'fast-check';
import {expect, test} from 'vitest';
import {loadScenario, scenarioNames} from '../../source/simulator/scenarios/index.ts';
import {openQueues, scenarioOf} from '../simulator/queues/harness.ts';
import {runSteps, scenarioOfWorld, stepArbitrary, worldArbitrary} from '../simulator/queues/random-worlds.ts';
import {counts, seedOf, tell} from './counts.ts';

test('random worlds, hours each: sent = deleted + expired + purged + moved out + left, of every queue', () => {
  const worlds = counts(1500, 12);
  const ended = {sent: 0, deleted: 0, expired: 0, purged: 0, movedOut: 0, left: 0};
  let steps = 0;
  let hours = 0;
  fc.assert(
    fc.property(worldArbitrary, fc.array(stepArbitrary, {minLength: 20, maxLength: 80}), (drawn, done) => {
      const opened = openQueues(scenarioOfWorld(drawn), {seed: drawn.seed});
      const {world, clock} = opened;
      const startAt = clock.now();
      runSteps(opened, done);
      opened.seconds(3600);
      opened.expectBalance();
      steps += done.length;
      hours += (clock.now() - startAt) / 3_600_000;
      for (const queue of world.queuesOf('us-east-1')) {
        const tally = queue.tally();
        for (const key of Object.keys(ended) as (keyof typeof ended)[]) ended[key] += tally[key];
      }
    }),
    {numRuns: worlds, seed: seedOf(4711)},
  );
  tell(`worlds ${worlds} · steps ${steps} · hours ${Math.round(hours)} · ${JSON.stringify(ended)}`);
});

test('the scenarios, half a day each: the sums hold, and nothing leaves a queue that was not sent to it', async () => {
  const hours = counts(12, 1);
  for (const name of scenarioNames) {
    const scenario = await loadScenario(name);
    if (scenario.queues.length === 0) continue;
    const opened = openQueues(scenario);
    for (let hour = 0; hour < hours; hour++) {
      opened.seconds(3600);
      opened.expectBalance();
    }
    const queues = opened.world.queuesOf('us-east-1');
    const sent = queues.reduce((sum, queue) => sum + queue.tally().sent, 0);
    expect(sent).toBeGreaterThan(0);
    tell(`${name} · queues ${queues.length} · sent ${sent}`);
  }
});

test('a move task ends after thirty-six hours, whatever is left', () => {
  const {world, queue, seconds, expectBalance} = openQueues(
    scenarioOf(
      {name: 'orders', deadLetter: {queue: 'orders-dlq', maxReceiveCount: 3}},
      {name: 'orders-dlq', producers: [{messagesPerSecond: 3}]},
      {name: 'elsewhere'},
    ),
  );
  const move = world.startMove({
    source: queue('orders-dlq'),
    destination: queue('elsewhere'),
    perSecond: 1,
  });
  seconds(35.9 * 3600);
  expect(move.status()).toBe('RUNNING');
  seconds(0.2 * 3600);
  expect(move.status()).toBe('FAILED');
  expect(move.moved()).toBe(36 * 3600 - 1);
  expect(queue('elsewhere').tally().left).toBe(move.moved());
  expectBalance();
});
