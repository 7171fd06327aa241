import {type Arrivals, expectedOver, onceInAHundred} from './arrivals.ts';
import {excessOf, type Sample} from './sample.ts';

/** How many of the moved came back: between these, as far as arrivals let it be told. */
export type Returned = {
  readonly atLeast: number;
  readonly atMost: number;
  readonly likely: number;
  /** More than arrives on other days by itself. */
  readonly unusual: boolean;
};

/** After the counts have settled: a minute after the last move, and later. */
export function returnedBetween(
  base: Sample,
  now: Sample,
  arrivals: Arrivals | undefined,
  deviations = onceInAHundred,
): Returned {
  const excess = excessOf(now, base);
  const expected = expectedOver(arrivals, now.at - base.at, deviations);
  const moved = now.moved - base.moved;
  const within = (count: number) => Math.min(moved, Math.max(0, count));
  return {
    atLeast: within(Math.ceil(excess - expected.most)),
    atMost: within(Math.floor(excess - expected.least)),
    likely: within(Math.round(excess - Math.max(0, expected.mean))),
    unusual: excess > expected.usual,
  };
}

/** Where a larger share of a canary than this can hide among arrivals, it is worth nothing. */
const hiddenAtMost = 0.3;

export type CanaryVerdict = {
  readonly is: 'clean' | 'bounced' | 'unclear';
  readonly returned: Returned;
};

/**
 * What a canary that was watched to the end has shown. Clean: no more is there than arrives on any day, and what
 * could hide among the arrivals is a small part of it. Bounced: more is there than arrivals explain.
 */
export function judgeCanary(base: Sample, end: Sample, arrivals: Arrivals | undefined): CanaryVerdict {
  const returned = returnedBetween(base, end, arrivals);
  if (returned.atLeast > 0) return {is: 'bounced', returned};
  const {most, mean} = expectedOver(arrivals, end.at - base.at, onceInAHundred);
  const noise = arrivals ? most - mean : 0;
  const isHidden = Math.max(returned.atMost, noise) > hiddenAtMost * (end.moved - base.moved);
  return {is: returned.unusual || isHidden ? 'unclear' : 'clean', returned};
}
