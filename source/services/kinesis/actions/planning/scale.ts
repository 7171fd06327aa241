import type {Blocked} from '../../../../actions/plan.ts';
import {equalRanges, type HashRange, sizeOf} from '../../hash-range.ts';
import {mostShardsByCount, quickScalingStep} from '../../limits.ts';
import type {OpenShard} from '../facts/facts.ts';
import type {Stretch} from '../picture.ts';

/** Counts that UpdateShardCount does not take. */
export function countBlocked(current: number, count: number): readonly Blocked[] {
  if (count === current) {
    return [{because: `There are ${current} shards already.`, unblock: 'Name another count.'}];
  }
  if (count > 2 * current) {
    return [
      {
        because: `One call goes at most to double, from ${current} to ${2 * current}.`,
        unblock: `Take ${2 * current}, then go on from there.`,
      },
    ];
  }
  const least = Math.ceil(current / 2);
  if (count < least) {
    return [
      {
        because: `One call goes at least to half, from ${current} to ${least}.`,
        unblock: `Take ${least}, then go on from there.`,
      },
    ];
  }
  return count > mostShardsByCount
    ? [
        {
          because: `UpdateShardCount goes up to ${mostShardsByCount} shards.`,
          unblock: 'Split single shards instead.',
        },
      ]
    : [];
}

/** AWS advises targets that are a multiple of a quarter of the current count. */
export const isQuick = (current: number, count: number): boolean =>
  Number.isInteger(count / (current * quickScalingStep));

/** All ranges are of one size, but for what is left over when the key space is divided. */
export function isEven(open: readonly OpenShard[]): boolean {
  const sizes = open.map(({range}) => sizeOf(range));
  const [first] = sizes;
  return first === undefined || sizes.every(size => size - first <= 2n && first - size <= 2n);
}

/** What each of `count` equal ranges would take in, if the load lay evenly inside the shards of today. */
export const loadsOfEqualRanges = (open: readonly OpenShard[], count: number): readonly Stretch[] =>
  equalRanges(count).map(range => ({range, load: loadWithin(open, range)}));

function loadWithin(open: readonly OpenShard[], range: HashRange): number | undefined {
  let sum = 0;
  for (const shard of open) {
    const start = shard.range.start > range.start ? shard.range.start : range.start;
    const end = shard.range.end < range.end ? shard.range.end : range.end;
    if (start > end) continue;
    if (!shard.load) return undefined;
    sum += shard.load.askedAtMost * (Number(end - start + 1n) / Number(sizeOf(shard.range)));
  }
  return sum;
}
