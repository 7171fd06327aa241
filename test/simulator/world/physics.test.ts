import fc from 'fast-check';
import * as v from 'valibot';
import {describe, expect, it} from 'vitest';
import {
  canSplitAt,
  equalRanges,
  type HashRange,
  keyAt,
  splitAt,
  tilesKeySpace,
} from '../../../source/services/kinesis/hash-range.ts';
import {loadScenario, scenarioStart} from '../../../source/simulator/scenarios/index.ts';
import {type StreamSource, scenarioSchema} from '../../../source/simulator/scenarios/schema.ts';
import {regimesOf} from '../../../source/simulator/world/demand.ts';
import {createKeySet} from '../../../source/simulator/world/keys.ts';
import {Layout} from '../../../source/simulator/world/layout.ts';
import {openAccount, scenarioOf} from './harness.ts';

type ProducerSource = NonNullable<StreamSource['producers']>[number];

const keysSource = fc.record({
  count: fc.constantFrom(0, 10, 3000),
  zipf: fc.constantFrom(0, 0.7, 1, 1.4),
  heavy: fc.array(
    fc.record({
      key: fc.string({minLength: 1, maxLength: 20}),
      share: fc.double({min: 0, max: 0.3, noNaN: true}),
    }),
    {
      maxLength: 2,
    },
  ),
  ranges: fc.array(fc.constant({from: 0.2, to: 0.25, share: 0.3, keys: 20}), {maxLength: 1}),
  wave: fc.record({
    swing: fc.constantFrom(0, 0.5, 1),
    cycles: fc.integer({min: 1, max: 6}),
    phase: fc.constantFrom(0, 0.3),
  }),
});

const producerOf = (source: ProducerSource) => {
  const [stream] = scenarioOf({name: 's', shards: 1, producers: [source]}).streams;
  const producer = stream?.producers[0];
  if (!producer) throw new Error('the scenario has a producer');
  return producer;
};

/** The key space cut at arbitrary places. */
const partition = fc
  .uniqueArray(fc.double({min: 0.001, max: 0.999, noNaN: true}), {maxLength: 12})
  .map(cuts => {
    let ranges: readonly HashRange[] = equalRanges(1);
    for (const cut of cuts) {
      const at = keyAt(cut);
      ranges = ranges.flatMap(range => (canSplitAt(range, at) ? splitAt(range, at) : [range]));
    }
    return ranges;
  });

describe('the keys of a producer', () => {
  it('come to the whole of its records over any partition of the key space', () => {
    fc.assert(
      fc.property(keysSource, partition, (keys, ranges) => {
        const set = createKeySet(producerOf({recordsPerSecond: 1, recordBytes: 100, keys}).keys, 7);
        const sum = ranges.reduce((total, range) => total + set.shareOf(range), 0);
        expect(sum).toBeCloseTo(1, 9);
      }),
      {numRuns: 60},
    );
  });

  it('weigh the same in the names of a range as in its share', () => {
    fc.assert(
      fc.property(keysSource, partition, (keys, ranges) => {
        const set = createKeySet(producerOf({recordsPerSecond: 1, recordBytes: 100, keys}).keys, 7);
        for (const range of ranges) {
          const {cumulative, rest} = set.keysOf(range);
          expect((cumulative.at(-1) ?? 0) + rest).toBeCloseTo(set.shareOf(range), 9);
        }
      }),
      {numRuns: 30},
    );
  });
});

describe('demand', () => {
  it('falls into regimes without a gap, cut where bursts begin and end', () => {
    const bursty = producerOf({
      recordsPerSecond: 10,
      recordBytes: 100,
      bursts: {everySeconds: 45, lastsSeconds: 10, times: 4},
    });
    const regimes = regimesOf([bursty], 0, 60);
    expect(regimes.map(({from, until}) => [from, until])).toEqual([
      [0, 10],
      [10, 45],
      [45, 55],
      [55, 60],
    ]);
    expect(regimes.map(({rates}) => rates[0])).toEqual([40, 10, 40, 10]);
  });

  it('is one regime when nothing happens', () => {
    expect(regimesOf([producerOf({recordsPerSecond: 10, recordBytes: 100})], -120, -60)).toHaveLength(1);
  });
});

describe('the shards of a stream', () => {
  const operation = fc.oneof(
    fc.record({
      kind: fc.constant('split' as const),
      which: fc.nat(50),
      at: fc.double({min: 0.01, max: 0.99, noNaN: true}),
    }),
    fc.record({kind: fc.constant('merge' as const), which: fc.nat(50)}),
    fc.record({kind: fc.constant('scale' as const), to: fc.integer({min: 1, max: 12})}),
  );

  it('tile the key space after any splits, merges and scalings, and children open as parents close', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 9}), fc.array(operation, {maxLength: 12}), (count, operations) => {
        const layout = new Layout({count, openedAt: 0, keySets: () => [], seed: 1});
        let at = 0;
        for (const step of operations) {
          at += 100_000;
          const open = layout.openAt(at);
          if (step.kind === 'scale') at = layout.scale(step.to, at, 1000);
          const index = step.kind === 'scale' ? 0 : step.which % open.length;
          const shard = open[index];
          const next = open[index + 1];
          if (step.kind === 'merge' && shard && next) layout.merge(shard, next, at);
          if (step.kind === 'split' && shard) {
            const key =
              shard.range.start + BigInt(Math.floor(Number(shard.range.end - shard.range.start) * step.at));
            if (canSplitAt(shard.range, key)) layout.split(shard, key, at);
          }
          expect(tilesKeySpace(layout.openAt(at).map(({range}) => range))).toBe(true);
          if (step.kind === 'scale')
            expect(layout.openAt(at).map(({range}) => range)).toEqual(equalRanges(step.to));
        }
        for (const {parent, adjacentParent, openedAt} of layout.shards)
          for (const one of [parent, adjacentParent]) if (one) expect(one.closedAt).toBe(openedAt);
      }),
      {numRuns: 80},
    );
  });
});

describe('a minute of a stream', () => {
  const producer = fc.record({
    recordsPerSecond: fc.integer({min: 0, max: 9000}),
    recordBytes: fc.integer({min: 64, max: 20_000}),
    retries: fc.constantFrom(0, 1, 3),
    keys: keysSource,
    bursts: fc.constantFrom(
      {everySeconds: 60, lastsSeconds: 7, times: 6},
      {everySeconds: 45, lastsSeconds: 20, times: 0},
    ),
  });

  it('is the sum of its shards, each within its limits', () => {
    fc.assert(
      fc.property(
        fc.integer({min: 1, max: 8}),
        fc.array(producer, {minLength: 1, maxLength: 2}),
        (shards, producers) => {
          const world = openAccount(
            scenarioOf({name: 's', shards, shardMetrics: 'ALL', producers, consumers: [{name: 'c'}]}),
          );
          for (const name of ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded']) {
            const parts = world
              .openShards('s')
              .map(({ShardId}) => world.metric('s', name, {ShardId})?.sum ?? 0);
            const whole = world.metric('s', name)?.sum ?? 0;
            expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);
            if (name === 'IncomingBytes') expect(Math.max(...parts)).toBeLessThanOrEqual(60 * 1_048_576);
            if (name === 'IncomingRecords') expect(Math.max(...parts)).toBeLessThanOrEqual(60_000);
          }
          const ages = world
            .openShards('s')
            .map(({ShardId}) => world.metric('s', 'IteratorAgeMilliseconds', {ShardId})?.max ?? 0);
          expect(world.metric('s', 'GetRecords.IteratorAgeMilliseconds')?.max).toBe(Math.max(...ages));
        },
      ),
      {numRuns: 40},
    );
  });

  it('counts what is refused once for every time that it was tried', () => {
    const producers = [{recordsPerSecond: 2000, recordBytes: 100, retries: 2, noise: 0}];
    const world = openAccount(scenarioOf({name: 's', shards: 1, producers}));
    expect(world.metric('s', 'IncomingRecords')?.sum).toBe(60_000);
    expect(world.metric('s', 'WriteProvisionedThroughputExceeded')?.sum).toBeCloseTo(180_000, -1);
  });

  it('has statistics that agree with one another, and values that add up', async () => {
    const scenario = await loadScenario('black-friday');
    const world = openAccount(scenario);
    const metrics = [...(world.account.metrics[0]?.list('us-east-1') ?? [])];
    expect(metrics.length).toBeGreaterThan(150);
    for (const metric of metrics) {
      const datum = world.account.metrics[0]?.minute('us-east-1', metric, scenarioStart - 60_000);
      if (!datum) continue;
      const {sum, count, min, max, values} = datum;
      expect(count, metric.name).toBeGreaterThan(0);
      expect(min, metric.name).toBeLessThanOrEqual(max);
      expect(sum, metric.name).toBeGreaterThanOrEqual(min * count - 1e-6);
      expect(sum, metric.name).toBeLessThanOrEqual(max * count + 1e-6);
      if (metric.name.endsWith('Latency'))
        expect(values?.reduce((all, {times}) => all + times, 0)).toBe(count);
    }
  });

  it('is the same for the same seed, and another for another', async () => {
    const scenario = await loadScenario('black-friday');
    const told = (seed: number) => {
      const world = openAccount(scenario, {seed});
      const metrics = [...(world.account.metrics[0]?.list('us-east-1') ?? [])];
      return metrics.map(metric =>
        world.account.metrics[0]?.minute('us-east-1', metric, scenarioStart - 600_000),
      );
    };
    expect(told(3)).toEqual(told(3));
    expect(told(3)).not.toEqual(told(4));
  });

  it('does not depend on which minutes were asked for before', async () => {
    const scenario = await loadScenario('black-friday');
    const ask = {
      namespace: 'AWS/Kinesis',
      name: 'GetRecords.IteratorAgeMilliseconds',
      dimensions: {StreamName: 'orders'},
    };
    const early = openAccount(scenario);
    const before = early.account.metrics[0]?.minute('us-east-1', ask, scenarioStart - 600_000);
    early.minutes(30);
    const late = openAccount(scenario);
    late.minutes(30);
    expect(late.account.metrics[0]?.minute('us-east-1', ask, scenarioStart + 600_000)).toEqual(
      early.account.metrics[0]?.minute('us-east-1', ask, scenarioStart + 600_000),
    );
    expect(late.account.metrics[0]?.minute('us-east-1', ask, scenarioStart - 600_000)).toEqual(before);
  });

  it('is not there before the history, of a stream without traffic, or of a name that nobody publishes', () => {
    const world = openAccount(
      scenarioOf(
        {name: 'idle', shards: 2, shardMetrics: 'ALL'},
        {name: 's', shards: 1, producers: [{recordsPerSecond: 5, recordBytes: 100}]},
      ),
    );
    expect(
      [...(world.account.metrics[0]?.list('us-east-1') ?? [])].some(
        ({dimensions}) => dimensions.StreamName === 'idle',
      ),
    ).toBe(false);
    expect(world.metric('idle', 'IncomingBytes')).toBeUndefined();
    expect(world.metric('s', 'IncomingBytes', {}, 1441)).toBeUndefined();
    expect(world.metric('s', 'IncomingBytes')?.sum).toBeGreaterThan(0);
    expect(world.metric('s', 'WriteProvisionedThroughputExceeded')?.sum).toBe(0);
    expect(world.metric('s', 'GetRecords.IteratorAgeMilliseconds')).toBeUndefined();
    expect(world.metric('s', 'IncomingBytes', {ShardId: 'shardId-000000000000'})).toBeUndefined();
    expect(world.metric('s', 'Nonsense')).toBeUndefined();
  });
});

it('a scenario whose shares come to more than one is refused', () => {
  const keys = {heavy: [{key: 'a', share: 0.7}], ranges: [{from: 0, to: 0.1, share: 0.6, keys: 3}]};
  const streams = [{name: 's', shards: 1, producers: [{recordsPerSecond: 1, recordBytes: 100, keys}]}];
  expect(v.safeParse(scenarioSchema, {name: 't', regions: ['us-east-1'], streams}).success).toBe(false);
});
