import fc from 'fast-check';
import {expect, test} from 'vitest';
import {balance} from '../../source/services/kinesis/actions/balance.ts';
import type {ReshardFacts} from '../../source/services/kinesis/actions/facts/facts.ts';
import {gatherReshard} from '../../source/services/kinesis/actions/facts/gather.ts';
import {balanceOf} from '../../source/services/kinesis/actions/running/run-balance.ts';
import {sample} from '../../source/services/kinesis/sample/action.ts';
import {samplesOf} from '../../source/services/kinesis/sample/memory.ts';
import type {ShardSample} from '../../source/services/kinesis/sample/sample.ts';
import {type Bench, bench, metered} from '../services/kinesis/actions/harness.ts';
import {counts, tell} from './counts.ts';

const target = 0.6;

/** Shards of one stream, each with its load and where in the shard that lies. */
const shardArbitrary = fc.record({
  load: fc.double({min: 0.01, max: 0.95, noNaN: true}),
  from: fc.double({min: 0, max: 0.5, noNaN: true}),
  width: fc.double({min: 0.2, max: 0.5, noNaN: true}),
});
const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  shards: fc.array(shardArbitrary, {minLength: 2, maxLength: 6}),
  sampled: fc.boolean(),
  shardLimit: fc.integer({min: 6, max: 14}),
  stopsAfter: fc.integer({min: 1, max: 3}),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** Records are small, so that a few seconds of sampling see thousands of them. */
const streamOf = (shards: World['shards']) => ({
  name: 'orders',
  shards: shards.length,
  shardMetrics: [...metered],
  producers: shards.map(({load, from, width}, index) => ({
    name: `producer-${index}`,
    recordsPerSecond: 1000 * load,
    recordBytes: 200,
    noise: 0,
    keys: {
      ranges: [
        {
          from: (index + from) / shards.length,
          to: (index + from + width) / shards.length,
          share: 1,
          keys: 400,
        },
      ],
    },
  })),
});

const opened = ({seed, shards, shardLimit}: World): Promise<Bench> =>
  bench([streamOf(shards)], {seed, shardLimit});

/** What a sample of the whole stream says; nothing where nobody samples. */
async function sampledOnce(world: World): Promise<readonly ShardSample[]> {
  if (!world.sampled) return [];
  const made = await opened(world);
  try {
    const target = made.target('orders');
    await made.run(sample, target);
    return [...samplesOf(made.session).of(target.arn, made.clock.now()).values()];
  } finally {
    await made.end();
  }
}

/** Samples age: whoever goes on later samples again what is still there. */
async function sampleAgain(made: Bench, samples: readonly ShardSample[]): Promise<void> {
  const open = new Set((await made.open('orders')).map(({id}) => id));
  for (const taken of samples) {
    if (open.has(taken.shardId)) made.sample('orders', {...taken, takenAt: made.clock.now()});
  }
}

const factsOf = async (made: Bench): Promise<ReshardFacts> => {
  const facts = await gatherReshard(made.session, made.target('orders'));
  if (!facts.ok) throw new Error(facts.problem.sentence);
  return facts.value;
};

/** Balances until there is nothing left to do, stopping each run after some steps where asked. */
async function balanced(
  world: World,
  samples: readonly ShardSample[],
  stopsAfter: number,
): Promise<ReshardFacts> {
  const made = await opened(world);
  try {
    for (let time = 0; time < 12; time += 1) {
      await sampleAgain(made, samples);
      const {blocked} = await made.plan(balance, made.target('orders'));
      if (blocked.length > 0) break;
      let steps = 0;
      await made.run(
        balance,
        made.target('orders'),
        {},
        {
          onProgress: (says, stop) => {
            if (says.startsWith('The stream is ACTIVE')) steps += 1;
            if (steps >= stopsAfter) stop();
          },
        },
      );
      // A run that was stopped did not wait for whole minutes of the shards that it made.
      made.clock.advance(10 * 60_000);
    }
    return await factsOf(made);
  } finally {
    await made.end();
  }
}

const rangesOf = (facts: ReshardFacts) =>
  facts.open.map(({range}) => `${range.start}-${range.end}`).join(' ');

test('balance keeps every limit, ends where it promised, and where it would have ended when interrupted', async () => {
  const worlds = fc.sample(worldArbitrary, {numRuns: counts(200, 8), seed: 4417});
  let [promises, kept, steps] = [0, 0, 0];
  for (const world of worlds) {
    const samples = await sampledOnce(world);
    const made = await opened(world);
    try {
      await sampleAgain(made, samples);
      const before = await made.plan(balance, made.target('orders'));
      if (before.blocked.length === 0) {
        const asked = await gatherReshard(made.session, made.target('orders'), open =>
          open.map(({id}) => id),
        );
        if (!asked.ok) throw new Error(asked.problem.sentence);
        const {expected} = balanceOf(asked.value, {target});
        steps += before.steps.length;
        expect(expected.length).toBeLessThanOrEqual(world.shardLimit);
        const {result} = await made.run(balance, made.target('orders'));
        expect(['done', 'cancelled']).toContain(result);
        const after = await factsOf(made);
        expect(after.open.length).toBeLessThanOrEqual(world.shardLimit);
        for (const {range, load, changed, promised} of expected) {
          if (!changed || !promised || !load || result !== 'done') continue;
          const there = after.open.find(
            shard => shard.range.start === range.start && shard.range.end === range.end,
          );
          if (!there?.load) continue;
          promises += 1;
          const {accepted} = there.load;
          const isKept = accepted >= load.low * 0.9 - 0.01 && accepted <= load.high * 1.1 + 0.01;
          if (isKept) kept += 1;
          else
            tell(
              `promised ${load.low.toFixed(3)} to ${load.high.toFixed(3)}, came to ${accepted.toFixed(3)}`,
            );
        }
      }
    } finally {
      await made.end();
    }
    const whole = await balanced(world, samples, Number.POSITIVE_INFINITY);
    const resumed = await balanced(world, samples, world.stopsAfter);
    expect(rangesOf(resumed), JSON.stringify(world)).toBe(rangesOf(whole));
  }
  tell(`streams ${worlds.length} · steps ${steps} · promises ${promises}, kept within 10% ${kept}`);
  expect(kept).toBeGreaterThanOrEqual(0.98 * promises);
});
