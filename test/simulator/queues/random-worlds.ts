import fc from 'fast-check';
import type {Move} from '../../../source/simulator/queues/shape.ts';
import type {QueueSource, Scenario} from '../../../source/simulator/scenarios/schema.ts';
import {message, scenarioOf, type TestQueues} from './harness.ts';

const part = fc.double({min: 0, max: 1, noNaN: true});

/** A source with a dead-letter queue that has one itself; everything about them is random. */
export const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  fifo: fc.boolean(),
  rate: part,
  capacity: part,
  takesSeconds: fc.constantFrom(0, 0.2, 5, 90),
  dies: fc.boolean(),
  failing: fc.constantFrom(0, 0, 0.02, 0.3, 1),
  repaired: fc.boolean(),
  visibility: fc.constantFrom(0, 1, 30, 120),
  maxReceives: fc.constantFrom(1, 2, 4),
  delay: fc.constantFrom(0, 0, 10, 300),
  retention: fc.constantFrom(60, 600, 345_600),
  dlqRetention: fc.constantFrom(300, 345_600),
  held: fc.nat(40),
});

export type RandomWorld = typeof worldArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export function scenarioOfWorld(world: RandomWorld): Scenario {
  const suffix = world.fifo ? '.fifo' : '';
  const reason = {reason: 'Error: {id} went wrong', ...(world.repaired ? {repairedAtSecond: 900} : {})};
  const source: QueueSource = {
    name: `source${suffix}`,
    visibilityTimeoutSeconds: world.visibility,
    retentionSeconds: world.retention,
    delaySeconds: world.delay,
    contentBasedDeduplication: true,
    deadLetter: {queue: `dead${suffix}`, maxReceiveCount: world.maxReceives},
    producers: [{messagesPerSecond: 0.05 + world.rate * (world.fifo ? 1 : 6), groups: 5}],
    consumer: {
      messagesPerSecond: 0.02 + world.capacity * 12,
      takesSeconds: world.takesSeconds,
      changes: world.dies ? [{atSecond: 600, times: 0}] : [],
    },
    failures: world.failing > 0 ? [{...reason, share: world.failing, fromSecond: -600}] : [],
  };
  return scenarioOf(
    source,
    {
      name: `dead${suffix}`,
      retentionSeconds: world.dlqRetention,
      deadLetter: {queue: `deader${suffix}`, maxReceiveCount: 3},
      held:
        world.held > 0
          ? [{messages: world.held, fromSecond: -900, untilSecond: -100, ...reason, source: source.name}]
          : [],
    },
    {name: `deader${suffix}`},
  );
}

const queueIndex = fc.nat(2);

export const stepArbitrary = fc.oneof(
  fc.record({kind: fc.constant('wait' as const), seconds: fc.constantFrom(0.3, 1, 7, 61, 400, 3000)}),
  fc.record({
    kind: fc.constant('send' as const),
    queue: queueIndex,
    count: fc.nat(5),
    delay: fc.constantFrom(0, 20),
  }),
  fc.record({
    kind: fc.constant('receive' as const),
    queue: queueIndex,
    visibility: fc.constantFrom(0, 2, 60),
  }),
  fc.record({
    kind: fc.constantFrom('delete' as const, 'give back' as const),
    queue: queueIndex,
    count: fc.nat(12),
  }),
  fc.record({kind: fc.constant('purge' as const), queue: queueIndex}),
  fc.record({
    kind: fc.constant('move' as const),
    to: fc.constantFrom(undefined, 0, 2),
    rate: fc.constantFrom(undefined, 1, 20),
  }),
  fc.record({kind: fc.constant('cancel' as const)}),
  fc.record({kind: fc.constant('retention' as const), queue: queueIndex, seconds: fc.constantFrom(60, 1200)}),
  fc.record({kind: fc.constant('policy' as const), maxReceives: fc.constantFrom(undefined, 1, 5)}),
);

export type Step = typeof stepArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Does one after the other, and after each of them sees that the sums hold. */
export function runSteps(opened: TestQueues, steps: readonly Step[]): void {
  const {world, seconds, expectBalance} = opened;
  const queues = ['dead', 'source', 'deader'].map(name => {
    const found = world.queuesOf('us-east-1').find(queue => queue.name.replace('.fifo', '') === name);
    if (!found) throw new Error(`There is no queue ${name}.`);
    return found;
  });
  const [dead, source] = queues;
  const handles = queues.map((): string[] => []);
  let move: Move | undefined;
  let sends = 0;
  for (const step of steps) {
    const queue = 'queue' in step ? queues[step.queue] : undefined;
    const held = 'queue' in step ? (handles[step.queue] ?? []) : [];
    if (step.kind === 'wait') seconds(step.seconds);
    if (step.kind === 'send')
      for (let index = 0; index < step.count; index++)
        queue?.send(
          message(`${sends++}`, queue.fifo ? {groupId: `g${index % 2}`} : {delaySeconds: step.delay}),
        );
    if (step.kind === 'receive')
      held.push(...(queue?.receive(10, step.visibility) ?? []).map(({receiptHandle}) => receiptHandle));
    if (step.kind === 'delete') for (const handle of held.splice(0, step.count)) queue?.delete(handle);
    if (step.kind === 'give back')
      for (const handle of held.splice(0, step.count)) queue?.setVisibility(handle, 0);
    if (step.kind === 'purge') queue?.purge();
    if (step.kind === 'retention') queue?.change({retentionSeconds: step.seconds});
    if (step.kind === 'policy')
      source?.change({
        deadLetter:
          step.maxReceives === undefined
            ? undefined
            : {arn: dead?.arn ?? '', maxReceiveCount: step.maxReceives},
      });
    if (step.kind === 'cancel' && move) world.cancelMove(move);
    if (step.kind === 'move' && dead && move?.status() !== 'RUNNING')
      move = world.startMove({
        source: dead,
        destination: step.to === undefined ? undefined : queues[step.to],
        perSecond: step.rate,
      });
    expectBalance();
  }
}
