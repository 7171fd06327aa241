import fc from 'fast-check';
import {expect, test} from 'vitest';
import {canSplitAt, lastHashKey, splitAt} from '../../../../source/services/kinesis/hash-range.ts';
import {splitAdvice} from '../../../../source/services/kinesis/sample/advice.ts';
import type {ShardSample} from '../../../../source/services/kinesis/sample/sample.ts';

const sampleOf = (
  range: {readonly start: bigint; readonly end: bigint},
  load: ShardSample['load'],
  median: bigint | undefined,
  top?: {readonly hashKey: bigint; readonly share: number},
): ShardSample => ({
  shardId: 'shardId-000000000000',
  ...range,
  takenAt: 0,
  seconds: 20,
  records: 10_000,
  bytes: 5_000_000,
  misplaced: 0,
  dimension: 'bytes',
  keys: top ? [{key: 'tenant', ...top}] : [],
  keyErrorShare: 0,
  load,
  median: median === undefined ? undefined : {hashKey: median, low: median - 1n, high: median + 1n},
});

const range = {start: 1000n, end: 1999n};
const even = Array.from({length: 10}, (_, index) => ({hashKey: 1050n + BigInt(index) * 100n, weight: 0.1}));

test('the split is at the median where the sample tells it, else at the midpoint', () => {
  expect(splitAdvice(sampleOf(range, even, 1250n))).toMatchObject({
    at: 1250n,
    lowerShare: expect.closeTo(0.2),
    midpoint: {at: 1500n, lowerShare: expect.closeTo(0.5)},
    reliable: true,
    isolate: undefined,
  });
  expect(splitAdvice(sampleOf(range, even, undefined))).toMatchObject({at: 1500n, reliable: false});
});

test('one key with over half of the load: no median parts it, alone in a shard it leaves the rest their room', () => {
  const load = [
    {hashKey: 1100n, weight: 0.2},
    {hashKey: 1500n, weight: 0.6},
    {hashKey: 1900n, weight: 0.2},
  ];
  const {reliable, isolate} = splitAdvice(sampleOf(range, load, 1500n, {hashKey: 1500n, share: 0.6}));
  expect(reliable).toBe(false);
  expect(isolate).toMatchObject({at: [1500n, 1502n], helps: true});
  expect(isolate?.below).toBeCloseTo(0.2);
  expect(isolate?.alone).toBeCloseTo(0.6);
  expect(isolate?.above).toBeCloseTo(0.2);
});

test('a key that does not hash into the shard cannot be put alone', () => {
  const elsewhere = {hashKey: 5n, share: 0.9};
  expect(splitAdvice(sampleOf(range, even, undefined, elsewhere)).isolate).toBeUndefined();
});

test('wherever the key is, the splits that leave it alone are splits that AWS allows', () => {
  const ends = fc
    .tuple(fc.bigInt(0n, lastHashKey), fc.bigInt(0n, 40n))
    .map(([start, width]) => ({start, end: start + width > lastHashKey ? lastHashKey : start + width}));
  fc.assert(
    fc.property(ends, fc.nat(40), (shard, offset) => {
      const hashKey = shard.start + BigInt(offset);
      fc.pre(hashKey <= shard.end);
      const load = [{hashKey, weight: 1}];
      const {isolate} = splitAdvice(sampleOf(shard, load, undefined, {hashKey, share: 1}));
      let rest = shard;
      let home = shard;
      for (const at of isolate?.at ?? []) {
        expect(canSplitAt(rest, at)).toBe(true);
        const [lower, upper] = splitAt(rest, at);
        home = hashKey < at ? (home === rest ? lower : home) : upper;
        rest = upper;
      }
      // Four values at most can be left together: nothing narrower than two can be cut off.
      if (isolate) expect(home.end - home.start).toBeLessThanOrEqual(3n);
      expect(isolate?.alone ?? 1).toBe(1);
    }),
    {numRuns: 300},
  );
});
