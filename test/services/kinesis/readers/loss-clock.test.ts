import {describe, expect, test} from 'vitest';
import type {Series} from '../../../../source/metrics/ask.ts';
import {type LagOptions, lagOf} from '../../../../source/services/kinesis/readers/lag.ts';
import {limitOf, lossOf} from '../../../../source/services/kinesis/readers/loss.ts';
import {verdictOf} from '../../../../source/services/kinesis/readers/verdict.ts';
import {defaultThresholds} from '../../../../source/services/kinesis/thresholds.ts';

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

type Choices = LagOptions & {
  readonly retentionHours?: number;
  readonly recordAgeSeconds?: number;
  readonly now?: number;
};

function judge(
  series: Series,
  {retentionHours = 24, recordAgeSeconds, now = series.coveredUntil ?? 0, ...options}: Choices = {},
) {
  const lag = lagOf(series, defaultThresholds, options);
  const loss = lossOf(lag, limitOf(retentionHours, recordAgeSeconds), now);
  return {lag, loss, verdict: verdictOf(lag, loss)};
}

test('22 hours behind and losing 0.9 s every second: a little over two hours are left', () => {
  const {loss, verdict} = judge(ages(index => 22 * hour + index * minute * 0.9 - 180 * minute * 0.9));
  expect(loss.state).toBe('at-risk');
  expect(loss.inSeconds).toBe(Math.round((2 * 3600 + 0.9 * 60) / 0.9));
  expect(verdict).toBe('falling-behind');
});

test('two minutes after the last measurement, two minutes less are left', () => {
  const series = ages(index => 22 * hour + index * minute - 180 * minute);
  const end = series.coveredUntil ?? 0;
  const then = judge(series, {now: end}).loss.inSeconds ?? 0;
  expect(judge(series, {now: end + 2 * minute}).loss.inSeconds).toBe(then - 120);
});

test('a trend that needs longer than the retention says nothing', () => {
  expect(judge(ages(index => 5 * minute + index * 1_000)).loss.state).toBe('none');
});

test('who works off what has waited catches up, and loses nothing', () => {
  const {loss, verdict} = judge(ages(index => 20 * hour - index * 3 * minute));
  expect(loss).toMatchObject({state: 'none', inSeconds: null});
  expect(verdict).toBe('catching-up');
});

describe('right in kind', () => {
  test('a reader that died half an hour ago: the clock runs on, marked as assumed', () => {
    const {lag, loss, verdict} = judge(ages(index => (index < 150 ? 5_000 : undefined)));
    expect(lag?.goneMs).toBe(30 * minute);
    expect(verdict).toBe('reader-gone');
    expect(loss).toMatchObject({state: 'at-risk', basis: 'assumed'});
    expect(loss.inSeconds).toBeCloseTo(23.5 * 3600, -2);
  });

  test.each([
    ['flat', 0],
    ['rising', 300],
    ['even falling', -100],
  ])('99 %% of the retention, and %s: records are going now', (_, slope) => {
    const series = ages(index => 0.99 * 24 * hour + ((index - 179) * minute * slope) / 1000);
    expect(judge(series)).toMatchObject({loss: {state: 'losing', inSeconds: 0}, verdict: 'losing'});
  });

  test.each([
    ['in the middle', 170],
    ['right at the end', 179],
  ])('a spike of a minute, %s, is no trend and no loss', (_, when) => {
    const {loss, verdict} = judge(ages(index => (index === when ? 23.9 * hour : 2_000)));
    expect(loss).toMatchObject({state: 'none', inSeconds: null});
    expect(verdict).toBe('keeping-up');
  });

  test('an age that is there for good is believed after three minutes', () => {
    expect(judge(ages(index => (index < 177 ? 2_000 : 23.9 * hour))).verdict).toBe('losing');
  });

  test.each([6, 8, 15, 30])('a reader that stopped keeping up %i minutes ago is falling behind', since => {
    const {lag, verdict} = judge(ages(index => Math.max(2_000, (index - 180 + since) * minute * 0.8)));
    expect(verdict).toBe('falling-behind');
    if (since >= 15) expect(lag?.slopeMsPerSecond).toBeCloseTo(800, -2);
  });

  test('a mapping that drops records after two hours is nearer to loss than the stream', () => {
    const series = ages(index => 1 * hour + (index - 179) * minute * 0.25);
    expect(judge(series).loss.state).toBe('none');
    const {loss} = judge(series, {recordAgeSeconds: 7200});
    expect(loss).toMatchObject({state: 'none'});
    const faster = ages(index => 1 * hour + (index - 179) * minute * 0.6);
    const near = judge(faster, {recordAgeSeconds: 7200}).loss;
    expect(near).toMatchObject({state: 'at-risk', limitedBy: 'maximum-record-age'});
    expect((near.inSeconds ?? 0) / 60).toBeCloseTo(60 / 0.6, -1);
  });

  test('infinite is no limit', () => {
    const series = ages(index => 22 * hour + (index - 179) * minute);
    expect(judge(series, {recordAgeSeconds: -1}).loss.limitedBy).toBe('retention');
  });
});

describe('who is gone', () => {
  test('somebody who looked into the stream by hand, once, was no reader', () => {
    expect(judge(ages(index => (index === 20 || index === 21 ? 300 : undefined))).verdict).toBe('unknown');
  });

  test('a function is not gone when there is nothing to read', () => {
    const series = ages(index => (index < 100 ? 800 : undefined));
    expect(judge(series, {inputSince: () => false}).verdict).toBe('unknown');
    expect(judge(series, {inputSince: () => true}).verdict).toBe('reader-gone');
  });

  test('a mapping that is disabled is gone at once', () => {
    const series = ages(index => (index < 177 ? 800 : undefined));
    expect(judge(series).verdict).toBe('keeping-up');
    expect(judge(series, {stopped: true}).verdict).toBe('reader-gone');
  });

  test('back again, it is judged by what it has done since', () => {
    const series = ages(index => (index < 60 ? 800 : index < 160 ? undefined : (260 - index) * minute));
    expect(judge(series).verdict).toBe('catching-up');
  });

  test('where nobody ever read, nothing is known', () => {
    expect(judge(ages(() => undefined))).toMatchObject({loss: {state: 'unknown'}, verdict: 'unknown'});
  });
});
