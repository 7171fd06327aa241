import fc from 'fast-check';
import {expect, test} from 'vitest';
import {HeavyKeys} from '../../../../source/services/kinesis/sample/heavy-keys.ts';
import {hashKeyAt, LoadDistribution} from '../../../../source/services/kinesis/sample/load.ts';
import {shareBelowIn} from '../../../../source/services/kinesis/sample/sample.ts';

const drawn = fc.array(fc.record({key: fc.nat(200), weight: fc.integer({min: 1, max: 50})}), {
  maxLength: 600,
});

test('no weight is too high, and none too low by more than the error that is told', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(4, 16, 64, 1024), (records, capacity) => {
      const heavy = new HeavyKeys(capacity);
      const exact = new Map<string, number>();
      let total = 0;
      for (const {key, weight} of records) {
        heavy.add(`${key}`, weight);
        exact.set(`${key}`, (exact.get(`${key}`) ?? 0) + weight);
        total += weight;
      }
      expect(heavy.total).toBe(total);
      expect(heavy.error).toBeLessThanOrEqual(total / (capacity / 2));
      const told = new Map(heavy.top(capacity).map(({id, weight}) => [id, weight]));
      for (const [id, weight] of exact) {
        expect(told.get(id) ?? 0).toBeLessThanOrEqual(weight);
        expect(told.get(id) ?? 0).toBeGreaterThanOrEqual(weight - heavy.error);
      }
    }),
  );
});

test('a hundred thousand keys take no more room than a thousand, and the heavy ones stay', () => {
  const heavy = new HeavyKeys();
  for (let index = 0; index < 100_000; index += 1) {
    heavy.add(`key-${index}`, 1);
    if (index % 10 === 0) heavy.add('tenant', 2);
  }
  const [first, second] = heavy.top(2);
  expect(first?.id).toBe('tenant');
  expect((first?.weight ?? 0) + heavy.error).toBeGreaterThanOrEqual(20_000);
  expect(second?.weight ?? 0).toBeLessThan(300);
});

test('in bounded memory, the load below a hash key is right to two thousandths', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fc.bigInt(0n, 1n << 128n)), fc.nat(1000), (keys, heavyAt) => {
      const load = new LoadDistribution();
      const exact: {readonly hashKey: bigint; readonly weight: number}[] = [];
      for (const [index, hashKey] of [...keys.take(10_000)].entries()) {
        const weight = index === heavyAt ? 4000 : 1;
        load.add(hashKey, weight);
        exact.push({hashKey, weight});
      }
      const shares = load.shares();
      expect(shares.length).toBeLessThanOrEqual(2100);
      for (const probe of exact.slice(0, 40)) {
        const below = exact.reduce(
          (sum, {hashKey, weight}) => sum + (hashKey < probe.hashKey ? weight : 0),
          0,
        );
        expect(Math.abs(shareBelowIn(shares, probe.hashKey) - below / 13_999)).toBeLessThan(0.002);
      }
    }),
    {numRuns: 5},
  );
});

test('the median is where the two sides come closest to each other', () => {
  const parts = [10n, 20n, 30n, 40n].map(hashKey => ({hashKey, weight: 0.25}));
  expect(hashKeyAt(parts, 0.5)).toBe(25n);
  const topHeavy = [{hashKey: 10n, weight: 0.9}, ...[20n, 30n].map(hashKey => ({hashKey, weight: 0.05}))];
  expect(hashKeyAt(topHeavy, 0.5)).toBe(15n);
  expect(hashKeyAt([], 0.5)).toBeUndefined();
});
