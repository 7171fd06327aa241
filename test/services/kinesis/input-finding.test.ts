import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Series} from '../../../source/metrics/ask.ts';
import {inputStopped} from '../../../source/services/kinesis/input-finding.ts';
import {defaultThresholds} from '../../../source/services/kinesis/thresholds.ts';
import {scenarioFile, simulated} from '../../simulated.ts';

const minuteMs = 60_000;
const end = 25 * 60;

/** A series of `end` minutes, the last one first in `perMinute`'s count of minutes ago. */
const seriesOf = (perMinute: (minutesAgo: number) => number | undefined, minutes = end): Series => ({
  periodSeconds: 60,
  coveredUntil: end * minuteMs,
  points: Array.from({length: minutes}, (_, index) => ({at: (end - minutes + index) * minuteMs, index}))
    .map(({at, index}) => ({at, value: perMinute(minutes - index)}))
    .filter((point): point is {at: number; value: number} => point.value !== undefined),
});
const stopped = (series: Series) => inputStopped(series, defaultThresholds);

test('silence for ten minutes, where there was input all the time, is said with its beginning', () => {
  const since = (minutes: number) => seriesOf(ago => (ago > minutes ? 600 : undefined));
  expect(stopped(since(9))).toBeUndefined();
  expect(stopped(since(12))).toMatchObject({since: (end - 12) * minuteMs, perMinute: 0, usual: 600});
});

test('a fifth of the same hour yesterday is little, a third is not', () => {
  const down = (to: number) => seriesOf(ago => (ago > 15 ? 600 : to));
  expect(stopped(down(100))).toMatchObject({perMinute: 100, usual: 600, since: (end - 15) * minuteMs});
  expect(stopped(down(200))).toBeUndefined();
});

test('a stream that is quiet every night at this time, or is written to now and then, is not missed', () => {
  expect(stopped(seriesOf(ago => (ago > 20 && ago < 20 * 60 ? 600 : 5)))).toBeUndefined();
  expect(stopped(seriesOf(ago => (ago % 30 === 29 ? 600 : undefined)))).toBeUndefined();
  expect(stopped(seriesOf(() => undefined))).toBeUndefined();
});

test('a stream of this morning that fell silent is missed, one that was never steady is not', () => {
  expect(stopped(seriesOf(ago => (ago > 11 ? 60 : undefined), 180))).toMatchObject({usual: 60});
  expect(stopped(seriesOf(ago => (ago > 11 && ago % 2 === 0 ? 60 : undefined), 180))).toBeUndefined();
});

test('whatever comes in, nothing is said of a stream whose last ten minutes are like yesterday', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 1, max: 10_000}),
      fc.infiniteStream(fc.double({min: 0.5, max: 1, noNaN: true})),
      (rate, wobble) => {
        const factors = [...wobble.take(50)];
        expect(stopped(seriesOf(ago => rate * (factors[ago % 50] ?? 1)))).toBeUndefined();
      },
    ),
  );
});

test('in an account: producers die, and ten minutes later it is a warning', async () => {
  const {monitor, clock} = await simulated(
    await scenarioFile({
      name: 'test',
      regions: ['us-east-1'],
      streams: [
        {
          name: 'stream',
          shards: 1,
          producers: [{recordsPerSecond: 100, recordBytes: 500, steps: [{atSecond: 300, times: 0}]}],
          consumers: [{name: 'reader'}],
        },
      ],
    }),
  );
  const watching = monitor();
  const inputFindings = async () =>
    (await watching.once()).findings.filter(({kind}) => kind === 'kinesis.input-stopped');
  expect(await inputFindings()).toEqual([]);
  clock.advance(10 * minuteMs);
  expect(await inputFindings()).toEqual([]);
  clock.advance(10 * minuteMs);
  expect(await inputFindings()).toMatchObject([
    {severity: 'warning', title: expect.stringMatching(/^input stopped 1\dm ago$/)},
  ]);
});
