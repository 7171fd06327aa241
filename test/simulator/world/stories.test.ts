import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {midpointOf} from '../../../source/services/kinesis/hash-range.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import type {StreamSource} from '../../../source/simulator/scenarios/schema.ts';
import {FollowedReaders} from '../../../source/simulator/world/followed-readers.ts';
import {createKeySet} from '../../../source/simulator/world/keys.ts';
import {seedOf} from '../../../source/simulator/world/random.ts';
import {recordsBetween, vigourAt} from '../../../source/simulator/world/reader.ts';
import {World} from '../../../source/simulator/world/world.ts';
import {openAccount, region, type ShardShape, scenarioOf, type TestAccount} from './harness.ts';

const hour = 3_600_000;

type ConsumerSource = NonNullable<StreamSource['consumers']>[number];

const rangeOf = ({HashKeyRange}: ShardShape) => ({
  start: BigInt(HashKeyRange.StartingHashKey),
  end: BigInt(HashKeyRange.EndingHashKey),
});

const used = (world: TestAccount, stream: string, ShardId: string) =>
  (world.metric(stream, 'IncomingBytes', {ShardId})?.sum ?? 0) / 60 / 1_048_576;

const refused = (world: TestAccount, stream: string) =>
  world.metric(stream, 'WriteProvisionedThroughputExceeded')?.sum ?? 0;

const lagHours = (world: TestAccount, stream: string, minutesAgo = 0) =>
  (world.metric(stream, 'GetRecords.IteratorAgeMilliseconds', {}, minutesAgo)?.max ?? Number.NaN) / hour;

/** The hash key below which half of what is wanted of a shard of `orders` falls. */
async function loadMedian(shard: ShardShape): Promise<bigint> {
  const scenario = await loadScenario('black-friday');
  const orders = scenario.streams.find(({name}) => name === 'orders');
  if (!orders) throw new Error('there is no stream orders');
  const seed = seedOf(1, 'us-east-1/orders');
  const producers = orders.producers.map((producer, index) => ({
    bytes: producer.steps.reduce(
      (rate, step) => rate * step.times,
      producer.recordsPerSecond * producer.recordBytes,
    ),
    keys: createKeySet(producer.keys, seed + index),
  }));
  const weigh = (range: {readonly start: bigint; readonly end: bigint}) =>
    producers.reduce((sum, {bytes, keys}) => sum + bytes * keys.shareOf(range), 0);
  const whole = rangeOf(shard);
  let {start: low, end: high} = whole;
  while (high - low > 4n) {
    const middle = (low + high) / 2n;
    if (weigh({start: whole.start, end: middle}) < weigh(whole) / 2) low = middle;
    else high = middle;
  }
  return high;
}

describe('orders on black Friday', () => {
  it('has one shard that takes all it can and refuses the rest', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    const busy = world.openShards('orders').map(({ShardId}) => used(world, 'orders', ShardId));
    expect(busy.filter(share => share > 0.95)).toHaveLength(1);
    expect(busy[7]).toBeGreaterThan(0.97);
    expect(refused(world, 'orders')).toBeGreaterThan(3000);
    expect(world.metric('orders', 'IncomingBytes', {ShardId: 'shardId-000000000007'}, 58)?.sum).toBeLessThan(
      0.8 * 60 * 1_048_576,
    );
  });

  it('is helped by a split at the load median', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    const hot = world.openShards('orders')[7];
    if (!hot) throw new Error('orders has sixteen shards');
    const key = await loadMedian(hot);
    expect(
      world.call('SplitShard', {
        StreamName: 'orders',
        ShardToSplit: hot.ShardId,
        NewStartingHashKey: String(key),
      }),
    ).toEqual({});
    world.minutes(2);
    const children = world.openShards('orders').filter(({ParentShardId}) => ParentShardId === hot.ShardId);
    const [lower, upper] = children.map(({ShardId}) => used(world, 'orders', ShardId));
    expect(lower).toBeGreaterThan(0.45);
    expect(lower).toBeLessThan(0.7);
    expect(upper).toBeGreaterThan(0.45);
    expect(upper).toBeLessThan(0.7);
    expect(refused(world, 'orders')).toBe(0);
  });

  it('is hardly helped by a split in the middle', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    const hot = world.openShards('orders')[7];
    if (!hot) throw new Error('orders has sixteen shards');
    const key = midpointOf(rangeOf(hot));
    world.call('SplitShard', {
      StreamName: 'orders',
      ShardToSplit: hot.ShardId,
      NewStartingHashKey: String(key),
    });
    world.minutes(2);
    const children = world.openShards('orders').filter(({ParentShardId}) => ParentShardId === hot.ShardId);
    const [lower, upper] = children.map(({ShardId}) => used(world, 'orders', ShardId));
    expect(lower).toBeGreaterThan(0.85);
    expect(upper).toBeLessThan(0.3);
  });
});

it('no split helps clicks: the heavy tenant fills whatever shard it lands on', async () => {
  const world = openAccount(await loadScenario('black-friday'));
  for (let round = 0; round < 3; round++) {
    const hot = world.openShards('clicks').find(({ShardId}) => used(world, 'clicks', ShardId) > 0.95);
    if (!hot) throw new Error('no shard of clicks is full any more');
    const key = midpointOf(rangeOf(hot));
    world.call('SplitShard', {
      StreamName: 'clicks',
      ShardToSplit: hot.ShardId,
      NewStartingHashKey: String(key),
    });
    world.minutes(2);
  }
  expect(refused(world, 'clicks')).toBeGreaterThan(1000);
});

describe('clicks-enriched on black Friday', () => {
  it('is some 22 hours behind and loses records in about two hours when nobody acts', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    const now = lagHours(world, 'clicks-enriched');
    const before = lagHours(world, 'clicks-enriched', 60);
    expect(now).toBeGreaterThan(21.8);
    expect(now).toBeLessThan(22.4);
    const hoursLeft = (24 - now) / (now - before);
    expect(hoursLeft).toBeGreaterThan(1.7);
    expect(hoursLeft).toBeLessThan(2.3);
    world.minutes(100);
    expect(lagHours(world, 'clicks-enriched')).toBeLessThan(24);
    world.minutes(60);
    expect(lagHours(world, 'clicks-enriched')).toBeCloseTo(24, 1);
  });

  it('keeps its records longer when the retention is raised in time', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    world.call('IncreaseStreamRetentionPeriod', {StreamName: 'clicks-enriched', RetentionPeriodHours: 48});
    world.minutes(4 * 60);
    expect(lagHours(world, 'clicks-enriched')).toBeGreaterThan(25);
  });
});

describe('a reader', () => {
  const day = 86_400_000;
  const producers = [{recordsPerSecond: 100, recordBytes: 500}];

  /** A stream with one shard and one consumer, with the consumer's own books. */
  const followed = (consumer: ConsumerSource) => {
    const scenario = scenarioOf({name: 's', shards: 1, producers, consumers: [consumer]});
    const {account, clock} = openAccount(scenario);
    const {startAt} = account;
    const stream = new World({scenario, seed: 1, clock, startAt, enforceRates: false}).stream(region, 's');
    const shard = stream?.layout.shards[0];
    const readers = stream?.shared.readers;
    if (!stream || !shard || !(readers instanceof FollowedReaders))
      throw new Error('such a reader is followed');
    const cursor = readers.cursorAt(shard, startAt / 60_000);
    const between = (from: number, until: number) => recordsBetween(stream.traffic, shard, from, until);
    return {startAt, cursor, between, ...readers.accountOf()};
  };

  it('has read, lost or still before it all that was accepted', () => {
    const change = fc.record({
      atSecond: fc.integer({min: -86_000, max: 0}),
      times: fc.constantFrom(0, 0.5, 2),
    });
    const consumer = fc.record({
      name: fc.constant('c'),
      recordsPerSecond: fc.integer({min: 5, max: 250}),
      behindSeconds: fc.integer({min: 0, max: 86_000}),
      changes: fc.array(change, {maxLength: 2}),
    });
    fc.assert(
      fc.property(consumer, source => {
        const {startAt, cursor, between, read, lost} = followed(source);
        const began = startAt - day - source.behindSeconds * 1000;
        const waiting = between(cursor, startAt);
        expect((read + lost + waiting) / between(began, startAt)).toBeCloseTo(1, 6);
        expect(startAt - cursor).toBeLessThanOrEqual(day);
      }),
      {numRuns: 15},
    );
  });

  it('that is too slow for too long loses records', () => {
    expect(followed({name: 'slow', recordsPerSecond: 60, behindSeconds: 80_000}).lost).toBeGreaterThan(
      100_000,
    );
    expect(followed({name: 'fast', recordsPerSecond: 200, behindSeconds: 80_000}).lost).toBe(0);
  });

  it('leaves a child alone until its parent is read to the end', () => {
    const behind = {
      name: 'slow',
      recordsPerSecond: 120,
      behindSeconds: 0,
      changes: [{atSecond: -1800, times: 0.5}],
    };
    const scenario = scenarioOf({name: 's', shards: 1, shardMetrics: 'ALL', producers, consumers: [behind]});
    const world = openAccount(scenario);
    world.call('SplitShard', {
      StreamName: 's',
      ShardToSplit: 'shardId-000000000000',
      NewStartingHashKey: String(1n << 127n),
    });
    const child = {ShardId: 'shardId-000000000001'};
    const parent = {ShardId: 'shardId-000000000000'};
    world.minutes(5);
    expect(world.metric('s', 'IncomingRecords', child)?.sum).toBeGreaterThan(2000);
    expect(world.metric('s', 'OutgoingRecords', child)).toBeUndefined();
    expect(world.metric('s', 'OutgoingRecords', parent)?.sum).toBeCloseTo(3600, -2);
    world.minutes(20);
    expect(world.metric('s', 'OutgoingRecords', parent)).toBeUndefined();
    expect(world.metric('s', 'OutgoingRecords', child)?.sum).toBeGreaterThan(2000);
    expect(world.metric('s', 'IteratorAgeMilliseconds', child)?.max).toBeGreaterThan(300_000);
  });

  it('that is dead leaves no data, rather than a high age', () => {
    const dead = {name: 'dead', changes: [{atSecond: -600, times: 0}]};
    const world = openAccount(scenarioOf({name: 's', shards: 2, producers, consumers: [dead]}));
    expect(lagHours(world, 's', 15)).toBeLessThan(0.01);
    expect(lagHours(world, 's')).toBeNaN();
    expect(world.metric('s', 'GetRecords.Records')).toBeUndefined();
  });

  it('takes the latest change that has come', () => {
    const scenario = scenarioOf({
      name: 's',
      shards: 1,
      consumers: [
        {
          name: 'c',
          changes: [
            {atSecond: 10, times: 0},
            {atSecond: 20, times: 1},
          ],
        },
      ],
    });
    const consumer = scenario.streams[0]?.consumers[0];
    if (!consumer) throw new Error('the scenario has a consumer');
    expect([0, 10, 19, 20].map(second => vigourAt(consumer, second))).toEqual([1, 0, 0, 1]);
  });

  it('among three that want more than a shard gives is throttled, and they share it', () => {
    const full = [{recordsPerSecond: 950, recordBytes: 1100}];
    const consumers = ['a', 'b', 'c'].map(name => ({name}));
    const world = openAccount(
      scenarioOf({name: 's', shards: 1, shardMetrics: 'ALL', producers: full, consumers}),
    );
    expect(world.metric('s', 'GetRecords.Bytes')?.sum).toBeCloseTo(2 * 1_048_576 * 60, -5);
    expect(world.metric('s', 'ReadProvisionedThroughputExceeded')?.sum).toBeGreaterThan(10);
    expect(lagHours(world, 's')).toBeGreaterThan(1);
  });
});
