import fc from 'fast-check';
import {expect, test} from 'vitest';
import {hashOf} from '../../../../source/services/kinesis/hash-range.ts';
import {innerRecords} from '../../../../source/services/kinesis/sample/aggregated.ts';
import {ShardTally} from '../../../../source/services/kinesis/sample/tally.ts';
import {aggregate} from '../../../../source/simulator/world/aggregate.ts';

const userRecord = fc.record(
  {
    partitionKey: fc.string({minLength: 1, maxLength: 20, unit: 'grapheme'}),
    explicitHashKey: fc.bigInt(0n, (1n << 128n) - 1n).map(String),
    data: fc.uint8Array({maxLength: 300}),
  },
  {requiredKeys: ['partitionKey', 'data']},
);

test('what was packed comes out again: keys, explicit hash keys and sizes', () => {
  fc.assert(
    fc.property(fc.array(userRecord, {minLength: 1, maxLength: 30}), records => {
      expect(innerRecords(aggregate(records))).toEqual(
        records.map(({partitionKey, explicitHashKey, data}) => ({
          partitionKey,
          explicitHashKey,
          bytes: data.length,
        })),
      );
    }),
  );
});

test('what only begins like an aggregated record is a record like any other', () => {
  const packed = aggregate([{partitionKey: 'k', data: Buffer.from('hello')}]);
  fc.assert(
    fc.property(fc.nat(packed.length - 1), fc.integer({min: 1, max: 255}), (at, change) => {
      const damaged = Buffer.from(packed);
      damaged[at] = ((damaged[at] ?? 0) + change) % 256;
      expect(innerRecords(damaged)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({maxLength: 200}), bytes => {
      expect(innerRecords(Buffer.concat([packed.subarray(0, 4), bytes]))).toBeUndefined();
    }),
  );
});

const half = {id: 'shard', start: 0n, end: (1n << 127n) - 1n};
const keys = Array.from({length: 400}, (_, index) => `key-${index}`);
const inside = keys.filter(key => hashOf(key) <= half.end);
const outside = keys.filter(key => hashOf(key) > half.end);
const packed = (names: readonly string[], explicitHashKey?: string) => ({
  partitionKey: 'a',
  data: aggregate(
    names.map(partitionKey => ({
      partitionKey,
      data: Buffer.alloc(50),
      ...(explicitHashKey === undefined ? {} : {explicitHashKey}),
    })),
  ),
  arrivedAt: undefined,
});
const sampleOf = (...records: readonly ReturnType<typeof packed>[]) => {
  const tally = new ShardTally(half);
  tally.add(records, 1000);
  return tally.finish(0, 1);
};

test('records that hash outside the shard are dropped and counted; over a tenth of them, no median is told', () => {
  const few = sampleOf(packed(inside.slice(0, 150)), packed(outside.slice(0, 10)));
  expect(few).toMatchObject({records: 150, misplaced: 10});
  expect(few.keys.map(({key}) => key)).not.toContain(outside[0]);
  expect(few.median).toBeDefined();
  const many = sampleOf(packed(inside.slice(0, 150)), packed(outside.slice(0, 20)));
  expect(many).toMatchObject({records: 150, misplaced: 20, median: undefined});
});

test('an explicit hash key inside places a record, whatever its partition key hashes to', () => {
  const {keys: told, load, misplaced} = sampleOf(packed(outside.slice(0, 1), '12345'));
  expect(misplaced).toBe(0);
  expect(told).toEqual([{key: outside[0], hashKey: 12_345n, share: 1}]);
  expect(load).toEqual([{hashKey: 12_345n, weight: 1}]);
});

test('a record written by itself with an explicit hash key counts for its key, and has no place', () => {
  const record = {partitionKey: outside[0] ?? '', data: Buffer.alloc(100), arrivedAt: undefined};
  const {keys: told, load, misplaced} = sampleOf(record);
  expect(told[0]).toMatchObject({key: outside[0], share: 1});
  expect(load).toEqual([]);
  expect(misplaced).toBe(1);
});
