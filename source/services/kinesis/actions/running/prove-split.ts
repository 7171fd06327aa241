import type {Proof} from '../../../../actions/plan.ts';
import {formatPerMinute, formatShare} from '../../../../text/number.ts';
import type {OpenShard, ReshardFacts} from '../facts/facts.ts';
import {loadText, shortShard} from '../wording.ts';

/** Shards that opened and closed between two times. */
export function changedShards(
  before: ReshardFacts,
  after: ReshardFacts,
): {readonly gone: readonly OpenShard[]; readonly came: readonly OpenShard[]} {
  const ids = (open: readonly OpenShard[]) => new Set(open.map(({id}) => id));
  const [had, have] = [ids(before.open), ids(after.open)];
  return {
    gone: before.open.filter(({id}) => !have.has(id)),
    came: after.open.filter(({id}) => !had.has(id)),
  };
}

export const loadsByShard = (shards: readonly OpenShard[]): Readonly<Record<string, string>> =>
  Object.fromEntries(shards.map(({id, load}) => [shortShard(id), shardText(load)]));

function shardText(load: OpenShard['load']): string {
  const refused = load?.refusedPerMinute;
  const says = loadText(load);
  return refused === undefined || refused === 0 ? says : `${says}, ${formatPerMinute(refused)} refused`;
}

/** What a split changed: the parent, its children, and whether writes are still refused. */
export function proveSplit(before: ReshardFacts, after: ReshardFacts): Proof {
  const {gone, came} = changedShards(before, after);
  const proof = {before: loadsByShard(gone), after: loadsByShard(came)};
  if (came.length === 0)
    return {...proof, verdict: 'Nothing was split: the shards are what they were.', helped: false};
  const loads = came.map(({load}) => load);
  if (loads.some(load => load?.basis !== 'metrics')) {
    return {...proof, verdict: 'Split. Whether it helps was not measured.', helped: undefined};
  }
  const highest = Math.max(...loads.map(load => load?.accepted ?? Number.NEGATIVE_INFINITY));
  const stillRefused = came.filter(({load}) => (load?.refusedPerMinute ?? Number.NaN) > 0);
  const [worst] = stillRefused;
  if (worst) {
    return {
      ...proof,
      verdict: `It did not help enough: ${shortShard(worst.id)} still refuses writes (${shardText(worst.load)}). Sample it: one key may fill it.`,
      helped: false,
    };
  }
  const was = Math.max(...gone.map(({load}) => load?.accepted ?? Number.NEGATIVE_INFINITY));
  if (highest > was * 0.9) {
    return {
      ...proof,
      verdict: `It did not help: one child has ${formatShare(highest)} of a shard, nearly what the parent had.`,
      helped: false,
    };
  }
  const refusedBefore = gone.some(({load}) => (load?.refusedPerMinute ?? Number.NaN) > 0);
  return {
    ...proof,
    verdict: refusedBefore
      ? `Writes are no longer refused; the fuller child is at ${formatShare(highest)}.`
      : `The fuller child is at ${formatShare(highest)}.`,
    helped: true,
  };
}
