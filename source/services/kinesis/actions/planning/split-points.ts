import {canSplitAt, type HashRange, midpointOf, splitAt} from '../../hash-range.ts';
import {type ShardSample, shareBelow} from '../../sample/sample.ts';

/** A place to split, and what the lower child gets of the load when a sample tells. */
export type Cut = {readonly at: bigint; readonly lowerShare: number | undefined};

/** Every key between the bounds that AWS keeps: at least two above the start, at most one below the end. */
export function withinBounds({start, end}: HashRange, at: bigint): bigint | undefined {
  const low = start + 2n;
  const high = end - 1n;
  if (low > high) return undefined;
  return at < low ? low : at > high ? high : at;
}

export const cutAt = (at: bigint, sample: ShardSample | undefined): Cut => ({
  at,
  lowerShare: sample && Math.min(1, shareBelow(sample, at)),
});

export function midpointCut(range: HashRange, sample: ShardSample | undefined): Cut | undefined {
  const at = withinBounds(range, midpointOf(range));
  return at === undefined ? undefined : cutAt(at, sample);
}

/**
 * The splits that leave one hash key in the narrowest shard there can be, [key, key + 1], in their order: the
 * first in the shard, the second in what it left above. At the edge of the range one is enough.
 */
export function isolatingCuts(range: HashRange, key: bigint): readonly bigint[] {
  const cuts: bigint[] = [];
  let rest = range;
  const below = key < range.end ? key : range.end - 1n;
  if (canSplitAt(rest, below)) {
    cuts.push(below);
    rest = splitAt(rest, below)[1];
  }
  const above = rest.start + 2n > key + 1n ? rest.start + 2n : key + 1n;
  if (canSplitAt(rest, above)) cuts.push(above);
  return cuts;
}

/** The ranges that are left of a shard after cuts, in the order of the key space. */
export function piecesOf(range: HashRange, cuts: readonly bigint[]): readonly HashRange[] {
  const pieces: HashRange[] = [];
  let rest = range;
  for (const at of cuts.toSorted((a, b) => (a < b ? -1 : 1))) {
    const [lower, upper] = splitAt(rest, at);
    pieces.push(lower);
    rest = upper;
  }
  return [...pieces, rest];
}

/** The share of the sampled load that lies in each of these pieces. */
export const sharesOf = (sample: ShardSample, pieces: readonly HashRange[]): readonly number[] =>
  pieces.map(({start, end}) =>
    Math.max(0, Math.min(1, shareBelow(sample, end + 1n)) - shareBelow(sample, start)),
  );
