import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Blocked, Plan, Proof, Step} from '../../../actions/plan.ts';
import {formatShare} from '../../../text/number.ts';
import {contains, parseHashKey} from '../hash-range.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {costOfShards} from './cost.ts';
import {basisOf, notOpen, type OpenShard, type ReshardFacts, shardOf} from './facts/facts.ts';
import {gatherReshard} from './facts/gather.ts';
import {canReshardPart, readerWarnings, reshardBlocked} from './guards.ts';
import {beforeAndAfter, neighbourhood, stretchesOf} from './picture.ts';
import {chooseSplit, type SplitChoice, type SplitOptions} from './planning/choose-split.ts';
import {splitShard} from './requests.ts';
import {measureAgain} from './running/compare.ts';
import {endingOf} from './running/ending.ts';
import {proveSplit} from './running/prove-split.ts';
import {refusalOf} from './running/refusal.ts';
import {waitUntilActive} from './running/wait.ts';
import {consequences, loadText, shortHashKey, shortShard} from './wording.ts';

const longestMs = 10 * 60_000;

export const split = defineAction<Stream, ReshardFacts, SplitOptions>({
  id: 'kinesis.split',
  key: 's',
  title: 'Split shard',
  describe: 'Splits a shard where its sampled load lies half on each side, else in the middle of its range.',
  on: 'part',
  options: [
    {name: 'at', value: 'HASH_KEY', describe: 'split at this hash key'},
    {name: 'isolate', value: 'KEY', describe: 'leave this partition key alone in a shard of its own'},
  ],
  needs: [
    'kinesis:SplitShard',
    'kinesis:DescribeStreamSummary',
    'kinesis:ListShards',
    'cloudwatch:GetMetricData',
  ],
  sends: ['kinesis:SplitShard'],
  available: canReshardPart,
  parse: ({at, isolate}, {part}) => {
    if (part === undefined) return {wrong: 'Name the shard to split, after the stream.'};
    if (at !== undefined && isolate !== undefined) {
      return {wrong: 'Give --at or --isolate, not both: each says where to split.'};
    }
    const hashKey = at === undefined ? undefined : parseHashKey(at);
    if (at !== undefined && hashKey === undefined) {
      return {wrong: `${at} is not a hash key: a whole number from 0 to 2^128 − 1.`};
    }
    return {options: {at: hashKey, isolate}};
  },
  gather: (session, target) => gatherReshard(session, target),
  plan: (facts, options, target) => {
    const id = target.part ?? '';
    const shard = shardOf(facts, id);
    const chosen = shard && chooseSplit(shard, options);
    const isChosen = chosen !== undefined && 'cuts' in chosen;
    const choice = isChosen ? chosen : undefined;
    const blocked: Blocked[] = [...reshardBlocked(facts, choice?.cuts.length ?? 1)];
    if (!shard) blocked.push(notOpen(facts, id));
    if (chosen && 'blocked' in chosen) blocked.push(chosen.blocked);
    const cuts = choice?.cuts ?? [];
    const plan: Plan = {
      action: 'kinesis.split',
      title: `Split ${id} of ${target.resource}`,
      target,
      risk: 'disruptive',
      steps: choice ? stepsOf(facts, id, choice) : [],
      changes: shard && choice ? changesOf(shard, choice) : [],
      warnings: [...(choice?.warnings ?? []), ...readerWarnings(facts), ...consequences],
      blocked,
      undo: cuts.length > 1 ? 'Merge the children, one after the other.' : 'Merge the children.',
      cost: costOfShards(facts, Math.max(1, cuts.length)),
      basis: basisOf(facts, ...cuts.map(String)),
    };
    return shard && choice ? {...plan, picture: pictureOf(facts, shard, choice)} : plan;
  },
  run: splitShards,
  prove: (before, after): Proof => proveSplit(before, after),
});

async function* splitShards(
  {target}: Plan,
  facts: ReshardFacts,
  options: SplitOptions,
  work: Work<ReshardFacts>,
): AsyncGenerator<Progress, Ending> {
  const shard = facts.open.find(({id}) => id === target.part);
  const choice = shard && chooseSplit(shard, options);
  if (!shard || !choice || !('cuts' in choice)) return {ended: 'stopped', says: 'Nothing to split.'};
  let id = shard.id;
  for (const at of choice.cuts) {
    if (work.signal.aborted) return {ended: 'stopped', says: 'Told to stop before the next split.'};
    yield {says: `Splitting ${shortShard(id)} at ${shortHashKey(at)}`};
    const sent = await work.send(splitShard(facts.arn, id, at));
    if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, `to split ${shortShard(id)}`)};
    yield {says: 'Waiting until the stream is ACTIVE'};
    const parent = id;
    let upper: string | undefined;
    const waited = await waitUntilActive(work, facts.arn, longestMs, shards => {
      const children = shards.filter(child => child.open && child.parent === parent);
      upper = children.find(child => child.startingHashKey === String(at))?.id;
      return children.length === 2;
    });
    if (waited.is !== 'active') return endingOf(waited, longestMs);
    id = upper ?? id;
  }
  if (!facts.metered) return {ended: 'done', note: 'Shard metrics are off: the children are not measured.'};
  yield {says: 'Split. Comparing once the children have whole minutes (up to 10 minutes)'};
  const measured = await measureAgain(work, facts);
  return measured
    ? {ended: 'done'}
    : {ended: 'done', note: 'Not compared: stopped before the children were measured.'};
}

function stepsOf({name, region}: ReshardFacts, id: string, {cuts, why}: SplitChoice): readonly Step[] {
  return cuts.map((at, index) => {
    const operation = 'kinesis:SplitShard';
    if (index > 0) {
      return {
        operation,
        says: `SplitShard of the upper child at ${shortHashKey(at)}, once the stream is ACTIVE`,
      };
    }
    const cli = awsKinesis('split-shard', region, {
      'stream-name': name,
      'shard-to-split': id,
      'new-starting-hash-key': String(at),
    });
    return {operation, says: `SplitShard at ${shortHashKey(at)} (${why})`, cli};
  });
}

function changesOf(shard: OpenShard, choice: SplitChoice): readonly string[] {
  const {shares, midpoint, pieces} = choice;
  const now = shard.load ? ` ${shortShard(shard.id)} is at ${loadText(shard.load)}.` : '';
  const changes = [`1 shard becomes ${pieces.length}.${now}`];
  if (shares)
    changes.push(
      `Its load is parted ${shares.map(share => formatShare(share)).join(' │ ')}${loads(shard, shares)}.`,
    );
  else changes.push('How its load is parted is not known without a sample.');
  if (midpoint?.lowerShare !== undefined) {
    const both = [midpoint.lowerShare, 1 - midpoint.lowerShare];
    changes.push(`The midpoint would part it ${both.map(share => formatShare(share)).join(' │ ')}.`);
  }
  return changes;
}

const loads = ({load}: OpenShard, shares: readonly number[]): string =>
  load
    ? `: at most ${shares.map(share => formatShare(share * load.askedAtMost)).join(' │ ')} of a shard`
    : '';

function pictureOf(
  facts: ReshardFacts,
  shard: OpenShard,
  {pieces, shares}: SplitChoice,
): NonNullable<Plan['picture']> {
  const now = stretchesOf(facts.open);
  const {load, range} = shard;
  const children = pieces.map((piece, index) => {
    const share = shares?.[index];
    return {range: piece, load: share === undefined || !load ? undefined : share * load.askedAtMost};
  });
  const then = [...now.filter(stretch => !contains(range, stretch.range.start)), ...children];
  const words = children.map(child => (child.load === undefined ? '?' : formatShare(child.load)));
  return beforeAndAfter(
    now,
    then,
    [`${shortShard(shard.id)} ${loadText(load)}`, words.join(' │ ')],
    neighbourhood(range),
  );
}
