import {createHash} from 'node:crypto';
import fc from 'fast-check';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';

/** What a stream can be in truth, by the demand on it. */
export const classes = [
  'balanced',
  'burst',
  'hot-range',
  'hot-key',
  'underprovisioned',
  'overprovisioned',
] as const;
export type Class = (typeof classes)[number];

/** A stream with one load. Loads are shares of what one shard takes. */
export type World = {
  readonly seed: number;
  readonly shards: number;
  /** What each shard is asked for by keys that are spread evenly. */
  readonly even: number;
  /** Many keys in one shard, on top. */
  readonly crowd: {readonly load: number; readonly keys: number; readonly shard: number};
  /** One key, on top. */
  readonly key: {readonly load: number; readonly name: string};
  readonly burst: {readonly times: number; readonly lastsSeconds: number};
  readonly recordBytes: number;
  readonly retries: number;
  readonly metered: boolean;
  readonly packing: 'plain' | 'aggregated' | 'explicit' | 'aggregated-explicit';
};

const shardBytes = 1024 * 1024;
const shardRecords = 1000;

const between = (min: number, max: number) => fc.double({min, max, noNaN: true});
const near = (threshold: number) => between(threshold * 0.85, threshold * 1.15);

type Load = {readonly even: number; readonly crowd: number; readonly key: number; readonly times: number};

const load = (parts: {[Name in keyof Load]?: fc.Arbitrary<number>}): fc.Arbitrary<Load> =>
  fc.record({
    even: parts.even ?? between(0.3, 0.55),
    crowd: parts.crowd ?? fc.constant(0),
    key: parts.key ?? fc.constant(0),
    times: parts.times ?? fc.constant(1),
  });

/** Well inside of each class. */
const clear: readonly fc.Arbitrary<Load>[] = [
  load({even: between(0.3, 0.65)}),
  load({even: between(0.2, 0.45), times: between(4, 7)}),
  load({crowd: between(0.75, 1.1), key: between(0, 0.3)}),
  load({key: between(1.05, 2)}),
  load({even: between(0.95, 1.5)}),
  load({even: between(0.02, 0.2)}),
];

/** Close to where one class becomes another. */
const close: readonly fc.Arbitrary<Load>[] = [
  load({even: near(0.8)}),
  load({even: near(0.25)}),
  load({even: between(0.1, 0.3), crowd: between(0.1, 0.4), key: near(0.9)}),
  load({even: between(0.3, 0.5), crowd: near(0.4)}),
];

const few = fc.integer({min: 0, max: 99});

/** Worlds: 30 % close to a threshold, 20 % without shard metrics, 30 % aggregated or with explicit hash keys. */
export const worldArbitrary: fc.Arbitrary<World> = fc
  .record({
    seed: fc.nat(1_000_000),
    shards: fc.integer({min: 2, max: 10}),
    load: fc.oneof({weight: 7, arbitrary: fc.oneof(...clear)}, {weight: 3, arbitrary: fc.oneof(...close)}),
    crowdKeys: fc.integer({min: 40, max: 400}),
    crowdShard: fc.nat(9),
    name: fc.nat(100_000).map(number => `tenant-${number}`),
    lastsSeconds: fc.integer({min: 3, max: 6}),
    recordBytes: fc.constantFrom(400, 900, 1300, 3000, 9000),
    retries: fc.constantFrom(0, 0.5, 1, 2),
    metered: few.map(one => one >= 20),
    packing: few.map(one =>
      one < 14 ? 'aggregated' : one < 22 ? 'explicit' : one < 30 ? 'aggregated-explicit' : 'plain',
    ),
  })
  .map(({load, crowdKeys, crowdShard, name, lastsSeconds, ...world}) => ({
    ...world,
    even: load.even,
    crowd: {load: load.crowd, keys: crowdKeys, shard: crowdShard % world.shards},
    key: {load: load.key, name},
    burst: {times: load.times, lastsSeconds},
    recordBytes: world.packing.startsWith('aggregated') ? world.recordBytes * 20 : world.recordBytes,
  })) as fc.Arbitrary<World>;

/** The shard that a hash key falls into, of equally wide ones. */
const shardOf = (hash: bigint, shards: number): number => Number((hash * BigInt(shards)) >> 128n);

const md5 = (key: string): bigint => BigInt(`0x${createHash('md5').update(key).digest('hex')}`);

/** Where the explicit hash key of the heavy key lies: in the shard where the crowd is, too. */
const explicitHashKey = ({shards, crowd}: World): bigint =>
  ((BigInt(crowd.shard) * 3n + 1n) << 128n) / BigInt(shards * 3);

const isExplicit = ({packing}: World): boolean => packing.endsWith('explicit');

/** The shard in which the heavy key is: beside the crowd. */
const hotShardOf = (world: World): number =>
  isExplicit(world) || world.key.load === 0 ? world.crowd.shard : shardOf(md5(world.key.name), world.shards);

/** The truth, from what is asked of each shard second by second; nothing of the product is used. */
export function truthOf(world: World): Class {
  const hot = hotShardOf(world);
  const asked = Array.from(
    {length: world.shards},
    (_, shard) => world.even + (shard === hot ? world.crowd.load + world.key.load : 0),
  );
  const {times, lastsSeconds} = world.burst;
  const bursting = times > 1 ? lastsSeconds / 60 : 0;
  const taken = asked.map(one => Math.min(1, one) * (1 - bursting) + Math.min(1, one * times) * bursting);
  const mean = taken.reduce((sum, one) => sum + one, 0) / world.shards;
  const most = Math.max(...taken);
  const isRefusing = asked.some(one => one * (bursting > 0 ? times : 1) > 1);
  if (most >= 0.8) {
    if (world.key.load >= 0.9) return 'hot-key';
    return mean >= 0.8 ? 'underprovisioned' : 'hot-range';
  }
  if (isRefusing) return 'burst';
  return mean < 0.25 && most < 0.25 ? 'overprovisioned' : 'balanced';
}

export function scenarioOf(world: World): ScenarioSource {
  const {shards, crowd, key, burst, recordBytes, retries, metered, packing} = world;
  const total = world.even * shards + crowd.load + key.load;
  const perLoad = Math.min(shardRecords, shardBytes / recordBytes);
  const hot = hotShardOf(world);
  return {
    name: 'verdicts',
    regions: ['us-east-1'],
    streams: [
      {
        name: 'stream',
        shards,
        shardMetrics: metered
          ? ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded']
          : [],
        producers: [
          {
            recordsPerSecond: total * perLoad,
            recordBytes,
            retries,
            ...(packing.startsWith('aggregated') && {aggregate: 20}),
            keys: {
              prefix: 'key-',
              heavy:
                key.load > 0
                  ? [
                      {
                        key: key.name,
                        share: key.load / total,
                        ...(isExplicit(world) && {hashKey: String(explicitHashKey(world))}),
                      },
                    ]
                  : [],
              ranges:
                crowd.load > 0
                  ? [
                      {
                        // A part of the shard, so that its midpoint is a bad place to split.
                        from: (hot + 0.1) / shards,
                        to: (hot + 0.55) / shards,
                        share: crowd.load / total,
                        keys: crowd.keys,
                      },
                    ]
                  : [],
            },
            ...(burst.times > 1 && {
              bursts: {everySeconds: 60, lastsSeconds: burst.lastsSeconds, times: burst.times},
            }),
          },
        ],
        consumers: [{name: 'reader'}],
      },
    ],
  };
}
