import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {contains, hashOf, keyAt} from '../../../source/services/kinesis/hash-range.ts';
import type {Json} from '../../../source/simulator/operation.ts';
import {loadScenario, scenarioStart} from '../../../source/simulator/scenarios/index.ts';
import {positionOf, sequenceNumber} from '../../../source/simulator/world/sequence.ts';
import {openAccount, scenarioOf, type TestAccount} from './harness.ts';
import {userRecordsOf} from './user-records.ts';

type RecordShape = {
  readonly SequenceNumber: string;
  readonly ApproximateArrivalTimestamp: number;
  readonly Data: string;
  readonly PartitionKey: string;
};

const shard0 = 'shardId-000000000000';

const iterator = (world: TestAccount, stream: string, shard: string, more: Json) =>
  world.call('GetShardIterator', {StreamName: stream, ShardId: shard, ...more}).ShardIterator;

/** Everything of a shard from a place up to a time. */
function readUntil(world: TestAccount, stream: string, shard: string, from: Json, untilSeconds: number) {
  const found: RecordShape[] = [];
  let next = iterator(world, stream, shard, from);
  for (;;) {
    const answer = world.call('GetRecords', {ShardIterator: next, Limit: 4000});
    const records = answer.Records as RecordShape[];
    found.push(...records.filter(record => record.ApproximateArrivalTimestamp < untilSeconds));
    const last = records.at(-1);
    if (!last || last.ApproximateArrivalTimestamp >= untilSeconds || answer.NextShardIterator === undefined)
      return found;
    next = answer.NextShardIterator;
  }
}

const minuteFrom = scenarioStart / 1000 - 600;
const from = {ShardIteratorType: 'AT_TIMESTAMP', Timestamp: minuteFrom};

describe('the records of a minute', () => {
  it('are as many as its metrics count, come to its bytes, and belong on their shard', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    for (const stream of ['orders', 'clicks', 'sessions', 'inventory']) {
      const shards = world.openShards(stream).slice(-1);
      for (const {ShardId, HashKeyRange} of shards) {
        const range = {start: BigInt(HashKeyRange.StartingHashKey), end: BigInt(HashKeyRange.EndingHashKey)};
        const records = readUntil(world, stream, ShardId, from, minuteFrom + 60);
        world.call('EnableEnhancedMonitoring', {StreamName: stream, ShardLevelMetrics: ['ALL']});
        for (const {PartitionKey} of records.slice(0, 500))
          expect(contains(range, hashOf(PartitionKey))).toBe(true);
        const bytes = records.reduce((sum, {Data}) => sum + Buffer.byteLength(Data, 'base64'), 0);
        const counted = world.metric(stream, 'IncomingRecords', {ShardId}, 9);
        if (counted) {
          expect(records).toHaveLength(counted.sum);
          expect(bytes / (world.metric(stream, 'IncomingBytes', {ShardId}, 9)?.sum ?? 0)).toBeCloseTo(1, 1);
        }
        const order = records.map(({SequenceNumber}) => BigInt(SequenceNumber));
        expect(order).toEqual(order.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(new Set(order).size).toBe(order.length);
      }
    }
  });

  it('are the same ones in however small pieces they are read', () => {
    const world = openAccount(
      scenarioOf({
        name: 's',
        shards: 1,
        producers: [{recordsPerSecond: 7, recordBytes: 200, keys: {count: 20}}],
      }),
    );
    const whole = readUntil(world, 's', shard0, from, minuteFrom + 30).map(
      ({SequenceNumber}) => SequenceNumber,
    );
    fc.assert(
      fc.property(fc.integer({min: 1, max: 40}), limit => {
        const pieces: string[] = [];
        let next = iterator(world, 's', shard0, from);
        while (pieces.length < whole.length) {
          const answer = world.call('GetRecords', {ShardIterator: next, Limit: limit});
          pieces.push(...(answer.Records as RecordShape[]).map(({SequenceNumber}) => SequenceNumber));
          next = answer.NextShardIterator;
        }
        expect(pieces.slice(0, whole.length)).toEqual(whole);
      }),
      {numRuns: 20},
    );
  });

  it('show the heavy tenant of clicks as most of its shard', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    const hash = hashOf('tenant-4471');
    const hot = world
      .openShards('clicks')
      .find(({HashKeyRange: {StartingHashKey, EndingHashKey}}) =>
        contains({start: BigInt(StartingHashKey), end: BigInt(EndingHashKey)}, hash),
      );
    const records = readUntil(world, 'clicks', hot?.ShardId ?? '', from, minuteFrom + 5);
    const heavy = records.filter(({PartitionKey}) => PartitionKey === 'tenant-4471').length;
    expect(heavy / records.length).toBeGreaterThan(0.8);
  });

  it('carry heavy keys, crowded ones and all the others in the producer’s measure', () => {
    const keys = {
      prefix: 'k-',
      heavy: [{key: 'heavy', share: 0.2}],
      ranges: [{from: 0.1, to: 0.2, share: 0.3, keys: 10}],
    };
    const world = openAccount(
      scenarioOf({name: 's', shards: 1, producers: [{recordsPerSecond: 200, recordBytes: 100, keys}]}),
    );
    const records = readUntil(world, 's', shard0, from, minuteFrom + 30);
    const share = (belongs: (key: string) => boolean) =>
      records.filter(({PartitionKey}) => belongs(PartitionKey)).length / records.length;
    const isCrowded = (key: string) =>
      hashOf(key) >= keyAt(0.1) && hashOf(key) < keyAt(0.2) && key !== 'heavy';
    expect(share(key => key === 'heavy')).toBeCloseTo(0.2, 1);
    expect(share(isCrowded)).toBeCloseTo(0.3 + 0.05, 1);
    expect(share(key => key !== 'heavy' && !isCrowded(key))).toBeCloseTo(0.45, 1);
  });

  it('come packed from a producer that aggregates, and inner keys hash into the shard', async () => {
    const world = openAccount(await loadScenario('black-friday'));
    for (const {ShardId, HashKeyRange} of world.openShards('device-telemetry')) {
      const range = {start: BigInt(HashKeyRange.StartingHashKey), end: BigInt(HashKeyRange.EndingHashKey)};
      const records = readUntil(world, 'device-telemetry', ShardId, from, minuteFrom + 3);
      expect(records.length).toBeGreaterThan(10);
      for (const {PartitionKey, Data} of records) {
        expect(PartitionKey).toBe('a');
        const inside = userRecordsOf(Buffer.from(Data, 'base64'));
        expect(inside).toHaveLength(40);
        expect(inside.every(({partitionKey}) => contains(range, hashOf(partitionKey)))).toBe(true);
      }
    }
  });
});

describe('an iterator', () => {
  const world = () =>
    openAccount(scenarioOf({name: 's', shards: 1, producers: [{recordsPerSecond: 5, recordBytes: 200}]}));

  it('at LATEST sees what is written from then on', () => {
    const {clock, call, ...rest} = world();
    const latest = iterator({clock, call, ...rest}, 's', shard0, {ShardIteratorType: 'LATEST'});
    const first = call('GetRecords', {ShardIterator: latest});
    expect(first.Records).toEqual([]);
    expect(first.MillisBehindLatest).toBe(0);
    clock.advance(10_000);
    const {Records} = call('GetRecords', {ShardIterator: first.NextShardIterator});
    const times = (Records as RecordShape[]).map(record => record.ApproximateArrivalTimestamp * 1000);
    expect(times.length).toBeGreaterThan(44);
    expect(times.length).toBeLessThan(56);
    expect(Math.min(...times)).toBeGreaterThan(scenarioStart);
  });

  it('at the trim horizon starts with the oldest record of the retention', () => {
    const {call} = world();
    const {ShardIterator} = call('GetShardIterator', {
      StreamName: 's',
      ShardId: shard0,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const {Records, MillisBehindLatest} = call('GetRecords', {ShardIterator, Limit: 1});
    const [oldest] = Records as RecordShape[];
    const age = scenarioStart / 1000 - (oldest?.ApproximateArrivalTimestamp ?? 0);
    expect(age / 3600).toBeCloseTo(24, 1);
    expect(Number(MillisBehindLatest) / 3_600_000).toBeCloseTo(24, 1);
  });

  it('continues at and after a sequence number', () => {
    const test = world();
    const records = readUntil(test, 's', shard0, from, minuteFrom + 5);
    const third = records[2]?.SequenceNumber;
    const start = {StreamName: 's', ShardId: shard0, StartingSequenceNumber: third};
    const first = (type: string) => {
      const {ShardIterator} = test.call('GetShardIterator', {...start, ShardIteratorType: type});
      return (test.call('GetRecords', {ShardIterator, Limit: 1}).Records as RecordShape[])[0]?.SequenceNumber;
    };
    expect(first('AT_SEQUENCE_NUMBER')).toBe(third);
    expect(first('AFTER_SEQUENCE_NUMBER')).toBe(records[3]?.SequenceNumber);
  });

  it('expires after five minutes, and a made-up one is refused', () => {
    const {clock, call, refusal} = world();
    const {ShardIterator} = call('GetShardIterator', {
      StreamName: 's',
      ShardId: shard0,
      ShardIteratorType: 'LATEST',
    });
    clock.advance(300_001);
    expect(refusal('GetRecords', {ShardIterator})).toMatch(/^ExpiredIteratorException: Iterator expired/);
    expect(refusal('GetRecords', {ShardIterator: 'nonsense'})).toBe(
      'InvalidArgumentException: Invalid ShardIterator.',
    );
  });
});

describe('what a client puts', () => {
  const quiet = () =>
    openAccount(scenarioOf({name: 's', shards: 2, shardMetrics: 'ALL'}), {enforceRates: true});
  const data = (size: number) => Buffer.alloc(size, 'x').toString('base64');

  it('is read back in order and counted by the metrics', () => {
    const {clock, call, metric} = quiet();
    const first = call('PutRecord', {
      StreamName: 's',
      PartitionKey: 'p',
      Data: data(10),
      ExplicitHashKey: '0',
    });
    clock.advance(1000);
    const {FailedRecordCount} = call('PutRecords', {
      StreamName: 's',
      Records: ['1', '2'].map(key => ({PartitionKey: key, Data: data(20), ExplicitHashKey: '5'})),
    });
    expect(FailedRecordCount).toBe(0);
    const {ShardIterator} = call('GetShardIterator', {
      StreamName: 's',
      ShardId: shard0,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const {Records} = call('GetRecords', {ShardIterator});
    expect((Records as RecordShape[]).map(({PartitionKey}) => PartitionKey)).toEqual(['p', '1', '2']);
    expect((Records as RecordShape[])[0]?.SequenceNumber).toBe(first.SequenceNumber);
    clock.advance(60_000);
    expect(metric('s', 'IncomingRecords')?.sum).toBe(3);
    expect(metric('s', 'IncomingBytes', {ShardId: shard0})).toEqual({sum: 50, count: 3, min: 10, max: 20});
    expect(metric('s', 'GetRecords.Records')?.sum).toBe(3);
  });

  it('is refused beyond what the shard takes in a second, one record at a time', () => {
    const {clock, call, refusal, metric} = quiet();
    const records = [1, 2, 3].map(() => ({PartitionKey: 'p', Data: data(400_000)}));
    const {FailedRecordCount, Records} = call('PutRecords', {StreamName: 's', Records: records});
    expect(FailedRecordCount).toBe(1);
    expect((Records as Json[])[2]).toMatchObject({ErrorCode: 'ProvisionedThroughputExceededException'});
    expect(refusal('PutRecord', {StreamName: 's', PartitionKey: 'p', Data: data(400_000)})).toMatch(
      /^ProvisionedThroughputExceededException: Rate exceeded for shard shardId-00000000000[01] in stream s under account/,
    );
    clock.advance(1000);
    expect(refusal('PutRecord', {StreamName: 's', PartitionKey: 'p', Data: data(400_000)})).toBe('no error');
    clock.advance(60_000);
    expect(metric('s', 'WriteProvisionedThroughputExceeded')?.sum).toBe(2);
  });
});

it('a sequence number orders like its place and gives it back', () => {
  const place = fc.record({at: fc.integer({min: 1, max: 4e12}), index: fc.integer({min: -1, max: 2e9})});
  fc.assert(
    fc.property(place, place, fc.nat(99_999), (one, other, shard) => {
      const first = sequenceNumber(one, shard);
      expect(first).toMatch(/^49\d{54}$/);
      expect(positionOf(first)).toEqual({...one, shard});
      const before = one.at < other.at || (one.at === other.at && one.index < other.index);
      if (before) expect(BigInt(first)).toBeLessThan(BigInt(sequenceNumber(other, shard)));
    }),
  );
  expect(positionOf('12')).toBeUndefined();
});
