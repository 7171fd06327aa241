import type {Series} from '../../../../metrics/ask.ts';
import {depthOf} from '../../dead-letters.ts';
import type {Consumed, Receiver} from '../facts.ts';

const minuteMs = 60_000;
const livelyMinutes = 15;
const currentMinutes = 5;

/**
 * Whether somebody takes messages out of a queue and deletes them, in the last minutes or in the whole minutes since
 * a time; undefined where nobody can tell.
 */
export function isConsumed(
  {consumed: {deleted, emptyReceives}, attributes}: Pick<Receiver, 'consumed' | 'attributes'>,
  since = Number.NEGATIVE_INFINITY,
): boolean | undefined {
  if (!isKnown(deleted)) return undefined;
  if (lately(deleted, livelyMinutes, since).some(count => count > 0)) return true;
  // Somebody asks and there is nothing to be had: that is a consumer too.
  return depthOf(attributes) === 0 && lately(emptyReceives, livelyMinutes, since).some(count => count > 0);
}

/** What a consumer deletes now, and what it was seen to be able to, a minute. */
export type Spare = {readonly now: number; readonly highest: number; readonly spare: number};

export function spareOf({deleted}: Pick<Consumed, 'deleted'>): Spare | undefined {
  const now = perMinuteLately(deleted);
  if (now === undefined) return undefined;
  const highest = deleted.points.reduce((most, {value}) => Math.max(most, value), 0);
  return {now, highest, spare: Math.max(0, highest - now)};
}

/** The mean of the last minutes; undefined where it is not known. */
export function perMinuteLately(series: Series): number | undefined {
  if (!isKnown(series)) return undefined;
  return lately(series, currentMinutes).reduce((sum, count) => sum + count, 0) / currentMinutes;
}

/** An idle queue has no points: that it was asked for is what tells idle from unknown. */
const isKnown = ({coveredUntil, missing}: Series): boolean =>
  coveredUntil !== undefined && missing === undefined;

const lately = (
  {points, coveredUntil}: Series,
  minutes: number,
  since = Number.NEGATIVE_INFINITY,
): readonly number[] =>
  coveredUntil === undefined
    ? []
    : points
        .filter(({at}) => at >= Math.max(since, coveredUntil - minutes * minuteMs))
        .map(({value}) => value);
