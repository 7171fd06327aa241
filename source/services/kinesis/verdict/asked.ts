import {fractionOf} from '../hash-range.ts';
import type {ShardSample} from '../sample/sample.ts';
import type {ShardLoad} from './evidence.ts';

const slices = 16;
/** Slices that hold clearly more than the emptiest ones lie under a crowd of keys: so many standard errors more. */
const clearlyMore = 2.5;
/** A hash key with more than this of the load is no ordinary one. */
const ordinaryShare = 0.01;
/** With fewer records in a slice, chance says more than the load. */
const fewestInSlice = 6;

/**
 * What a full shard is asked for, as a share of what it takes. Refused writes alone do not tell: they count
 * every time that a producer tries again. But MD5 spreads ordinary keys evenly, so they ask of this shard what
 * they ask of the others for their width; and a full shard refuses all keys in the same measure. Without enough
 * to go by, each refused record is taken to be sent twice.
 */
export function askedOf(
  {shard, accepted}: ShardLoad,
  askedAtMost: number,
  sample: ShardSample | undefined,
  roomy: readonly ShardLoad[],
): number {
  const ordinary = sample && ordinaryLoad(sample, accepted);
  const elsewhere = middleOf(roomy.map(other => other.accepted / other.shard.width));
  if (ordinary !== undefined && ordinary > 0 && elsewhere !== undefined) {
    const asked = (accepted * elsewhere * shard.width) / ordinary;
    if (asked > accepted && asked < askedAtMost) return asked;
  }
  return (accepted + askedAtMost) / 2;
}

/** What the ordinary keys of a shard come to, by the parts of its range that nothing crowds. */
function ordinaryLoad(sample: ShardSample, accepted: number): number | undefined {
  const placed = sample.records / (sample.records + sample.misplaced);
  const counts = new Array<number>(slices).fill(0);
  for (const {hashKey, weight} of sample.load) {
    if (weight > ordinaryShare) continue;
    const place = fractionOf(hashKey - sample.start) / fractionOf(sample.end - sample.start + 1n);
    const slice = Math.min(slices - 1, Math.floor(place * slices));
    counts[slice] = (counts[slice] ?? 0) + weight * sample.records;
  }
  const one = uncrowded(counts);
  if (one < fewestInSlice) return undefined;
  return (one / sample.records) * slices * placed * accepted;
}

/** The mean of the slices without a crowd: from the emptiest quarter on, as far as chance explains the more. */
function uncrowded(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  let taken = sorted.slice(0, slices / 4);
  for (;;) {
    const mean = meanOf(taken);
    const next = sorted.filter(count => count <= mean + clearlyMore * Math.sqrt(mean));
    if (next.length <= taken.length) return mean;
    taken = next;
  }
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function middleOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
