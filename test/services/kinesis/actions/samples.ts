import {type HashRange, hashOf} from '../../../../source/services/kinesis/hash-range.ts';
import type {ShardSample} from '../../../../source/services/kinesis/sample/sample.ts';

type Weighed = {readonly hashKey: bigint; readonly weight: number};

/** A sample as it would be of records with these hash keys and weights. */
export function sampleOf(
  shardId: string,
  range: HashRange,
  takenAt: number,
  weights: readonly Weighed[],
  {
    accepted,
    keys = [],
  }: {
    readonly accepted?: {readonly bytesPerSecond: number; readonly recordsPerSecond: number};
    readonly keys?: readonly {readonly key: string; readonly share: number}[];
  } = {},
): ShardSample {
  const sorted = weights.toSorted((a, b) => (a.hashKey < b.hashKey ? -1 : 1));
  const whole = sorted.reduce((sum, {weight}) => sum + weight, 0);
  const load = sorted.map(({hashKey, weight}) => ({hashKey, weight: weight / whole}));
  let below = 0;
  const middle = load.find(({weight}) => {
    below += weight;
    return below >= 0.5;
  })?.hashKey;
  return {
    shardId,
    ...range,
    takenAt,
    seconds: 20,
    records: 9840,
    bytes: 9_840_000,
    ...(accepted && {accepted}),
    misplaced: 0,
    dimension: 'bytes',
    keys: keys.map(({key, share}) => ({key, share, hashKey: hashOf(key)})),
    keyErrorShare: 0.004,
    load,
    median: middle === undefined ? undefined : {hashKey: middle, low: middle, high: middle},
  };
}

/** Keys that lie evenly over a part of a range, 0…1 of it. */
export const evenly = (
  {start, end}: HashRange,
  from: number,
  until: number,
  count = 200,
): readonly Weighed[] =>
  Array.from({length: count}, (_, index) => {
    const at = from + ((until - from) * (index + 0.5)) / count;
    return {hashKey: start + ((end - start) * BigInt(Math.round(at * 1e9))) / 1_000_000_000n, weight: 1};
  });
