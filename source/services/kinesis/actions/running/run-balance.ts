import type {Ending, Progress, Work} from '../../../../actions/action.ts';
import type {Plan} from '../../../../actions/plan.ts';
import type {ShardFact} from '../../facts.ts';
import type {ReshardFacts} from '../facts/facts.ts';
import {withOlderSamples} from '../facts/samples.ts';
import {reshardBlocked} from '../guards.ts';
import {type BalancePlan, type BalanceStep, planBalance} from '../planning/balance.ts';
import {mergeShards, splitShard} from '../requests.ts';
import {shortHashKey, shortShard} from '../wording.ts';
import {measureAgain} from './compare.ts';
import {endingOf} from './ending.ts';
import {refusalOf} from './refusal.ts';
import {waitUntilActive} from './wait.ts';

export type BalanceOptions = {readonly target: number};

const longestMs = 10 * 60_000;
/** A stream that takes in so much more or less than before is another stream. */
const changedTooMuch = 0.5;

export function balanceOf(facts: ReshardFacts, {target}: BalanceOptions): BalancePlan {
  const {quota, day} = facts;
  return planBalance(facts.open, {
    target,
    room: quota && Math.max(0, quota.limit - quota.used),
    highestOf: shards => day?.highestOf(shards),
  });
}

/** One step after the other; before each, what is left is planned from what was measured since. */
export async function* runBalance(
  _plan: Plan,
  confirmed: ReshardFacts,
  options: BalanceOptions,
  work: Work<ReshardFacts>,
): AsyncGenerator<Progress, Ending> {
  let facts = confirmed;
  const confirmedSteps = balanceOf(facts, options).steps;
  let allowed = confirmedSteps.length;
  let done = 0;
  const stopped = (why: string): Ending => ({
    ended: 'stopped',
    says: `${why} ${done === 0 ? 'Nothing was changed.' : `${done} ${done === 1 ? 'step is' : 'steps are'} done; balance again to go on.`}`,
  });
  for (;;) {
    const {steps} = balanceOf(facts, options);
    const [step] = steps;
    if (!step) return {ended: 'done'};
    if (work.signal.aborted) return stopped('Told to stop.');
    if (steps.length > allowed) {
      return stopped(`${steps.length} more steps are needed where ${allowed} were confirmed.`);
    }
    if (!confirmedSteps.some(({does}) => does === step.does)) {
      return stopped(`A ${step.does} is needed now, and none was confirmed.`);
    }
    const [inTheWay] = reshardBlocked(facts, step.does === 'split' ? 1 : 0);
    if (inTheWay) return stopped(inTheWay.because);

    const what = textOf(step);
    yield {says: `${what.does}, ${steps.length} to go`};
    const sent = await work.send(requestOf(facts.arn, step));
    if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, what.refused)};
    done += 1;
    allowed = steps.length - 1;
    const waited = await waitUntilActive(work, facts.arn, longestMs, shards => isThrough(step, shards));
    if (waited.is === 'stopped') return stopped('Told to stop.');
    if (waited.is !== 'active') return endingOf(waited, longestMs);
    yield {says: 'The stream is ACTIVE. Measuring before the next step (up to 10 minutes)'};
    const measured = await measureAgain(work, facts);
    if (!measured) return stopped('The load could not be measured again.');
    const next = withOlderSamples(measured, facts.samples);
    const changed = changeOf(facts, next, step);
    if (changed !== undefined) return stopped(changed);
    facts = next;
  }
}

const requestOf = (arn: string, step: BalanceStep) =>
  step.does === 'split' ? splitShard(arn, step.shard, step.at) : mergeShards(arn, step.shard, step.neighbour);

function textOf(step: BalanceStep): {readonly does: string; readonly refused: string} {
  const shard = shortShard(step.shard);
  if (step.does === 'split') {
    return {does: `Splitting ${shard} at ${shortHashKey(step.at)}`, refused: `to split ${shard}`};
  }
  const both = `${shard} and ${shortShard(step.neighbour)}`;
  return {does: `Merging ${both}`, refused: `to merge ${both}`};
}

const childrenOf = (step: BalanceStep, shards: readonly ShardFact[]): readonly ShardFact[] =>
  shards.filter(({open, parent}) => open && parent === step.shard);

const isThrough = (step: BalanceStep, shards: readonly ShardFact[]): boolean =>
  childrenOf(step, shards).length === (step.does === 'split' ? 2 : 1);

/** What is not as the step alone would have left it. */
function changeOf(before: ReshardFacts, after: ReshardFacts, step: BalanceStep): string | undefined {
  const gone = new Set(step.does === 'split' ? [step.shard] : [step.shard, step.neighbour]);
  const expected = [
    ...before.open.map(({id}) => id).filter(id => !gone.has(id)),
    ...childrenOf(step, after.listed).map(({id}) => id),
  ];
  const open = new Set(after.open.map(({id}) => id));
  if (open.size !== expected.length || expected.some(id => !open.has(id))) {
    return 'Somebody else resharded the stream meanwhile.';
  }
  const [was, is] = [wholeLoad(before), wholeLoad(after)];
  const isChanged = was !== undefined && is !== undefined && Math.abs(is - was) > changedTooMuch * was;
  return isChanged ? 'The load of the stream changed by more than half.' : undefined;
}

function wholeLoad({open}: ReshardFacts): number | undefined {
  let sum = 0;
  for (const {load} of open) {
    if (!load) return undefined;
    sum += load.accepted;
  }
  return sum;
}
