import fc from 'fast-check';
import {expect, test} from 'vitest';
import {trendOf} from '../../../../source/services/kinesis/readers/trend.ts';
import {slopeOf} from '../../../../source/services/slope.ts';

const minute = 60_000;

const line = (slope: number, wild: readonly number[] = []) =>
  Array.from({length: 30}, (_, index) => ({
    at: index * minute,
    value: wild.includes(index) ? 1e9 : 5e6 + index * 60 * slope,
  }));

test('the slope of a line is its slope, whatever three of its minutes do', () => {
  fc.assert(
    fc.property(
      fc.double({min: -2000, max: 1000, noNaN: true}),
      fc.uniqueArray(fc.nat(29), {maxLength: 3}),
      (slope, wild) => {
        expect(slopeOf(line(slope, wild))).toBeCloseTo(slope, 6);
      },
    ),
  );
});

test('two wild minutes do not move where a line is now', () => {
  fc.assert(
    fc.property(
      fc.double({min: -2000, max: 1000, noNaN: true}),
      fc.uniqueArray(fc.nat(29), {maxLength: 2}),
      (slope, wild) => {
        const trend = trendOf(line(slope, wild));
        expect(trend?.value).toBeCloseTo(5e6 + 29 * 60 * slope, 3);
        expect(trend?.slopePerSecond).toBeCloseTo(slope, 6);
      },
    ),
  );
});

test('four minutes are no trend', () => {
  expect(trendOf(line(1).slice(0, 4))).toBeUndefined();
});
