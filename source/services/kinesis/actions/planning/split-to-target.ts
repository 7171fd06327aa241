import {canSplitAt, type HashRange, sizeOf} from '../../hash-range.ts';
import type {ShardSample} from '../../sample/sample.ts';
import type {OpenShard} from '../facts/facts.ts';

export type CutsForTarget = {
  /** In the order of the key space. */
  readonly at: readonly bigint[];
  /** Every piece then is at most at the target, as far as anybody knows. */
  readonly reaches: boolean;
};

/** Where to cut a shard of this load so that every piece is at the target, with the fewest cuts. */
export function cutsForTarget({range, sample}: OpenShard, load: number, target: number): CutsForTarget {
  if (sample && sample.load.length > 0) return sampledCuts(range, sample, target / load);
  const pieces = Math.ceil(load / target);
  const at = evenCuts(range, pieces);
  return {at, reaches: at.length === pieces - 1};
}

/** Nothing tells where the load is: pieces of the same width. */
function evenCuts(range: HashRange, pieces: number): readonly bigint[] {
  const cuts: bigint[] = [];
  let {start} = range;
  for (let piece = 1; piece < pieces; piece += 1) {
    const at = range.start + (sizeOf(range) * BigInt(piece)) / BigInt(pieces);
    if (!canSplitAt({start, end: range.end}, at)) continue;
    cuts.push(at);
    start = at;
  }
  return cuts;
}

type Weighed = {readonly hashKey: bigint; readonly weight: number};

/** The fewest pieces with at most `most` of the load each; among those, pieces as equal as they can be. */
function sampledCuts(range: HashRange, {load}: ShardSample, most: number): CutsForTarget {
  const fewest = sweep(range, load, most);
  const heaviest = Math.max(...load.map(({weight}) => weight));
  if (heaviest > most) return {at: fewest.at, reaches: false};
  let low = heaviest;
  let high = most;
  let best = fewest;
  for (let round = 0; round < 24; round += 1) {
    const middle = (low + high) / 2;
    const tried = sweep(range, load, middle);
    if (tried.reaches && tried.at.length <= fewest.at.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

/** Fills piece after piece up to `most`. A key that is too heavy alone gets a piece of its own. */
function sweep(range: HashRange, load: readonly Weighed[], most: number): CutsForTarget {
  const cuts: bigint[] = [];
  let {start} = range;
  let filled = 0;
  let reaches = true;
  let before: bigint | undefined;
  for (const {hashKey, weight} of load) {
    if (filled > 0 && filled + weight > most) {
      const at = between(before, hashKey);
      if (canSplitAt({start, end: range.end}, at)) {
        cuts.push(at);
        start = at;
        filled = 0;
      } else reaches = false;
    }
    filled += weight;
    if (filled > most * (1 + 1e-9)) reaches = false;
    before = hashKey;
  }
  return {at: cuts, reaches};
}

/** The gap between two keys belongs to nobody who was sampled: half of it to each side. */
function between(before: bigint | undefined, key: bigint): bigint {
  return before === undefined ? key : (before + key + 1n) / 2n;
}
