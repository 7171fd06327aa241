import type {MoveTask} from '../../facts.ts';

/** What a queue held, visible or not, at the end of a minute. */
export type Depth = {readonly at: number; readonly messages: number};

/** How a queue gains messages by itself, as it did lately. */
export type Arrivals = {
  /** Below zero where more leave than arrive. */
  readonly perMinute: number;
  /** Of single minutes. Never less than that of messages which fail independently of each other. */
  readonly variance: number;
  /** How many minutes this was learned from. */
  readonly minutes: number;
  /** Somebody takes messages out, or they pass their retention. */
  readonly falls: boolean;
};

/** What was moved out is no rate of arrivals. */
export type PastMove = Pick<MoveTask, 'startedAt' | 'moved' | 'perSecond'>;

const minuteMs = 60_000;
/** A depth is the mean of a minute, of counts that are up to a minute late. */
const settlesMs = 2 * minuteMs;
const blockMinutes = 10;
/** Fewer minutes tell no rate. */
const fewestMinutes = 5;
/** Two blocks whose means differ by more standard errors than this are not of one rate. */
const sameRate = 3;

/**
 * The rate of arrivals from the depth, minute by minute, oldest first: the last ten minutes, and as many before
 * them as went on at that rate, without those in which a task moved messages out. Undefined where too little is
 * known.
 */
export function arrivalsOf(depths: readonly Depth[], tasks: readonly PastMove[] = []): Arrivals | undefined {
  const gains = gainsOf(depths, tasks);
  if (gains.length < fewestMinutes) return undefined;
  let from = Math.max(0, gains.length - blockMinutes);
  while (from > 0) {
    const earlier = Math.max(0, from - blockMinutes);
    if (differ(gains.slice(earlier, from), gains.slice(from))) break;
    from = earlier;
  }
  const same = gains.slice(from);
  return {
    perMinute: meanOf(same),
    variance: varianceOf(same),
    minutes: same.length,
    falls: same.some(gain => gain < 0),
  };
}

/** What was gained in each minute between two depths; a minute without data shares with its neighbour. */
function gainsOf(depths: readonly Depth[], tasks: readonly PastMove[]): readonly number[] {
  const gains: number[] = [];
  let last: Depth | undefined;
  for (const depth of depths) {
    if (last && !isMovedOut(tasks, last.at, depth.at)) {
      const minutes = Math.max(1, Math.round((depth.at - last.at) / minuteMs));
      const each = (depth.messages - last.messages) / minutes;
      for (let minute = 0; minute < minutes; minute += 1) gains.push(each);
    }
    last = depth;
  }
  return gains;
}

/** Its end is not told: at its rate it took as long as this. A rate that AWS chose by itself is not told either. */
function isMovedOut(tasks: readonly PastMove[], from: number, to: number): boolean {
  return tasks.some(({startedAt, moved, perSecond}) => {
    if (startedAt === undefined || moved === undefined || perSecond === undefined) return false;
    const endedAt = startedAt + (moved / perSecond) * 1000 + settlesMs;
    return from < endedAt && to > startedAt;
  });
}

function differ(before: readonly number[], after: readonly number[]): boolean {
  const error = (gains: readonly number[]) => Math.max(varianceOf(gains), 1 / gains.length) / gains.length;
  const gap = Math.abs(meanOf(before) - meanOf(after));
  return gap > sameRate * Math.sqrt(error(before) + error(after));
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.max(Math.abs(mean), values.length > 1 ? squares / (values.length - 1) : 0);
}

/** How many arrive by themselves in some time. */
export type Expected = {
  readonly mean: number;
  /** Hardly fewer, and hardly more, with what is not known about the rate counted in. */
  readonly least: number;
  readonly most: number;
  /** What is seen every day: more than this begs the question where it comes from. */
  readonly usual: number;
};

/** One in a hundred: for a question that is asked once. */
export const onceInAHundred = 2.33;
/** One in two thousand: for a question that is asked again and again. */
export const onceInTwoThousand = 3.3;
/** For one that is asked anew every few minutes, for hours. */
export const onceInThirtyThousand = 4;
const onceInTwenty = 1.65;

/**
 * What arrives in `ms`. Counts of single messages are not symmetric: (z² − 1) / 6 is the next term after the
 * normal approximation (Cornish–Fisher, for a Poisson count). A rate that was never seen is taken to be able to
 * be one message in all the time that it was not seen.
 */
export function expectedOver(arrivals: Arrivals | undefined, ms: number, deviations: number): Expected {
  if (!arrivals) return {mean: 0, least: 0, most: Number.POSITIVE_INFINITY, usual: 0};
  const {perMinute, variance, minutes, falls} = arrivals;
  const over = Math.max(0, ms) / minuteMs;
  const mean = perMinute * over;
  const careful = Math.max(variance, 1 / minutes);
  const spread = deviations * Math.sqrt(careful * over + (careful * over * over) / minutes);
  const skew = over > 0 ? (deviations * deviations - 1) / 6 : 0;
  const least = mean - spread + (falls ? -skew : skew);
  return {
    mean,
    least: falls ? least : Math.max(0, Math.min(mean, least)),
    // Nothing leaves because it left before: what went out once explains nothing that is there now.
    most: Math.max(0, mean + spread + skew),
    usual: Math.max(0, mean) + onceInTwenty * Math.sqrt(variance * over),
  };
}
