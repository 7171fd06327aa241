import type {Point, Series} from '../../metrics/ask.ts';
import type {Finding} from '../../monitor/schema.ts';
import {formatDuration} from '../../text/duration.ts';
import {formatCount, formatShare} from '../../text/number.ts';
import {finding} from '../finding.ts';
import {dayWindow, streamAsks} from './asks.ts';
import type {About, FindingContext} from './findings.ts';
import type {KinesisThresholds} from './thresholds.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = dayWindow * 1000;
/** A stream that is written to only now and then is not missed when nothing comes. */
const steadyFrom = 50 / 60;

/** Producers that are silent, or nearly, where they were not an hour or a day ago. */
export function inputFinding(about: About, {book, thresholds}: FindingContext): Finding | undefined {
  const stopped = inputStopped(book(streamAsks(about.resource).inRecords), thresholds);
  if (!stopped) return undefined;
  const {since, until, perMinute, usual, than} = stopped;
  const lasts = formatDuration(until - since);
  const less = formatShare(1 - perMinute / usual);
  return finding({
    ...about,
    kind: 'kinesis.input-stopped',
    severity: 'warning',
    title: perMinute === 0 ? `input stopped ${lasts} ago` : `input ${less} down for ${lasts}`,
    detail:
      perMinute === 0
        ? `Nothing was written to ${about.resource} for ${lasts}; it was ${formatCount(usual)} records a minute ${than}. Are its producers running?`
        : `${about.resource} takes ${formatCount(perMinute)} records a minute, ${less} less than the ${formatCount(usual)} ${than}. Are all of its producers running?`,
    evidence: {recordsPerMinute: perMinute, usualRecordsPerMinute: usual},
    since,
  });
}

type Stopped = {
  readonly since: number;
  readonly until: number;
  /** The mean since then. */
  readonly perMinute: number;
  readonly usual: number;
  readonly than: string;
};

export function inputStopped(
  {points, coveredUntil, missing}: Series,
  {inputStoppedMinutes, inputStoppedShare}: KinesisThresholds,
): Stopped | undefined {
  if (coveredUntil === undefined || missing !== undefined) return undefined;
  const lately = coveredUntil - inputStoppedMinutes * minuteMs;
  const around = coveredUntil - dayMs - hourMs / 2;
  const yesterday = usualIn(points, around, around + hourMs);
  const now = sumOf(points, lately, coveredUntil) / inputStoppedMinutes;
  const most = yesterday === undefined ? 0 : yesterday * inputStoppedShare;
  const since = lowSince(points, coveredUntil, most);
  if (coveredUntil - since < inputStoppedMinutes * minuteMs) return undefined;
  if (yesterday !== undefined) {
    return {since, until: coveredUntil, perMinute: now, usual: yesterday, than: 'in the same hour yesterday'};
  }
  // A younger stream, of which there is no yesterday: it was written to all the time before it fell silent.
  const before = usualIn(points, since - hourMs, since);
  return before === undefined
    ? undefined
    : {since, until: coveredUntil, perMinute: now, usual: before, than: 'in the hour before'};
}

/** When the last minute with more than `most` ended. */
function lowSince(points: readonly Point[], coveredUntil: number, most: number): number {
  const last = points.findLast(({value}) => value > most);
  const first = points[0];
  return last ? last.at + minuteMs : first ? first.at : coveredUntil;
}

/** Records a minute between two times, where hardly a minute was without. */
function usualIn(points: readonly Point[], from: number, until: number): number | undefined {
  const minutes = (until - from) / minuteMs;
  const busy = points.filter(({at, value}) => at >= from && at < until && value > 0);
  if (busy.length < minutes * steadyFrom) return undefined;
  return busy.reduce((sum, {value}) => sum + value, 0) / minutes;
}

const sumOf = (points: readonly Point[], from: number, until: number): number =>
  points.reduce((sum, {at, value}) => (at >= from && at < until ? sum + value : sum), 0);
