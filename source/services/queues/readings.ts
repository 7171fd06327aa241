import {lastOf, type SeriesBook} from '../../metrics/ask.ts';
import {absent, isMeasured, type Missing, measured, type Reading} from '../../reading.ts';
import {valuesByPeriod} from '../history.ts';
import type {Known} from '../reader.ts';
import {closeWindow, type QueueAsks} from './asks.ts';
import {depthOf} from './dead-letters.ts';
import type {QueueAttributes} from './facts.ts';
import type {Queue} from './model.ts';

type Attributes = Known<QueueAttributes> | undefined;

export function factOf(
  known: Attributes,
  pick: (value: QueueAttributes) => number | undefined,
  otherwise: Missing = 'no-data',
): Reading {
  if (!known) return absent('not-asked');
  if (known.asOf === undefined) return absent(known.problem.missing);
  const value = pick(known.value);
  return value === undefined ? absent(otherwise) : measured(value, known.asOf);
}

/** Where the attributes do not say, the metric of some minutes ago does. */
export const orMetric = (attribute: Reading, metric: Reading): Reading =>
  isMeasured(attribute) || !isMeasured(metric) ? attribute : metric;

/** All that it holds. Metrics count what is delayed apart, and where they are all there is, that is left out. */
export function depthReading(known: Attributes, book: SeriesBook, asks: QueueAsks): Reading {
  const attribute = factOf(known, depthOf);
  const [visible, inFlight] = [lastOf(book(asks.visible)), lastOf(book(asks.inFlight))];
  if (isMeasured(attribute) || !isMeasured(visible) || !isMeasured(inFlight)) return attribute;
  return measured(visible.value + inFlight.value, Math.min(visible.asOf, inFlight.asOf));
}

/** What is empty has no oldest message. */
export const ofHeld = (depth: Reading, reading: Reading): Reading =>
  isMeasured(depth) && depth.value === 0 ? absent('not-applicable') : reading;

export const reasonOf = (reading: Reading): Missing => (isMeasured(reading) ? 'no-data' : reading.missing);

/** The end of the newest minute that any of its metrics tells of. */
export function metricsAsOf(book: SeriesBook, asks: QueueAsks): string | null {
  const ends = Object.values(asks).flatMap(ask => {
    const reading = lastOf(book(ask));
    return isMeasured(reading) ? [reading.asOf] : [];
  });
  return ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString();
}

export function historyOf(book: SeriesBook, asks: QueueAsks): Queue['history'] {
  const minutes = valuesByPeriod(
    {visible: book(asks.visible), age: book(asks.age), sent: book(asks.sent), deleted: book(asks.deleted)},
    closeWindow,
  );
  if (!minutes) return null;
  const {values, startAt, periodSeconds} = minutes;
  return {
    startAt,
    periodSeconds,
    visible: values.visible,
    oldestAgeSeconds: values.age,
    sentPerMinute: values.sent,
    deletedPerMinute: values.deleted,
  };
}
