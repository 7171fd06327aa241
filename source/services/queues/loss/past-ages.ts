import type {MetricAsk, Point, SeriesBook} from '../../../metrics/ask.ts';
import {queueAsks} from '../asks.ts';
import type {ListedQueue} from '../facts.ts';

const hour = 3600;
const day = 24 * hour;

/** The further back, the coarser. CloudWatch keeps minutes for 15 days, and five of them longer. */
const scales = [
  {windowSeconds: 2 * day, periodSeconds: 300},
  {windowSeconds: 5 * day, periodSeconds: 3600},
  {windowSeconds: 15 * day, periodSeconds: 3600},
] as const;
const everySeconds = hour;

/**
 * The ages of a source at the time when the oldest dead letter was moved, as the age metric last said, and a day
 * before: what is moved now may have been sent then.
 */
export function pastAgesAsk(source: ListedQueue, movedSecondsAgo: number): MetricAsk {
  const scale = scales.find(({windowSeconds}) => movedSecondsAgo + day <= windowSeconds) ?? scales[2];
  return {...queueAsks(source).age, ...scale, everySeconds};
}

/** The highest age of a queue's oldest message around a time, in seconds. */
export type PastAges = {
  readonly around: (at: number) => number | undefined;
  readonly stepMs: number;
  /** Nobody knows what was before. */
  readonly knownFrom: number;
};

/** Undefined where nobody has answered yet. */
export function pastAgesOf(
  book: SeriesBook,
  source: ListedQueue,
  movedSecondsAgo: number,
): PastAges | undefined {
  const lately = book(queueAsks(source).age);
  const ask = pastAgesAsk(source, movedSecondsAgo);
  const past = book(ask);
  if (lately.coveredUntil === undefined || past.coveredUntil === undefined) return undefined;
  const stepMs = past.periodSeconds * 1000;
  const highest = new Map<number, number>();
  const note = ({at, value}: Point) => {
    const step = Math.floor(at / stepMs);
    const known = highest.get(step);
    if (known === undefined || known < value) highest.set(step, value);
  };
  past.points.forEach(note);
  lately.points.forEach(note);
  const knownFrom = past.coveredUntil - ask.windowSeconds * 1000;
  return {around: at => highest.get(Math.floor(at / stepMs)), stepMs, knownFrom};
}
