import type {Point, Series} from '../../../metrics/ask.ts';
import type {KinesisThresholds} from '../thresholds.ts';
import {trendOf} from './trend.ts';

/** How far a reader is behind, and which way it goes. */
export type Lag = {
  /** As last measured; of a reader that is gone, counted on by the clock. */
  readonly ageMs: number;
  /** The same without the spike of a minute: what the clock of loss starts from. */
  readonly settledMs: number;
  readonly asOf: number;
  /** Milliseconds of age gained each second; at most 1,000, when nothing is read. */
  readonly slopeMsPerSecond: number | undefined;
  /** How long nobody has read, when somebody did before. */
  readonly goneMs: number | undefined;
};

const secondMs = 1_000;
const minuteMs = 60_000;
/** Less than this is a reader's own rhythm. */
export const behindMs = minuteMs;
const risingMsPerSecond = 10;
/** Somebody who looked into a stream by hand, or sampled it, was no reader. */
const readerMinutes = 5;

export type LagOptions = {
  /** It does not read, whatever its series says: gone from the first minute without data. */
  readonly stopped?: boolean;
  /** Whether there was anything to read since: a function is not invoked, nor measured, when there is not. */
  readonly inputSince?: (at: number) => boolean;
};

/** The lag that a series of ages shows; undefined when no reader was seen in all of it. */
export function lagOf(
  series: Series,
  thresholds: Pick<KinesisThresholds, 'readerGoneMinutes'>,
  {stopped = false, inputSince = () => true}: LagOptions = {},
): Lag | undefined {
  const {points, coveredUntil, periodSeconds} = series;
  const last = points.at(-1);
  if (!last || coveredUntil === undefined) return undefined;
  const asOf = last.at + periodSeconds * 1000;
  const goneMs = coveredUntil - asOf;
  const goneAfterMs = stopped ? minuteMs : thresholds.readerGoneMinutes * minuteMs;
  const trend = trendOf(withoutGaps(points, thresholds.readerGoneMinutes * minuteMs));
  const settledMs = trend?.value ?? last.value;
  if (goneMs >= goneAfterMs) {
    if (points.length < readerMinutes || !inputSince(asOf)) return undefined;
    return {
      ageMs: Math.round(settledMs) + goneMs,
      settledMs: settledMs + goneMs,
      asOf: coveredUntil,
      slopeMsPerSecond: secondMs,
      goneMs,
    };
  }
  return {
    ageMs: last.value,
    settledMs,
    asOf,
    slopeMsPerSecond: trend && Math.min(trend.slopePerSecond, secondMs),
    goneMs: undefined,
  };
}

/** The points since the reader was last gone. */
function withoutGaps(points: readonly Point[], longestMs: number): readonly Point[] {
  const gap = points.findLastIndex(({at}, index) => at - (points[index - 1]?.at ?? at) > longestMs);
  return points.slice(Math.max(0, gap));
}

/** Rising, beyond what a reader's own rhythm does to its age. */
export const isRising = (lag: Lag): boolean =>
  lag.settledMs > behindMs && (lag.slopeMsPerSecond ?? 0) > risingMsPerSecond;

export const isFalling = (lag: Lag): boolean =>
  lag.settledMs > behindMs && (lag.slopeMsPerSecond ?? 0) < -risingMsPerSecond;

/** Since when the reader has not been within a minute of the newest record. */
export function behindSince(points: readonly Point[]): number | undefined {
  const caughtUp = points.findLastIndex(point => point.value <= behindMs);
  return points[caughtUp + 1]?.at;
}
