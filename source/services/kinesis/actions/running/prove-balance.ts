import type {Proof} from '../../../../actions/plan.ts';
import {formatShare} from '../../../../text/number.ts';
import {counted} from '../cost.ts';
import type {OpenShard, ReshardFacts} from '../facts/facts.ts';
import {loadText, shortShard} from '../wording.ts';
import {changedShards} from './prove-split.ts';

/** What was promised is kept within this. */
const tolerance = 1.1;

export function proveBalance(before: ReshardFacts, after: ReshardFacts, target: number): Proof {
  const proof = {before: stateOf(before), after: stateOf(after)};
  if (changedShards(before, after).came.length === 0) {
    return {...proof, verdict: 'Nothing was changed: the shards are what they were.', helped: false};
  }
  if (after.open.some(({load}) => load === undefined)) {
    return {...proof, verdict: 'Done as far as it went. Not every shard is measured.', helped: undefined};
  }
  const above = after.open.filter(({load}) => load !== undefined && load.askedAtMost > target * tolerance);
  const [worst] = above.toSorted(byHeat);
  if (!worst) {
    return {...proof, verdict: `Every shard is at ${formatShare(target)} or near it.`, helped: true};
  }
  const [was] = before.open.toSorted(byHeat);
  const isBetter = (worst.load?.askedAtMost ?? Number.NaN) < (was?.load?.askedAtMost ?? Number.NaN) * 0.9;
  return {
    ...proof,
    verdict: `${shortShard(worst.id)} is still above the target, at ${loadText(worst.load)}${isBetter ? '' : ': it did not help'}.`,
    helped: isBetter,
  };
}

function stateOf({open}: ReshardFacts): Readonly<Record<string, string>> {
  const [fullest] = open.filter(({load}) => load).toSorted(byHeat);
  return {
    shards: counted(open.length),
    ...(fullest && {fullest: `${shortShard(fullest.id)} ${loadText(fullest.load)}`}),
  };
}

const byHeat = (a: OpenShard, b: OpenShard): number => heatOf(b) - heatOf(a);
const heatOf = ({load}: OpenShard): number => load?.askedAtMost ?? Number.NEGATIVE_INFINITY;
