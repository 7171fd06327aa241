import type {Point, Series} from '../../metrics/ask.ts';
import type {Loss} from './model.ts';
import type {KinesisThresholds} from './thresholds.ts';
import {slopePerSecond} from './trend.ts';

/** How far a reader is behind, which way it goes, and when that costs records. */
export type Lag = {
  readonly ageMs: number;
  readonly asOf: number;
  /** Milliseconds of age gained each second; at most 1,000, when nothing is read. */
  readonly slopeMsPerSecond: number | undefined;
  /** How long nobody has read, when somebody did before: the age is then counted on by the clock. */
  readonly goneMs: number | undefined;
};

const trendWindowMs = 30 * 60_000;
/** At this share of the limit the oldest records are already going. */
const losingShare = 0.98;
const secondMs = 1_000;
/** Less than this is a reader's own rhythm. */
const behindMs = 60_000;

const unknownLoss: Loss = {state: 'unknown', inSeconds: null, basis: null, limitedBy: null};

/** The lag that a series of iterator ages shows; undefined when no reader was seen in all of it. */
export function lagOf(series: Series, thresholds: KinesisThresholds): Lag | undefined {
  const last = series.points.at(-1);
  if (!last || series.coveredUntil === undefined) return undefined;
  const asOf = last.at + series.periodSeconds * 1000;
  const goneMs = series.coveredUntil - asOf;
  const isGone = goneMs >= thresholds.readerGoneMinutes * 60_000;
  if (isGone) {
    return {ageMs: last.value + goneMs, asOf: series.coveredUntil, slopeMsPerSecond: secondMs, goneMs};
  }
  const recent = series.points.filter(point => point.at >= last.at - trendWindowMs);
  const slope = slopePerSecond(recent);
  return {
    ageMs: last.value,
    asOf,
    slopeMsPerSecond: slope === undefined ? undefined : Math.min(slope, secondMs),
    goneMs: undefined,
  };
}

/** When records are lost, if it goes on like this. */
export function lossOf(lag: Lag | undefined, retentionHours: number | undefined, now: number): Loss {
  if (!lag || retentionHours === undefined) return unknownLoss;
  const limitMs = retentionHours * 3_600_000;
  const basis = lag.goneMs === undefined ? 'measured' : 'assumed';
  // The age is some minutes old: it went on meanwhile as it did before.
  const sinceMs = now - lag.asOf;
  const ageNow = lag.ageMs + (Math.max(0, lag.slopeMsPerSecond ?? 0) * sinceMs) / 1000;
  if (ageNow >= losingShare * limitMs) {
    return {state: 'losing', inSeconds: 0, basis, limitedBy: 'retention'};
  }
  const slope = lag.slopeMsPerSecond;
  if (slope === undefined || slope <= 0 || !isRising(lag)) {
    return {state: 'none', inSeconds: null, basis, limitedBy: null};
  }
  const inSeconds = Math.round((limitMs - ageNow) / slope);
  // Further away than the retention is long, the trend says nothing any more.
  if (inSeconds * 1000 > limitMs) return {state: 'none', inSeconds: null, basis, limitedBy: null};
  return {state: 'at-risk', inSeconds, basis, limitedBy: 'retention'};
}

/** Rising, beyond what a reader's own rhythm does to its age. */
export const isRising = (lag: Lag): boolean =>
  lag.ageMs > behindMs && lag.slopeMsPerSecond !== undefined && lag.slopeMsPerSecond > 10;

/** Since when the reader has not been within a minute of the newest record. */
export function behindSince(points: readonly Point[]): number | undefined {
  const caughtUp = points.findLastIndex(point => point.value <= behindMs);
  return points[caughtUp + 1]?.at;
}
