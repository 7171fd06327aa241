/** A shard of a small world: what each of its keys takes in, in the order of the key space. */
export type SmallShard = {readonly keys: readonly number[]};

export type Goal = {
  readonly target: number;
  /** Little above the target is left alone. */
  readonly slack: number;
  /** Neighbours whose load together is at most this are one too many. */
  readonly mergeBelow: number;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The fewest steps that reach the goal, found by trying every way to cut and to merge. */
export function fewestSteps(shards: readonly SmallShard[], goal: Goal): number {
  const gaps = shards.flatMap((shard, index) => shard.keys.slice(1).map((_, gap) => ({index, gap: gap + 1})));
  const joints = shards.length - 1;
  let best = Number.POSITIVE_INFINITY;
  for (let choice = 0; choice < 1 << (gaps.length + joints); choice += 1) {
    const steps = ones(choice);
    if (steps >= best) continue;
    const cuts = shards.map((_, index) =>
      gaps.flatMap((gap, bit) => (gap.index === index && choice & (1 << bit) ? [gap.gap] : [])),
    );
    const merged = Array.from({length: joints}, (_, joint) => Boolean(choice & (1 << (gaps.length + joint))));
    if (isReached(shards, cuts, merged, goal)) best = steps;
  }
  return best;
}

function isReached(
  shards: readonly SmallShard[],
  cuts: readonly (readonly number[])[],
  merged: readonly boolean[],
  {target, slack, mergeBelow}: Goal,
): boolean {
  let run: number[] = [];
  let before: number | undefined;
  for (const [index, {keys}] of shards.entries()) {
    const own = cuts[index] ?? [];
    const isHot = sum(keys) > target * slack;
    if (isHot) {
      if (merged[index] || merged[index - 1]) return false;
      const pieces = [...own, keys.length].map((end, piece) => keys.slice(own[piece - 1] ?? 0, end));
      // A key alone cannot be split any further.
      if (pieces.some(piece => piece.length > 1 && sum(piece) > target)) return false;
      before = undefined;
      continue;
    }
    if (own.length > 0) return false;
    run.push(sum(keys));
    if (merged[index]) continue;
    const load = sum(run);
    if (run.length > 1 && load > mergeBelow) return false;
    if (before !== undefined && before + load <= mergeBelow) return false;
    before = load;
    run = [];
  }
  return true;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest &= rest - 1) count += 1;
  return count;
}
