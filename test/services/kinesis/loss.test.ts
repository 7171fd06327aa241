import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Series} from '../../../source/metrics/ask.ts';
import {lagOf, lossOf} from '../../../source/services/kinesis/loss.ts';
import {defaultThresholds} from '../../../source/services/kinesis/thresholds.ts';
import {slopePerSecond} from '../../../source/services/kinesis/trend.ts';

const minute = 60_000;
const hour = 3_600_000;
const start = Date.UTC(2026, 10, 27, 9, 0);

/** Three hours of ages, minute by minute; a minute without a reader has no point. */
function ages(age: (minuteOfWindow: number) => number | undefined, minutes = 180): Series {
  const points = Array.from({length: minutes}, (_, index) => ({
    at: start + index * minute,
    value: age(index),
  }));
  return {
    points: points.filter((point): point is {at: number; value: number} => point.value !== undefined),
    periodSeconds: 60,
    coveredUntil: start + minutes * minute,
  };
}

const judge = (series: Series, retentionHours = 24, now = series.coveredUntil ?? 0) => {
  const lag = lagOf(series, defaultThresholds);
  return {lag, loss: lossOf(lag, retentionHours, now)};
};

test('22 hours behind and losing 0.9 s every second: a little over two hours are left', () => {
  const {loss} = judge(ages(index => 22 * hour + index * minute * 0.9 - 180 * minute * 0.9));
  expect(loss.state).toBe('at-risk');
  expect(loss.inSeconds).toBe(Math.round((2 * 3600 + 0.9 * 60) / 0.9));
});

test('two minutes after the last measurement, two minutes less are left', () => {
  const series = ages(index => 22 * hour + index * minute - 180 * minute);
  const end = series.coveredUntil ?? 0;
  const then = judge(series, 24, end).loss.inSeconds ?? 0;
  expect(judge(series, 24, end + 2 * minute).loss.inSeconds).toBe(then - 120);
});

test('a trend that needs longer than the retention says nothing', () => {
  expect(judge(ages(index => 5 * minute + index * 1_000)).loss.state).toBe('none');
});

test('a spike of a minute is no trend', () => {
  const {loss} = judge(ages(index => (index === 170 ? 3 * hour : 2_000)));
  expect(loss).toMatchObject({state: 'none', inSeconds: null});
});

test('at 98 % of the retention records are going, whatever the slope', () => {
  expect(judge(ages(() => 23.6 * hour)).loss).toMatchObject({state: 'losing', inSeconds: 0});
});

test('a reader that is gone keeps the clock running, marked as assumed', () => {
  const {lag, loss} = judge(ages(index => (index < 150 ? 5_000 : undefined)));
  expect(lag?.goneMs).toBe(30 * minute);
  expect(loss).toMatchObject({state: 'at-risk', basis: 'assumed'});
  expect(loss.inSeconds).toBeCloseTo(23.5 * 3600, -2);
});

test('where nobody ever read, nothing is known', () => {
  expect(judge(ages(() => undefined)).loss.state).toBe('unknown');
});

test('the slope of a line is its slope, whatever three of its minutes do', () => {
  fc.assert(
    fc.property(
      fc.double({min: -2, max: 2, noNaN: true}),
      fc.uniqueArray(fc.nat(29), {maxLength: 3}),
      (slope, wild) => {
        const points = Array.from({length: 30}, (_, index) => ({
          at: index * minute,
          value: wild.includes(index) ? 1e9 : index * 60 * slope,
        }));
        expect(slopePerSecond(points)).toBeCloseTo(slope, 6);
      },
    ),
  );
});
