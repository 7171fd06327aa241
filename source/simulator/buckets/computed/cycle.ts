import {dayMs} from '../days.ts';
import {shuffled} from './shuffle.ts';

/** What repeats itself along the objects of a family: from so few, all of them can be summed up. */
export type Cycle = {
  readonly length: number;
  readonly sizes: readonly number[];
  /** When those that are not in the order of time were written. */
  readonly times: readonly number[];
  /** Whether one has older versions. */
  readonly hasOlder: readonly boolean[];
};

export type CycleOptions = {
  readonly count: number;
  readonly seed: number;
  readonly startAt: number;
  readonly sinceDaysAgo: number;
  readonly untilDaysAgo: number;
  readonly meanBytes: number;
  readonly smallShare: number;
  readonly olderShare: number;
};

const mostEntries = 256;
const smallBytes = 131_072;
/** Single sizes differ as much as that. */
const spread = 100;

export function createCycle(options: CycleOptions): Cycle {
  const {count, seed, startAt, sinceDaysAgo, untilDaysAgo, olderShare} = options;
  const length = Math.min(count, mostEntries);
  const bySize = sizes(length, options);
  const spanMs = (sinceDaysAgo - untilDaysAgo) * dayMs;
  const older = Math.round(olderShare * length);
  return {
    length,
    sizes: shuffled(length, seed + 1).map(rank => bySize[rank] ?? 0),
    times: shuffled(length, seed + 2).map(
      rank => Math.floor((startAt - sinceDaysAgo * dayMs + ((rank + 1) / length) * spanMs) / 1000) * 1000,
    ),
    hasOlder: shuffled(length, seed + 3).map(rank => rank < older),
  };
}

/** From the smallest up. Where the mean leaves no room for objects of 128 KiB, the mean holds, not the share. */
function sizes(length: number, {meanBytes, smallShare}: CycleOptions): number[] {
  const small = Math.round(smallShare * length);
  const smaller = weights(small).map(weight => Math.floor((weight / spread) * (smallBytes - 1)));
  const larger = weights(length - small);
  const rest = meanBytes * length - sum(smaller) - smallBytes * larger.length;
  if (larger.length > 0 && rest >= 0)
    return [...smaller, ...larger.map(weight => Math.round(smallBytes + (weight * rest) / sum(larger)))];
  const all = weights(length);
  return all.map(weight => Math.round((weight * meanBytes * length) / sum(all)));
}

/** From 1 to the spread, each as many times its neighbour. */
const weights = (count: number): number[] =>
  Array.from({length: count}, (_, index) => spread ** ((index + 0.5) / count));

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
