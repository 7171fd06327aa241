import {defineAction} from '../../../actions/action.ts';
import type {Blocked, Plan, Step} from '../../../actions/plan.ts';
import {formatShare} from '../../../text/number.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {costOfShards, counted} from './cost.ts';
import {basisOf, type ReshardFacts} from './facts/facts.ts';
import {gatherReshard} from './facts/gather.ts';
import {canReshard, readerWarnings, reshardBlocked} from './guards.ts';
import {beforeAndAfter, stretchesOf} from './picture.ts';
import {type BalancePlan, type BalanceStep, type Expected, mergeShare, warmLoad} from './planning/balance.ts';
import {proveBalance} from './running/prove-balance.ts';
import {type BalanceOptions, balanceOf, runBalance} from './running/run-balance.ts';
import {consequences, shortHashKey, shortShard} from './wording.ts';

const usualTarget = 0.6;
/** A day of minutes is read of no more shards than this: the coldest. */
const mostShardsOfADay = 200;

export const balance = defineAction<Stream, ReshardFacts, BalanceOptions>({
  id: 'kinesis.balance',
  key: 'b',
  title: 'Balance shards',
  describe: 'Splits what is too full and merges what is too cold, in the fewest steps, one after the other.',
  on: 'resource',
  options: [{name: 'target', value: 'UTILISATION', describe: 'how full a shard may be, 0.6 unless said'}],
  needs: [
    'kinesis:SplitShard',
    'kinesis:MergeShards',
    'kinesis:DescribeStreamSummary',
    'kinesis:ListShards',
    'cloudwatch:GetMetricData',
  ],
  sends: ['kinesis:SplitShard', 'kinesis:MergeShards'],
  available: canReshard,
  parse: ({target}) => {
    if (target === undefined) return {options: {target: usualTarget}};
    const share = target.endsWith('%') ? Number(target.slice(0, -1)) / 100 : Number(target);
    return share >= 0.1 && share <= 0.95
      ? {options: {target: share}}
      : {wrong: `${target} is not a utilisation to aim at: take 0.1 to 0.95, or 10% to 95%.`};
  },
  gather: (session, target, options) =>
    gatherReshard(session, target, open =>
      open
        .flatMap(({id, load}) => (load ? [{id, load: load.askedAtMost}] : []))
        .filter(({load}) => load <= Math.min(options.target * mergeShare, warmLoad))
        .sort((a, b) => a.load - b.load)
        .slice(0, mostShardsOfADay)
        .map(({id}) => id),
    ),
  plan: (facts, options, target) => {
    const planned = balanceOf(facts, options);
    const {steps, expected} = planned;
    const more = expected.length - facts.open.length;
    const blocked: Blocked[] = [...reshardBlocked(facts, 0)];
    if (steps.length === 0) blocked.push(nothingToDo(facts, options, planned));
    return {
      action: 'kinesis.balance',
      title: `Balance ${target.resource} to ${formatShare(options.target)}`,
      target,
      risk: 'disruptive',
      steps: steps.map(step => stepText(facts, step)),
      changes: changesOf(facts, planned),
      picture: pictureOf(facts, expected),
      warnings: [...warningsOf(facts, planned), ...readerWarnings(facts), ...consequences],
      blocked,
      undo: 'Merge what was split and split what was merged; or stop between two steps, and it stays as it is.',
      cost: costOfShards(facts, more),
      basis: basisOf(facts, ...steps.map(step => (step.does === 'split' ? String(step.at) : step.neighbour))),
    } satisfies Plan;
  },
  run: runBalance,
  prove: (before, after, options) => proveBalance(before, after, options.target),
});

function nothingToDo({open}: ReshardFacts, {target}: BalanceOptions, {stuck, left}: BalancePlan): Blocked {
  if (open.every(({load}) => load === undefined)) {
    return {
      because: 'Nobody knows what the shards take in: shard metrics are off, and nothing was sampled.',
      unblock: 'Switch shard metrics on (kinesis.metrics), or sample the stream (kinesis.sample).',
    };
  }
  if (left > 0) {
    return {
      because: `It takes ${left === 1 ? 'a split' : `${left} splits`}, and the account has no shard to spare.`,
      unblock: 'Ask for a higher shard quota (Service Quotas).',
    };
  }
  const [shard] = stuck;
  if (shard) {
    return {
      because: `No split brings ${shortShard(shard.id)} to ${formatShare(target)}: one key fills it.`,
      unblock: 'Spread the records of that key over more partition keys.',
    };
  }
  return {
    because: `Every shard that is measured is at ${formatShare(target)} or below, and none is too cold.`,
    unblock: 'Nothing is needed; another --target may find steps.',
  };
}

function stepText({name, region}: ReshardFacts, step: BalanceStep): Step {
  const isSplit = step.does === 'split';
  const operation = isSplit ? 'kinesis:SplitShard' : 'kinesis:MergeShards';
  const says = isSplit
    ? `Split ${step.later ? 'a child of ' : ''}${shortShard(step.shard)} at ${shortHashKey(step.at)}`
    : `Merge ${step.later ? 'what became of ' : ''}${shortShard(step.shard)} with ${shortShard(step.neighbour)}`;
  // What an earlier step makes has no id yet.
  if (step.later) return {operation, says};
  const cli = isSplit
    ? awsKinesis('split-shard', region, {
        'stream-name': name,
        'shard-to-split': step.shard,
        'new-starting-hash-key': String(step.at),
      })
    : awsKinesis('merge-shards', region, {
        'stream-name': name,
        'shard-to-merge': step.shard,
        'adjacent-shard-to-merge': step.neighbour,
      });
  return {operation, says, cli};
}

function changesOf({open}: ReshardFacts, {steps, expected}: BalancePlan): readonly string[] {
  const changes = [
    `${counted(open.length)} become ${expected.length}, in ${steps.length === 1 ? '1 step' : `${steps.length} steps`}.`,
  ];
  const guessed = expected.filter(({changed, promised: isPromised}) => changed && !isPromised);
  const [was, promised] = [hottest(open.map(({load}) => load?.askedAtMost)), hottest(highs(expected, true))];
  if (guessed.length === 0 && was !== undefined && promised !== undefined) {
    changes.push(`The fullest shard goes from ${formatShare(was)} to ${formatShare(promised)} at most.`);
  }
  if (guessed.length > 0) {
    const high = hottest(highs(guessed, false));
    const range = high === undefined ? 'anything' : `0% to ${formatShare(high)}`;
    changes.push(
      `${counted(guessed.length)} that were not sampled get ${range}: nothing is promised of them.`,
    );
  }
  return changes;
}

const isSplitOf = (step: BalanceStep, id: string): boolean => step.does === 'split' && step.shard === id;

const highs = (expected: readonly Expected[], promised: boolean): readonly (number | undefined)[] =>
  expected.filter(each => !promised || each.promised).map(({load}) => load?.high);

function hottest(loads: readonly (number | undefined)[]): number | undefined {
  const known = loads.filter(load => load !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function warningsOf(facts: ReshardFacts, {stuck, left, steps}: BalancePlan): readonly string[] {
  const warnings = stuck.map(
    ({id}) => `${shortShard(id)} stays above the target: one key fills it, and no split parts a key.`,
  );
  const blind = facts.open.filter(({id, sample}) => !sample && steps.some(step => isSplitOf(step, id)));
  if (blind.length > 0) {
    const names = blind.map(({id}) => shortShard(id)).join(', ');
    warnings.push(`Not sampled: ${names}. If one key fills a shard, no split helps; kinesis.sample tells.`);
  }
  if (left > 0) warnings.push(`${left} more splits are needed than the account has shards for.`);
  if (!facts.metered && steps.length > 1) {
    warnings.push(
      'Shard metrics are off: the steps after the first stand on the sample, not on a measurement.',
    );
  }
  const unknown = facts.open.filter(({load}) => load === undefined).length;
  if (unknown > 0)
    warnings.push(`What ${counted(unknown)} of them take in is not known: they are left alone.`);
  warnings.push(
    'After each step the load is measured and the rest is planned anew; it never takes more steps than these.',
  );
  return warnings;
}

const pictureOf = ({open}: ReshardFacts, expected: readonly Expected[]): NonNullable<Plan['picture']> =>
  beforeAndAfter(
    stretchesOf(open),
    expected.map(({range, load, promised}) => ({range, load: promised ? load?.high : undefined})),
    [counted(open.length), counted(expected.length)],
  );
