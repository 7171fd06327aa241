import type {Point} from '../../metrics/ask.ts';
import type {Finding} from '../../monitor/schema.ts';
import {formatCount} from '../../text/number.ts';
import {finding} from '../finding.ts';
import {streamAsks} from './asks.ts';
import type {About, FindingContext} from './findings.ts';
import type {WriteVerdict} from './verdict/evidence.ts';

/** How many of the last minutes are looked at for refused writes. */
const refusedWindow = 5;

/** Writes that a stream refuses, minute after minute. */
export function refusedFinding(
  about: About,
  writes: WriteVerdict,
  {book, thresholds}: FindingContext,
): Finding | undefined {
  const series = book(streamAsks(about.resource).writesRefused);
  if (series.coveredUntil === undefined) return undefined;
  const from = series.coveredUntil - refusedWindow * 60_000;
  const minutes = series.points.filter(point => point.at >= from && point.value > 0);
  if (minutes.length < thresholds.refusedMinutesWarning) return undefined;
  const severity = minutes.length >= thresholds.refusedMinutesCritical ? 'critical' : 'warning';
  const most = Math.max(...minutes.map(point => point.value));
  return finding({
    ...about,
    kind: 'kinesis.writes-refused',
    severity,
    title: writes.title ?? `${formatCount(most)}/m writes refused`,
    detail: `${writes.says} Writes were refused in ${minutes.length} of the last ${refusedWindow} minutes, up to ${formatCount(most)} records a minute; that counts producers' retries.`,
    evidence: {refusedPerMinute: most, minutesOfFive: minutes.length},
    since: refusedSince(series.points),
    suggest: writes.suggest ?? null,
  });
}

/** The first minute of refusals that have not paused for five minutes since. */
function refusedSince(points: readonly Point[]): number | undefined {
  let since: number | undefined;
  for (const {at, value} of points.toReversed()) {
    if (value > 0) since = at;
    else if (since !== undefined && since - at >= refusedWindow * 60_000) break;
  }
  return since;
}
