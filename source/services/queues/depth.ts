import type {Point, SeriesBook} from '../../metrics/ask.ts';
import {middle} from '../slope.ts';
import type {QueueAsks} from './asks.ts';

const minuteMs = 60_000;
/** Over which a queue grows or drains. */
const growthMinutes = 15;
/** Fewer minutes show no change. */
const fewestMinutes = 5;
/** What is older than this is no word about now. */
const oldMinutes = 5;

/** All that a queue holds, minute by minute: visible, in flight and delayed, where all of them are known. */
export function depthPoints(book: SeriesBook, asks: QueueAsks): readonly Point[] {
  const inFlight = new Map(book(asks.inFlight).points.map(({at, value}) => [at, value]));
  const delayed = new Map(book(asks.delayed).points.map(({at, value}) => [at, value]));
  return book(asks.visible).points.flatMap(({at, value}) => {
    const out = inFlight.get(at);
    // Of a queue that delays nothing, nobody asks.
    const later = delayed.get(at);
    return out === undefined ? [] : [{at, value: value + out + (later === undefined ? 0 : later)}];
  });
}

/** How the depth of a queue has changed in the last quarter of an hour. */
export type Growth = {
  readonly perMinute: number;
  /** Messages gained; lost, below zero. */
  readonly gained: number;
  /** How far its minutes lie from the straight line, as a rule. */
  readonly noise: number;
  readonly asOf: number;
};

/** Undefined where too little is known of it. */
export function growthOf(depths: readonly Point[], coveredUntil: number | undefined): Growth | undefined {
  const last = depths.at(-1);
  if (!last || coveredUntil === undefined || coveredUntil - last.at > oldMinutes * minuteMs) return undefined;
  const lately = sinceEmptied(depths.filter(({at}) => at >= last.at - growthMinutes * minuteMs));
  if (lately.length < fewestMinutes) return undefined;
  const from = settledAt(lately.slice(0, 3));
  const to = settledAt(lately.slice(-3));
  if (!from || !to) return undefined;
  const perMinute = (to.value - from.value) / ((to.at - from.at) / minuteMs);
  const apart = lately.map(({at, value}) =>
    Math.abs(value - from.value - (perMinute * (at - from.at)) / minuteMs),
  );
  return {
    perMinute,
    gained: to.value - from.value,
    noise: middle(apart) ?? 0,
    asOf: last.at + minuteMs,
  };
}

/** One wild minute at either end turns nothing. */
function settledAt(points: readonly Point[]): Point | undefined {
  const [at, value] = [middle(points.map(point => point.at)), middle(points.map(point => point.value))];
  return at === undefined || value === undefined ? undefined : {at, value};
}

/** A queue that was purged or redriven meanwhile starts anew: what it gains since is no less of a gain. */
function sinceEmptied(points: readonly Point[]): readonly Point[] {
  const [first] = points;
  if (!first) return points;
  const lowest = points.reduce((low, point) => (point.value <= low.value ? point : low), first);
  return lowest.value < first.value / 2 ? points.filter(({at}) => at >= lowest.at) : points;
}

/** Up and down by as much as this many times its noise, a queue stays as it is. */
const noiseTimes = 5;

/**
 * Which way it goes. A dead-letter queue is left alone: one message more is one that failed. Others go up and down
 * all the time.
 */
export function courseOf({gained, noise}: Growth, isDeadLetter: boolean): 'growing' | 'draining' | 'steady' {
  const least = isDeadLetter ? 1 : Math.max(1, noiseTimes * noise);
  if (Math.abs(gained) < least) return 'steady';
  return gained > 0 ? 'growing' : 'draining';
}

export type GrowingSince = {readonly at: number; readonly atLeast: boolean};

/**
 * Since when a queue grows: there is no quarter of an hour since in which it gained nothing. `atLeast`: longer
 * than `knownFrom`, before which nobody looked. A queue that was idle before has no minutes from then.
 */
export function growingSince(depths: readonly Point[], knownFrom: number): GrowingSince | undefined {
  const spanMs = growthMinutes * minuteMs;
  let end = depths.length - 1;
  let start: number | undefined;
  for (let index = depths.length - 1; index >= 0; index -= 1) {
    const [from, to] = [depths[index], depths[end]];
    if (!from || !to) break;
    if (to.at - from.at < spanMs && index > 0) continue;
    if (to.value - from.value < 1) break;
    start = index;
    end -= 1;
  }
  const from = start === undefined ? undefined : depths[start];
  if (start === undefined || !from) return undefined;
  // An idle queue has no metrics: its first minute is the first that held anything.
  if (start === 0 && from.at > knownFrom + minuteMs && from.value > 0) return {at: from.at, atLeast: false};
  const still = depths.filter(
    ({at, value}) => at >= from.at && at <= from.at + spanMs && value <= from.value,
  );
  const last = still.at(-1) ?? from;
  return {at: last.at + minuteMs, atLeast: last.at <= knownFrom + minuteMs};
}
