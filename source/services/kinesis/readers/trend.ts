import type {Point} from '../../../metrics/ask.ts';
import {fewestPoints, middle, slopeOf} from '../../slope.ts';

/** Where a series stands at its end, and which way it goes; neither is turned by a spike. */
export type Trend = {
  readonly value: number;
  readonly slopePerSecond: number;
};

const minuteMs = 60_000;
const longMs = 30 * minuteMs;
const shortMs = 15 * minuteMs;
/** Halves whose slopes differ by more than both of these are not of one line; of ages, in ms a second. */
const differs = 50;
const differsShare = 0.2;

/**
 * The trend of ages in milliseconds: the slope of the last half hour, or of its second half where something has
 * changed since. Undefined for fewer than five points.
 */
export function trendOf(points: readonly Point[]): Trend | undefined {
  const last = points.at(-1);
  if (!last) return undefined;
  const long = points.filter(point => point.at > last.at - longMs);
  const after = long.findIndex(point => point.at > last.at - shortMs);
  const earlier = slopeOf(long.slice(0, after));
  const later = slopeOf(long.slice(after));
  const whole = slopeOf(long);
  if (whole === undefined) return undefined;
  const slopePerSecond = isChange(earlier, later) ? later : whole;
  return {value: settled(points, slopePerSecond), slopePerSecond};
}

const isChange = (earlier: number | undefined, later: number | undefined): later is number =>
  earlier !== undefined &&
  later !== undefined &&
  Math.abs(later - earlier) > Math.max(differs, differsShare * Math.max(Math.abs(earlier), Math.abs(later)));

/** The middle of what the last points say the value is now: one or two wild ones do not move it. */
function settled(points: readonly Point[], slopePerSecond: number): number {
  const last = points.at(-1)?.at ?? 0;
  const said = points
    .slice(-fewestPoints)
    .map(({at, value}) => value + (slopePerSecond * (last - at)) / 1000);
  return Math.max(0, middle(said) ?? 0);
}
