import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {MetricAsk} from '../../source/metrics/ask.ts';
import {readOnce} from '../../source/metrics/read-once.ts';
import {redrive} from '../../source/services/queues/redrive/redrive.ts';
import {type Bench, bench} from '../services/queues/redrive/bench.ts';
import {counts, seedOf, tell} from './counts.ts';

const dlq = 'payments-dlq';
const hour = 3600;
/** Nobody, and then so many times as many. */
const many = 1e6;

const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  messages: fc.integer({min: 100, max: 900}),
  bounce: fc.constantFrom(0, 0, 0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6),
  arrivalsPerMinute: fc.constantFrom(0, 0, 0, 1, 5, 15, 38, 60),
  visibility: fc.integer({min: 1, max: 90}),
  receives: fc.integer({min: 1, max: 5}),
  rate: fc.integer({min: 2, max: 8}),
  canary: fc.constantFrom(undefined, undefined, 0, 10, 50),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Some of what is held fails again; what arrives besides is sent there by somebody, and does not. */
function queuesOf({messages, bounce, arrivalsPerMinute, visibility, receives}: World) {
  const failing = Math.round(messages * bounce);
  const held = (count: number, more: {readonly reason: string; readonly repairedAtSecond?: number}) =>
    count === 0
      ? []
      : [{messages: count, fromSecond: -20 * hour, untilSecond: -19 * hour, source: 'payments', ...more}];
  return [
    {
      name: 'payments',
      visibilityTimeoutSeconds: visibility,
      deadLetter: {queue: dlq, maxReceiveCount: receives},
      consumer: {messagesPerSecond: 40},
    },
    {
      name: dlq,
      retentionSeconds: 14 * 24 * hour,
      producers:
        arrivalsPerMinute === 0
          ? []
          : [{messagesPerSecond: arrivalsPerMinute / 60 / many, steps: [{atSecond: -hour, times: many}]}],
      held: [
        ...held(messages - failing, {reason: 'Timeout after {ms} ms', repairedAtSecond: -hour}),
        ...held(failing, {reason: "TypeError: cannot read 'iban' of undefined"}),
      ],
    },
  ];
}

const sumOf = async ({session}: Bench, queue: string, name: string, since: number): Promise<number> => {
  const ask: MetricAsk = {
    namespace: 'AWS/SQS',
    name,
    dimensions: {QueueName: queue},
    statistic: 'Sum',
    periodSeconds: 60,
    windowSeconds: 12 * hour,
  };
  const {points} = (await readOnce(session, [ask]))(ask);
  return points.filter(({at}) => at >= since).reduce((sum, {value}) => sum + value, 0);
};

type Called = 'nothing came back' | 'came back' | 'cannot tell';

function calledBy(says: string): Called {
  if (/Cannot tell|takes longer to show/.test(says)) return 'cannot tell';
  if (/Cancelled by itself|At least \d|repair it/.test(says)) return 'came back';
  return /None came back|At most/.test(says) ? 'nothing came back' : 'came back';
}

type Outcome = {
  readonly called: Called;
  readonly moved: number;
  readonly lost: number;
  readonly says: string;
};

async function outcomeOf(world: World): Promise<Outcome> {
  const made = await bench(queuesOf(world), {seed: world.seed});
  try {
    const began = made.clock.now();
    const before = await made.depth(dlq);
    const {says} = await made.run(redrive, dlq, {
      to: 'payments',
      rate: String(world.rate),
      'while-growing': dlq,
      ...(world.canary === undefined ? {} : {canary: String(world.canary)}),
    });
    const tasks = await made.tasks(dlq);
    const moved = tasks.reduce((sum, task) => sum + Number(task.moved), 0);
    // What is under way comes to rest, and CloudWatch hears of it.
    made.clock.advance(30 * 60_000);
    const left = (await made.depth(dlq)) + (await made.depth('payments'));
    made.clock.advance(5 * 60_000);
    const [digested, arrived] = [
      await sumOf(made, 'payments', 'NumberOfMessagesDeleted', began),
      await sumOf(made, dlq, 'NumberOfMessagesSent', began),
    ];
    const lost = world.arrivalsPerMinute === 0 ? before + arrived - left - digested : 0;
    return {called: calledBy(says), moved, lost, says};
  } finally {
    await made.end();
  }
}

test('the guard calls what came back, leaves alone what did not, and nothing is lost', async () => {
  const worlds = fc.sample(worldArbitrary, {numRuns: counts(200, 12), seed: seedOf(4417)});
  const table = new Map<string, Record<Called, number>>();
  let [movedUnseen, falselyCalled] = [0, 0];
  for (const world of worlds) {
    const {called, lost, says, moved} = await outcomeOf(world);
    const whole = world.messages + world.arrivalsPerMinute * 60;
    const failing = (world.messages * world.bounce) / whole;
    const share =
      failing === 0 ? 'none' : failing < 0.1 ? 'under 10%' : failing < 0.2 ? '10% to 20%' : '20% and more';
    const among = world.arrivalsPerMinute === 0 ? 'nothing' : 'arrivals';
    const key = `${share.padEnd(12)} among ${among.padEnd(9)}`;
    const row = table.get(key) ?? {'nothing came back': 0, 'came back': 0, 'cannot tell': 0};
    row[called] += 1;
    table.set(key, row);
    expect(lost, `${JSON.stringify(world)} ${says}`).toBe(0);
    if (world.bounce === 0 && called === 'came back') falselyCalled += 1;
    if (failing >= 0.2 && called === 'nothing came back') movedUnseen += moved;
  }
  for (const [key, row] of [...table].sort()) {
    tell(
      `${key} ${Object.entries(row)
        .map(([called, count]) => `${called} ${String(count).padStart(3)}`)
        .join(' · ')}`,
    );
  }
  tell(
    `worlds ${worlds.length} · called where nothing came back ${falselyCalled} · moved where a fifth came back, uncalled ${movedUnseen}`,
  );
  expect(movedUnseen).toBe(0);
  expect(falselyCalled).toBeLessThanOrEqual(worlds.length * 0.01);
});
