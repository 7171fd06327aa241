import {KinesisClient, SplitShardCommand} from '@aws-sdk/client-kinesis';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {requestHandler} from '../../source/aws/clients.ts';
import {sample} from '../../source/services/kinesis/sample/action.ts';
import {splitAdvice} from '../../source/services/kinesis/sample/advice.ts';
import {samplesOf} from '../../source/services/kinesis/sample/memory.ts';
import type {ShardSample} from '../../source/services/kinesis/sample/sample.ts';
import type {ScenarioSource} from '../../source/simulator/scenarios/schema.ts';
import {carriedOut, openSession, targetOf} from '../services/kinesis/sample/working.ts';
import {type Simulated, scenarioFile, unguarded} from '../simulated.ts';
import {counts, tell} from './counts.ts';

const between = (min: number, max: number) => fc.double({min, max, noNaN: true});

/** One shard of three is crowded, in a part of it that is anywhere but in its middle. */
const skewed = fc.record({
  seed: fc.nat(1_000_000),
  /** What the crowd and its heaviest key ask for, in records a second. */
  crowd: between(500, 1100),
  keys: fc.integer({min: 40, max: 500}),
  from: between(0, 0.4),
  width: between(0.1, 0.5),
  even: between(50, 200),
  recordBytes: fc.integer({min: 300, max: 800}),
  aggregate: fc.boolean(),
  tops: fc.array(fc.tuple(between(0.02, 0.12), fc.nat(100_000)), {maxLength: 3}),
});
type Skewed = typeof skewed extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function scenarioOf(world: Skewed, topShare = 0): ScenarioSource {
  const {crowd, even, keys, from, width, recordBytes, aggregate, tops} = world;
  const total = crowd + 3 * even;
  const third = (key: number) => (1 + key) / 3;
  const share = crowd / total;
  // Explicit hash keys put the heaviest keys into the shard that is crowded.
  const heavy = (topShare > 0 ? [[topShare, 1] as const] : tops).map(([of, number], index) => ({
    key: `tenant-${number}-${index}`,
    share: of * share,
    hashKey: String(
      ((1n << 128n) * BigInt(Math.round(third(from + (width * (index + 1)) / 5) * 1e9))) / 1_000_000_000n,
    ),
  }));
  const taken = heavy.reduce((sum, each) => sum + each.share, 0);
  const packed = aggregate || heavy.length > 0;
  return {
    name: 'skewed',
    regions: ['us-east-1'],
    streams: [
      {
        name: 'stream',
        shards: 3,
        shardMetrics: 'ALL',
        producers: [
          {
            recordsPerSecond: packed ? total / 10 : total,
            recordBytes: packed ? recordBytes * 10 : recordBytes,
            ...(packed && {aggregate: 10}),
            keys: {
              prefix: 'key-',
              heavy,
              ranges: [{from: third(from), to: third(from + width), share: share - taken, keys}],
            },
          },
        ],
        consumers: [{name: 'reader'}],
      },
    ],
  };
}

const parent = 'shardId-000000000001';

async function sampled(account: Simulated): Promise<ShardSample> {
  const session = openSession(account);
  const target = targetOf('stream', parent);
  await carriedOut(sample, session, account.clock, target);
  const taken = samplesOf(session).of(target.arn, account.clock.now()).get(parent);
  if (!taken) throw new Error('Nothing was sampled.');
  return taken;
}

/** The heavier child's part of what both take, as AWS measures it minutes after the split. */
async function heavierChild({account, monitor, clock}: Simulated, at: bigint): Promise<number> {
  const {endpoint, region, accessKeyId, secretAccessKey} = account;
  const client = new KinesisClient({
    region,
    endpoint,
    credentials: {accessKeyId, secretAccessKey},
    requestHandler: await requestHandler(5000),
  });
  await client.send(
    new SplitShardCommand({StreamName: 'stream', ShardToSplit: parent, NewStartingHashKey: String(at)}),
  );
  client.destroy();
  clock.advance(300_000);
  const [stream] = (await monitor().once()).kinesis?.streams ?? [];
  const children = (stream?.shards ?? []).filter(shard => shard.parent === parent);
  const loads = children.map(({inBytesPerSecond}) => inBytesPerSecond ?? Number.NaN);
  expect(loads).toHaveLength(2);
  return Math.max(...loads) / loads.reduce((sum, load) => sum + load, 0);
}

test('split at the median, the heavier child carries at most 60 % of the load in nine of ten skewed shards', async () => {
  const worlds = fc.sample(skewed, {numRuns: counts(100, 8), seed: 20_261_121});
  const figures: {readonly median: number; readonly midpoint: number}[] = [];
  for (const world of worlds) {
    const path = await scenarioFile(scenarioOf(world));
    const [one, other] = [
      await unguarded(path, {seed: world.seed}),
      await unguarded(path, {seed: world.seed}),
    ];
    try {
      const taken = await sampled(one);
      expect(taken.records).toBeGreaterThanOrEqual(5000);
      expect(taken.keys[0]?.share).toBeLessThanOrEqual(0.2);
      const {at, midpoint, reliable, upperShare, lowerShare} = splitAdvice(taken);
      expect(reliable).toBe(true);
      const median = await heavierChild(one, at);
      expect(Math.abs(Math.max(lowerShare, upperShare) - median)).toBeLessThan(0.05);
      figures.push({median, midpoint: await heavierChild(other, midpoint.at)});
    } finally {
      await one.end();
      await other.end();
    }
  }
  const fair = (of: 'median' | 'midpoint') => figures.filter(figure => figure[of] <= 0.6).length;
  const worst = (of: 'median' | 'midpoint') => Math.max(...figures.map(figure => figure[of])).toFixed(2);
  tell(
    `of ${figures.length} splits the heavier child has at most 60 %: at the median ${fair('median')} (worst ${worst('median')}), at the midpoint ${fair('midpoint')} (worst ${worst('midpoint')})`,
  );
  expect(fair('median')).toBeGreaterThanOrEqual(0.9 * figures.length);
});

test('with one key above half of the load, the median is refused and isolation offered', async () => {
  const worlds = fc.sample(fc.tuple(skewed, between(0.7, 0.9)), {numRuns: counts(20, 3), seed: 20_261_121});
  for (const [world, topShare] of worlds) {
    const account = await unguarded(
      await scenarioFile(scenarioOf({...world, even: 50, crowd: 1000}, topShare)),
      {
        seed: world.seed,
      },
    );
    try {
      const taken = await sampled(account);
      expect(taken.keys[0]?.share).toBeGreaterThan(0.5);
      expect(splitAdvice(taken)).toMatchObject({reliable: false, isolate: {key: {key: 'tenant-1-0'}}});
    } finally {
      await account.end();
    }
  }
});
