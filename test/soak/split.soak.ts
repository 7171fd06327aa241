import fc from 'fast-check';
import {expect, test} from 'vitest';
import {split} from '../../source/services/kinesis/actions/split.ts';
import {sample} from '../../source/services/kinesis/sample/action.ts';
import {samplesOf} from '../../source/services/kinesis/sample/memory.ts';
import {bench, metered, shardId} from '../services/kinesis/actions/harness.ts';
import {counts, tell} from './counts.ts';

/** One shard, its load crowded into a part of it, with a heavy key or two. */
const worldArbitrary = fc.record({
  seed: fc.nat(1_000_000),
  from: fc.double({min: 0, max: 0.7, noNaN: true}),
  width: fc.double({min: 0.05, max: 0.3, noNaN: true}),
  crowd: fc.double({min: 0.4, max: 0.8, noNaN: true}),
  heavy: fc.double({min: 0.02, max: 0.2, noNaN: true}),
  recordBytes: fc.integer({min: 300, max: 900}),
  load: fc.double({min: 0.5, max: 0.95, noNaN: true}),
});
type World = typeof worldArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

const streamOf = ({from, width, crowd, heavy, recordBytes, load}: World) => ({
  name: 'orders',
  shards: 1,
  shardMetrics: [...metered],
  producers: [
    {
      recordsPerSecond: Math.round(1000 * load),
      recordBytes,
      noise: 0.01,
      keys: {
        count: 2000,
        zipf: 0.3,
        heavy: [{key: 'tenant-7', share: heavy}],
        ranges: [{from, to: from + width, share: Math.min(crowd, 1 - heavy), keys: 300}],
      },
    },
  ],
});

/** The share that the fuller of two children has, as it was measured after the split. */
async function fullerShare(world: World, options: {readonly sampled: boolean}): Promise<number> {
  const made = await bench([streamOf(world)], {seed: world.seed});
  try {
    const target = made.target('orders', shardId(0));
    if (options.sampled) await made.run(sample, target);
    const {proof} = await made.run(split, target);
    const loads = Object.values(proof?.after ?? {}).map(says => Number.parseInt(says, 10));
    const whole = loads.reduce((sum, load) => sum + load, 0);
    return Math.max(...loads) / whole;
  } finally {
    await made.end();
  }
}

test('split at the sampled median: the fuller child carries at most 60% in at least nine of ten worlds', async () => {
  const worlds = fc.sample(worldArbitrary, {numRuns: counts(100, 10), seed: 4417});
  let [good, goodInTheMiddle] = [0, 0];
  for (const world of worlds) {
    if ((await fullerShare(world, {sampled: true})) <= 0.6) good += 1;
    if ((await fullerShare(world, {sampled: false})) <= 0.6) goodInTheMiddle += 1;
  }
  tell(`worlds ${worlds.length} · at most 60% at the median ${good}, at the midpoint ${goodInTheMiddle}`);
  expect(good).toBeGreaterThanOrEqual(0.9 * worlds.length);
});

test('with a key above half of the load no median is taken, and isolation is offered', async () => {
  const worlds = fc.sample(worldArbitrary, {numRuns: counts(30, 4), seed: 4417});
  for (const world of worlds) {
    const made = await bench([streamOf({...world, heavy: 0.55 + world.heavy, crowd: 0.1})], {
      seed: world.seed,
    });
    try {
      const target = made.target('orders', shardId(0));
      await made.run(sample, target);
      const [taken] = samplesOf(made.session).of(target.arn, made.clock.now()).values();
      const {blocked} = await made.plan(split, target);
      expect(taken?.keys[0]?.share).toBeGreaterThan(0.5);
      expect(blocked.map(({unblock}) => unblock).join()).toMatch(/--isolate KEY/);
      expect((await made.plan(split, target, {isolate: 'tenant-7'})).blocked).toEqual([]);
    } finally {
      await made.end();
    }
  }
});
