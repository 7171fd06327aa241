import type {HashRange} from '../../hash-range.ts';
import type {HighestMinute} from '../facts/day.ts';
import type {OpenShard} from '../facts/facts.ts';
import {fewestMerges} from './merge-groups.ts';
import {piecesOf, sharesOf} from './split-points.ts';
import {cutsForTarget} from './split-to-target.ts';

export type BalanceStep =
  | {
      readonly does: 'split';
      readonly shard: string;
      readonly range: HashRange;
      readonly at: bigint;
      /** It cuts what an earlier step of this plan left: that shard has no id yet. */
      readonly later: boolean;
    }
  | {
      readonly does: 'merge';
      readonly shard: string;
      readonly neighbour: string;
      readonly range: HashRange;
      readonly later: boolean;
    };

/** A stretch of the key space when the plan is through. */
export type Expected = {
  readonly range: HashRange;
  /** From to: undefined when nothing is known; one number where it was sampled or stays what it is. */
  readonly load: {readonly low: number; readonly high: number} | undefined;
  readonly changed: boolean;
  /** Stands on a sample, or was measured as a whole: what is promised. */
  readonly promised: boolean;
};

export type BalancePlan = {
  readonly steps: readonly BalanceStep[];
  readonly expected: readonly Expected[];
  /** Shards above the target that no split brings below it: one key, or too narrow. */
  readonly stuck: readonly OpenShard[];
  /** Splits that there is no room for in the account. */
  readonly left: number;
};

export type BalanceLimits = {
  readonly target: number;
  /** Shards that the account still has room for; undefined when nobody said. */
  readonly room: number | undefined;
  /** The highest minute of a day that shards would have had as one. */
  readonly highestOf: (shards: readonly string[]) => HighestMinute | undefined;
};

/** A shard so little above the target is left alone: the next minute would say otherwise. */
export const slack = 1.05;
/** Two neighbours that together stay under this share of the target are one too many. */
export const mergeShare = 0.5;
/** A shard is warm from here on, and warm shards are not merged. */
export const warmLoad = 0.5;

/**
 * The fewest splits that bring every shard to the target, and the fewest merges after which no two neighbours
 * are colder than need be. Merges come first where the account has no room for the splits.
 */
export function planBalance(open: readonly OpenShard[], limits: BalanceLimits): BalancePlan {
  const {target, room} = limits;
  const hot = open
    .flatMap(shard => (shard.load ? [{shard, load: shard.load.askedAtMost}] : []))
    .filter(({load}) => load > target * slack)
    .sort((a, b) => b.load - a.load);
  const stuck: OpenShard[] = [];
  const splits = new Map<string, readonly bigint[]>();
  for (const {shard, load} of hot) {
    const cuts = cutsForTarget(shard, load, target);
    if (!cuts.reaches) stuck.push(shard);
    if (cuts.at.length > 0) splits.set(shard.id, cuts.at);
  }
  const isHot = new Set(hot.map(({shard}) => shard.id));
  const groups = mergeGroups(open, isHot, limits);
  const merges = groups.flatMap(mergeSteps);
  const wanted = [...splits.values()].reduce((sum, cuts) => sum + cuts.length, 0);
  const fits = room === undefined ? wanted : Math.min(wanted, room + merges.length);
  const splitting = firstCuts(open, splits, fits);
  const mergesFirst = room !== undefined && wanted > room;
  const steps = mergesFirst ? [...merges, ...splitting.steps] : [...splitting.steps, ...merges];
  return {
    steps,
    expected: expectedOf(open, splitting.kept, groups),
    stuck,
    left: wanted - fits,
  };
}

/** The splits in their order, the hottest shard first, no more of them than fit. */
function firstCuts(
  open: readonly OpenShard[],
  splits: ReadonlyMap<string, readonly bigint[]>,
  fits: number,
): {readonly steps: readonly BalanceStep[]; readonly kept: ReadonlyMap<string, readonly bigint[]>} {
  const steps: BalanceStep[] = [];
  const kept = new Map<string, readonly bigint[]>();
  for (const [id, cuts] of splits) {
    const shard = open.find(each => each.id === id);
    if (!shard) continue;
    const ordered = middleFirst(cuts).slice(0, fits - steps.length);
    for (const [index, at] of ordered.entries()) {
      steps.push({does: 'split', shard: id, range: shard.range, at, later: index > 0});
    }
    if (ordered.length > 0) kept.set(id, ordered);
  }
  return {steps, kept};
}

/** The middle cut before the others: whoever stops after it has helped the most. */
function middleFirst(cuts: readonly bigint[]): readonly bigint[] {
  const middle = Math.floor(cuts.length / 2);
  const at = cuts[middle];
  if (at === undefined) return [];
  return [at, ...middleFirst(cuts.slice(0, middle)), ...middleFirst(cuts.slice(middle + 1))];
}

/** Runs of neighbours that become one shard each. */
function mergeGroups(
  open: readonly OpenShard[],
  isHot: ReadonlySet<string>,
  {target, highestOf}: BalanceLimits,
): readonly (readonly OpenShard[])[] {
  const limit = Math.min(target * mergeShare, warmLoad);
  const fits = (shards: readonly OpenShard[]): boolean => {
    if (shards.some(({id}) => isHot.has(id))) return false;
    const highest = highestOf(shards.map(({id}) => id));
    if (highest === undefined || highest.writes > limit) return false;
    return highest.reads === undefined || highest.reads <= limit;
  };
  return fewestMerges(open, fits);
}

function mergeSteps(group: readonly OpenShard[]): readonly BalanceStep[] {
  const steps: BalanceStep[] = [];
  let [merged] = group;
  for (const [index, next] of group.entries()) {
    if (index === 0 || !merged) continue;
    const range = {start: merged.range.start, end: next.range.end};
    steps.push({does: 'merge', shard: merged.id, neighbour: next.id, range, later: index > 1});
    merged = {...merged, range};
  }
  return steps;
}

function expectedOf(
  open: readonly OpenShard[],
  splits: ReadonlyMap<string, readonly bigint[]>,
  groups: readonly (readonly OpenShard[])[],
): readonly Expected[] {
  const firsts = new Map(groups.map(group => [group[0]?.id, group]));
  const others = new Set(groups.flatMap(group => group.slice(1).map(({id}) => id)));
  return open.flatMap(shard => {
    if (others.has(shard.id)) return [];
    const group = firsts.get(shard.id);
    if (group) return [merged(group)];
    const cuts = splits.get(shard.id);
    return cuts ? pieces(shard, cuts) : [kept(shard)];
  });
}

const kept = ({range, load}: OpenShard): Expected => ({
  range,
  load: load && {low: load.accepted, high: load.askedAtMost},
  changed: false,
  promised: load !== undefined,
});

function merged(group: readonly OpenShard[]): Expected {
  const [first] = group;
  const last = group.at(-1);
  let load: Expected['load'] = {low: 0, high: 0};
  for (const {load: part} of group) {
    load = load && part && {low: load.low + part.accepted, high: load.high + part.askedAtMost};
  }
  const range = {start: first?.range.start ?? 0n, end: last?.range.end ?? 0n};
  return {range, load, changed: true, promised: load !== undefined};
}

/** What the children carry: by the sample, or anything up to all of it. */
function pieces({range, load, sample}: OpenShard, cuts: readonly bigint[]): readonly Expected[] {
  const ranges = piecesOf(range, cuts);
  const shares = sample && sharesOf(sample, ranges);
  return ranges.map((piece, index) => {
    const share = shares?.[index];
    if (!load) return {range: piece, load: undefined, changed: true, promised: false};
    return share === undefined
      ? {range: piece, load: {low: 0, high: load.askedAtMost}, changed: true, promised: false}
      : {
          range: piece,
          load: {
            low: Math.max(0, share - errorOf(share, sample)) * load.accepted,
            high: Math.min(1, share + errorOf(share, sample)) * load.askedAtMost,
          },
          changed: true,
          promised: true,
        };
  });
}

/** Two standard errors of a share that was counted in so many records. */
const errorOf = (share: number, sample: OpenShard['sample']): number =>
  sample && sample.records > 0 ? 2 * Math.sqrt((share * (1 - share)) / sample.records) : 0;
