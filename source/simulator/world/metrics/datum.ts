import type {Datum} from '../../metric-source.ts';
import {chance} from '../random.ts';

/** A sum of things that each came as one, such as records: `of` is how many could have been counted. */
export function countOf(sum: number, of = sum): Datum | undefined {
  if (of === 0) return undefined;
  return {sum, count: of, min: sum === of ? 1 : 0, max: sum > 0 ? 1 : 0};
}

/** A sum over so many calls, each of which brought about its part. */
export function spreadOver(sum: number, calls: number): Datum | undefined {
  if (calls === 0) return undefined;
  const mean = sum / calls;
  return {sum, count: calls, min: Math.floor(mean * 0.8), max: Math.ceil(mean * 1.2)};
}

/** Sizes of records that lie between two bounds. */
export function sizesOf(sum: number, count: number, smallest: number, largest: number): Datum | undefined {
  if (count === 0) return undefined;
  const mean = sum / count;
  return {sum, count, min: Math.min(smallest, mean), max: Math.max(largest, mean)};
}

/** Ages that lie between the youngest and the oldest; their mean is somewhat below the middle. */
export function agesOf(count: number, min: number, max: number): Datum | undefined {
  if (count === 0) return undefined;
  if (count === 1) return {sum: max, count, min: max, max};
  return {sum: min + max + (count - 2) * (min + (max - min) * 0.4), count, min, max};
}

/** How long calls take: most of them about the median, a few much longer. */
const shape = [
  {times: 0.5, factor: 0.8},
  {times: 0.3, factor: 1.1},
  {times: 0.14, factor: 1.6},
  {times: 0.05, factor: 3.5},
  {times: 0.01, factor: 9},
];

/** Latencies of so many calls around a median, with the single values so that percentiles can be told. */
export function latenciesOf(
  count: number,
  medianMs: number,
  seed: number,
  minute: number,
): Datum | undefined {
  if (count === 0) return undefined;
  const median = medianMs * (0.9 + 0.2 * chance(seed, minute, 41));
  const values: {value: number; times: number}[] = [];
  let left = count;
  for (const {times, factor} of shape.toReversed()) {
    const some = factor === 0.8 ? left : Math.min(left, Math.round(count * times));
    left -= some;
    if (some > 0) values.unshift({value: Math.round(median * factor * 100) / 100, times: some});
  }
  const sum = values.reduce((total, {value, times}) => total + value * times, 0);
  return {sum, count, min: values[0]?.value ?? median, max: values.at(-1)?.value ?? median, values};
}

/** What two parts of a minute come to together. */
export function joined(one: Datum | undefined, other: Datum | undefined): Datum | undefined {
  if (!one || !other) return one ?? other;
  return {
    sum: one.sum + other.sum,
    count: one.count + other.count,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}
