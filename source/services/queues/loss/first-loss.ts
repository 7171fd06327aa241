import type {Point, Series} from '../../../metrics/ask.ts';
import type {Missing} from '../../../reading.ts';
import {slopeOf} from '../../slope.ts';
import {longestRetention, oldestSend, type Source} from './age-when-moved.ts';

/** When the first message of a queue passes its retention, in seconds from now. */
export type FirstLoss = {
  readonly atLeast: number;
  readonly atMost: number;
  /**
   * `exact`: the age of the oldest is what counts. `range`: how old messages were when they were moved lies between
   * nothing and what their sources' metrics of that time say. `bound`: nobody knows how old they were; no older than the
   * retention of their sources.
   */
  readonly basis: 'exact' | 'range' | 'bound';
};

/** What is measured is a few minutes old, and counts are approximate: nearer than this is now. */
const nowSeconds = (retentionSeconds: number): number => Math.min(600, 0.02 * retentionSeconds);
const lateMinutes = 30;
const longMinutes = 90;
/** Where few messages come, the hours to come are no more even than those before. */
const strays = 1.1;
const daySeconds = 86_400;
/** An age that gains less than this of the time is kept up with. */
const keptUp = 0.05;

export type LossContext = {
  readonly now: number;
  readonly fifo: boolean;
  readonly retentionSeconds: number;
  /** Seconds, of the queue's own oldest message; of a dead-letter queue counted from the move. */
  readonly ages: Series;
};

/** Of a dead-letter queue: nobody takes its messages away. */
export function deadLetterLoss(
  {now, fifo, retentionSeconds, ages}: LossContext,
  sources: readonly Source[],
  /** There may be sources that nobody knows. */
  more: boolean,
): FirstLoss | Missing {
  const age = ageNow(ages, now);
  if (typeof age === 'string') return age;
  const atMost = Math.max(0, retentionSeconds - age);
  // A FIFO queue counts the retention from the move; what functions and topics send is sent anew.
  if (fifo || (sources.length === 0 && !more)) return loss(atMost, atMost, 'exact', retentionSeconds);
  const sent = sources.map(source => oldestSend(source, age, now));
  const oldest = Math.max(...sent.filter(seconds => seconds !== undefined), 0);
  // The first of them was moved when none of the sources is known to have been active: it came by another way.
  const isSeen = oldest >= age && sources.every(({ages}) => ages !== undefined);
  if (!more && isSeen) return loss(Math.max(0, retentionSeconds - oldest), atMost, 'range', retentionSeconds);
  const retentions = sources.map(source => source.retentionSeconds ?? longestRetention);
  return loss(
    Math.max(0, atMost - Math.max(...retentions, more ? longestRetention : 0)),
    atMost,
    'bound',
    retentionSeconds,
  );
}

/** Of a queue that is consumed: undefined while its consumer keeps up, because then nothing is lost. */
export function sourceLoss(
  {now, retentionSeconds, ages}: LossContext,
  isConsumed: boolean,
): FirstLoss | Missing | undefined {
  const age = ageNow(ages, now);
  if (typeof age === 'string') return age;
  const left = Math.max(0, retentionSeconds - age);
  const asItIs = loss(left, left, 'exact', retentionSeconds);
  if (!isConsumed) return asItIs;
  const slope = slopeOf(since(ages.points, lateMinutes));
  // Where the oldest grow no older at the end of the retention, that is because they are lost.
  if (slope === undefined || slope < keptUp) return asItIs.atMost === 0 ? asItIs : undefined;
  // How far half an hour strays from the trend, the hour before it shows; more than twice as slow is another trend.
  const long = Math.max(slopeOf(since(ages.points, longMinutes)) ?? slope, slope / 2);
  const atTrend = Math.max(left, (strays * left) / Math.min(1, slope, long));
  // Further away than a day, and than messages live, the trend says nothing any more.
  return atTrend > Math.max(retentionSeconds, daySeconds)
    ? undefined
    : loss(left, atTrend, 'exact', retentionSeconds);
}

function loss(
  atLeast: number,
  atMost: number,
  basis: FirstLoss['basis'],
  retentionSeconds: number,
): FirstLoss {
  const now = nowSeconds(retentionSeconds);
  const isNow = atMost <= now || (basis === 'range' && atLeast === 0 && atMost <= 6 * now);
  if (isNow) return {atLeast: 0, atMost: 0, basis};
  return {atLeast: Math.round(atLeast), atMost: Math.round(atMost), basis};
}

/** Seconds; the age is some minutes old, and went on meanwhile. */
function ageNow({points, periodSeconds, missing, coveredUntil}: Series, now: number): number | Missing {
  const last = points.at(-1);
  if (!last) return missing ?? (coveredUntil === undefined ? 'not-asked' : 'no-data');
  return last.value + Math.max(0, (now - last.at) / 1000 - periodSeconds);
}

function since(points: readonly Point[], minutes: number): readonly Point[] {
  const last = points.at(-1);
  return last ? points.filter(({at}) => at > last.at - minutes * 60_000) : [];
}
