import * as v from 'valibot';
import {expect} from 'vitest';
import {type MovedClock, stillClock} from '../../../source/simulator/clock.ts';
import type {
  NewMessage,
  QueueWorld,
  Received,
  SimulatedQueue,
} from '../../../source/simulator/queues/shape.ts';
import {createQueueWorld} from '../../../source/simulator/queues/world.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/index.ts';
import {type QueueSource, type Scenario, scenarioSchema} from '../../../source/simulator/scenarios/schema.ts';

const region = 'us-east-1';

export type TestQueues = {
  readonly world: QueueWorld;
  readonly clock: MovedClock;
  readonly queue: (name: string) => SimulatedQueue;
  readonly seconds: (count: number) => void;
  /** The sum of the minute that was over `minutesAgo` minutes ago; 0 is the last whole one. */
  readonly metric: (queue: string, name: string, minutesAgo?: number) => number | undefined;
  /** Every queue: sent = deleted + expired + purged + moved out + left. */
  readonly expectBalance: () => void;
};

export const scenarioOf = (...queues: QueueSource[]): Scenario =>
  v.parse(scenarioSchema, {name: 'test', regions: [region], queues});

export function openQueues(scenario: Scenario, {seed = 1}: {readonly seed?: number} = {}): TestQueues {
  const clock = stillClock(scenarioStart);
  const world = createQueueWorld({scenario, seed, clock, startAt: scenarioStart});
  return {
    world,
    clock,
    queue: name => {
      const found = world.queue(region, name);
      if (!found) throw new Error(`There is no queue ${name}.`);
      return found;
    },
    seconds: count => clock.advance(count * 1000),
    metric: (queue, name, minutesAgo = 0) => {
      const start = (Math.floor(clock.now() / 60_000) - 1 - minutesAgo) * 60_000;
      const metric = {namespace: 'AWS/SQS', name, dimensions: {QueueName: queue}};
      return world.metrics.minute(region, metric, start)?.sum;
    },
    expectBalance: () => {
      for (const queue of world.queuesOf(region)) {
        const {sent, deleted, expired, purged, movedOut, left} = queue.tally();
        const {visible, inFlight, delayed} = queue.depth();
        expect(deleted + expired + purged + movedOut + left, queue.name).toBe(sent);
        expect(visible + inFlight + delayed, queue.name).toBe(left);
        expect(Math.min(visible, inFlight, delayed, left), queue.name).toBeGreaterThanOrEqual(0);
      }
    },
  };
}

export const message = (body: string, more: Partial<NewMessage> = {}): NewMessage => ({
  body,
  attributes: {},
  ...more,
});

export const bodiesOf = (messages: readonly Received[]): readonly string[] => messages.map(({body}) => body);
