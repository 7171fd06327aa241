import {canSplitAt, contains, midpointOf} from '../hash-range.ts';
import {type KeyShare, type ShardSample, shareBelow} from './sample.ts';

type SplitShares = {readonly lowerShare: number; readonly upperShare: number};

/** The splits that leave one key alone in the narrowest shard there can be, and what each part then carries. */
type Isolation = {
  readonly key: KeyShare;
  /** In the order in which to split: each cuts what the one before it left above. */
  readonly at: readonly bigint[];
  readonly below: number;
  readonly alone: number;
  readonly above: number;
  /** The heaviest part is clearly lighter than the heavier child of the best single split. */
  readonly helps: boolean;
};

/** What a split of the sampled shard would do. Shares are of the shard's load, 0…1. */
export type SplitAdvice = SplitShares & {
  /** The best place: the load median where the sample tells it, else the midpoint. */
  readonly at: bigint;
  readonly midpoint: SplitShares & {readonly at: bigint};
  readonly isolate: Isolation | undefined;
  /** `at` is the load median, and both children get a fair part of the load. */
  readonly reliable: boolean;
};

/** A key above this share makes one child as hot as the parent was: no median parts it. */
const dominantShare = 0.5;
/** From this share on, it is worth looking at a key by itself. */
const isolateFromShare = 0.25;
/** A gain below this is not worth two splits. */
const clearGain = 0.05;

export function splitAdvice(sample: ShardSample): SplitAdvice {
  const middle = midpointOf(sample);
  const midpoint = {at: middle, ...sharesAt(sample, middle)};
  const top = sample.keys[0];
  const median =
    sample.median && canSplitAt(sample, sample.median.hashKey) ? sample.median.hashKey : undefined;
  const split = median === undefined ? midpoint : {at: median, ...sharesAt(sample, median)};
  // Several keys can be sent to one hash key, which no split parts either.
  const isDominated = [top?.share, ...sample.load.map(({weight}) => weight)].some(
    share => share !== undefined && share > dominantShare,
  );
  return {
    ...split,
    midpoint,
    isolate: top && top.share >= isolateFromShare ? isolation(sample, top, heavier(split)) : undefined,
    reliable: median !== undefined && !isDominated,
  };
}

function sharesAt(sample: ShardSample, at: bigint): SplitShares {
  const lowerShare = Math.min(1, shareBelow(sample, at));
  return {lowerShare, upperShare: 1 - lowerShare};
}

const heavier = ({lowerShare, upperShare}: SplitShares): number => Math.max(lowerShare, upperShare);

function isolation(sample: ShardSample, key: KeyShare, withoutIt: number): Isolation | undefined {
  const at = cutsAround(sample, key.hashKey);
  if (at.length === 0) return undefined;
  const [low, high] = boundsAlone(sample, key.hashKey, at);
  const below = Math.min(1, shareBelow(sample, low));
  const above = 1 - Math.min(1, shareBelow(sample, high + 1n));
  const alone = Math.max(key.share, 1 - below - above);
  const heaviest = Math.max(below, alone, above);
  return {key, at, below, alone, above, helps: heaviest < withoutIt - clearGain};
}

/** Up to two splits that AWS allows: no child may be narrower than two hash keys. */
function cutsAround(sample: ShardSample, hashKey: bigint): readonly bigint[] {
  if (!contains(sample, hashKey)) return [];
  const last = hashKey < sample.end ? hashKey : sample.end - 1n;
  const below = canSplitAt(sample, last) ? last : undefined;
  const rest = {start: below ?? sample.start, end: sample.end};
  const above = rest.start + 2n > hashKey ? rest.start + 2n : hashKey + 1n;
  return [below, canSplitAt(rest, above) ? above : undefined].filter(cut => cut !== undefined);
}

/** The first and the last hash key of the shard in which the key ends up. */
function boundsAlone(
  sample: ShardSample,
  hashKey: bigint,
  cuts: readonly bigint[],
): readonly [bigint, bigint] {
  const low = cuts.findLast(cut => cut <= hashKey) ?? sample.start;
  const next = cuts.find(cut => cut > hashKey);
  return [low, next === undefined ? sample.end : next - 1n];
}
