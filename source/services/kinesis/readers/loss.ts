import type {Loss} from '../model.ts';
import {isFalling, isRising, type Lag} from './lag.ts';

/** How old a record can get before a reader is not given it any more, and what says so. */
export type AgeLimit = {readonly ms: number; readonly by: 'retention' | 'maximum-record-age'};

/** At this share of the limit the oldest records are already going. */
const losingShare = 0.98;

const unknownLoss: Loss = {state: 'unknown', inSeconds: null, basis: null, limitedBy: null};

/** The smaller of the stream's retention and the mapping's maximum record age; -1 is AWS's word for infinite. */
export function limitOf(
  retentionHours: number | undefined,
  maximumRecordAgeSeconds: number | null | undefined,
): AgeLimit | undefined {
  const retention: AgeLimit | undefined =
    retentionHours === undefined ? undefined : {ms: retentionHours * 3_600_000, by: 'retention'};
  if (maximumRecordAgeSeconds === null || maximumRecordAgeSeconds === undefined) return retention;
  if (maximumRecordAgeSeconds < 0) return retention;
  const recordAge: AgeLimit = {ms: maximumRecordAgeSeconds * 1000, by: 'maximum-record-age'};
  return retention === undefined || recordAge.ms < retention.ms ? recordAge : retention;
}

/** When records are lost, if it goes on like this. */
export function lossOf(lag: Lag | undefined, limit: AgeLimit | undefined, now: number): Loss {
  if (!lag || !limit) return unknownLoss;
  const basis = lag.goneMs === undefined ? 'measured' : 'assumed';
  const ageNow = ageAt(lag, now);
  if (ageNow >= losingShare * limit.ms) {
    return {state: 'losing', inSeconds: 0, basis, limitedBy: limit.by};
  }
  const slope = lag.slopeMsPerSecond;
  const none: Loss = {state: 'none', inSeconds: null, basis, limitedBy: null};
  if (slope === undefined || !isRising(lag)) return none;
  const inSeconds = Math.round((limit.ms - ageNow) / slope);
  // Further away than the limit is long, the trend says nothing any more.
  if (inSeconds * 1000 > limit.ms) return none;
  return {state: 'at-risk', inSeconds, basis, limitedBy: limit.by};
}

/** The age is some minutes old: it went on meanwhile as it did before. */
const ageAt = (lag: Lag, now: number): number =>
  lag.settledMs + (Math.max(0, lag.slopeMsPerSecond ?? 0) * (now - lag.asOf)) / 1000;

/** How long a reader that catches up needs until it is through. */
export const caughtUpInMs = (lag: Lag): number | undefined =>
  isFalling(lag) && lag.slopeMsPerSecond !== undefined
    ? (lag.settledMs / -lag.slopeMsPerSecond) * 1000
    : undefined;

const order = {losing: 0, 'at-risk': 1, none: 2, unknown: 3} as const;

/** The one that happens first. */
export const soonest = (losses: readonly Loss[]): Loss =>
  losses.toSorted(
    (a, b) =>
      order[a.state] - order[b.state] ||
      (a.inSeconds ?? Number.MAX_VALUE) - (b.inSeconds ?? Number.MAX_VALUE),
  )[0] ?? unknownLoss;
