import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Blocked, Plan, Proof} from '../../../actions/plan.ts';
import {formatShare} from '../../../text/number.ts';
import {scalingsPerDay} from '../limits.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {costOfShards, counted} from './cost.ts';
import {basisOf, type ReshardFacts} from './facts/facts.ts';
import {gatherReshard} from './facts/gather.ts';
import {canReshard, readerWarnings, reshardBlocked} from './guards.ts';
import {beforeAndAfter, stretchesOf} from './picture.ts';
import {countBlocked, isEven, isQuick, loadsOfEqualRanges} from './planning/scale.ts';
import {updateShardCount} from './requests.ts';
import {measureAgain} from './running/compare.ts';
import {endingOf} from './running/ending.ts';
import {refusalOf} from './running/refusal.ts';
import {waitUntilActive} from './running/wait.ts';
import {consequences} from './wording.ts';

/** Many rounds of splits and merges: a large stream takes long. */
const longestMs = 60 * 60_000;

type ScaleOptions = {readonly count: number};

export const scale = defineAction<Stream, ReshardFacts, ScaleOptions>({
  id: 'kinesis.scale',
  key: 'n',
  title: 'Change the shard count',
  describe: 'UpdateShardCount: AWS makes so many shards of equal range, at most double and at least half.',
  on: 'resource',
  options: [
    {
      name: 'count',
      value: 'COUNT',
      describe: 'how many shards there should be',
      required: true,
      positional: true,
    },
  ],
  needs: [
    'kinesis:UpdateShardCount',
    'kinesis:DescribeStreamSummary',
    'kinesis:ListShards',
    'cloudwatch:GetMetricData',
  ],
  sends: ['kinesis:UpdateShardCount'],
  available: canReshard,
  parse: ({count = ''}) =>
    /^[1-9]\d{0,5}$/.test(count)
      ? {options: {count: Number(count)}}
      : {
          wrong: `${count === '' ? 'Nothing' : count} is not a number of shards: say how many there should be.`,
        },
  gather: (session, target) => gatherReshard(session, target),
  plan: (facts, {count}, target) => {
    const {open, name, region} = facts;
    const current = open.length;
    const blocked: Blocked[] = [
      ...reshardBlocked(facts, Math.max(0, count - current)),
      ...countBlocked(current, count),
    ];
    const expected = loadsOfEqualRanges(open, count);
    const cli = awsKinesis('update-shard-count', region, {
      'stream-name': name,
      'target-shard-count': count,
      'scaling-type': 'UNIFORM_SCALING',
    });
    const fullest = expected.some(({load}) => load === undefined)
      ? undefined
      : Math.max(...expected.map(({load}) => load ?? Number.NEGATIVE_INFINITY));
    return {
      action: 'kinesis.scale',
      title: `Change ${target.resource} from ${current} to ${counted(count)}`,
      target,
      risk: 'disruptive',
      steps: [{operation: 'kinesis:UpdateShardCount', says: `UpdateShardCount to ${count}`, cli}],
      changes: [
        `${counted(current)} of today become ${count} of equal range; AWS splits and merges until they are.`,
        ...(fullest === undefined
          ? []
          : [
              `If the load lies evenly inside each shard of today, the fullest is at ${formatShare(fullest)} then.`,
            ]),
      ],
      picture: beforeAndAfter(stretchesOf(open), expected, [counted(current), counted(count)]),
      warnings: [...warningsOf(facts, count), ...readerWarnings(facts), ...consequences.slice(0, 3)],
      blocked,
      undo: `Change the count back to ${current}: the ranges are equal then, whatever they were before.`,
      cost: costOfShards(facts, count - current),
      basis: basisOf(facts, String(count)),
    } satisfies Plan;
  },
  run: changeCount,
  prove: (before, after, {count}) => proveCount(before, after, count),
});

async function* changeCount(
  _plan: Plan,
  facts: ReshardFacts,
  {count}: ScaleOptions,
  work: Work<ReshardFacts>,
): AsyncGenerator<Progress, Ending> {
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was changed.'};
  yield {says: `Changing the count to ${count}`};
  const sent = await work.send(updateShardCount(facts.arn, count));
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, 'to change the shard count')};
  yield {says: 'Waiting until the stream is ACTIVE (minutes, for many shards)'};
  const waited = await waitUntilActive(
    work,
    facts.arn,
    longestMs,
    shards => shards.filter(({open}) => open).length === count,
  );
  if (waited.is !== 'active') return endingOf(waited, longestMs);
  if (!facts.metered) return {ended: 'done', note: 'Shard metrics are off: the shards are not measured.'};
  yield {says: 'Changed. Comparing once the shards have whole minutes (up to 10 minutes)'};
  return (await measureAgain(work, facts))
    ? {ended: 'done'}
    : {ended: 'done', note: 'Not compared: stopped before the shards were measured.'};
}

function warningsOf({open, quota}: ReshardFacts, count: number): readonly string[] {
  const warnings: string[] = [];
  if (!isEven(open)) {
    warnings.push('The shards are not of equal range today: what was split or merged on purpose is undone.');
  }
  if (!isQuick(open.length, count)) {
    warnings.push(
      'AWS is quickest with steps of a quarter (25%, 50%, 75%, 100%): this takes longer, and more shards meanwhile.',
    );
  }
  if (quota) warnings.push('Shards that exist only on the way count towards the quota of the account.');
  warnings.push(`AWS allows ${scalingsPerDay} such changes of a stream in 24 hours.`);
  return warnings;
}

function proveCount(before: ReshardFacts, after: ReshardFacts, count: number): Proof {
  const proof = {before: {shards: String(before.open.length)}, after: {shards: String(after.open.length)}};
  if (after.open.length !== count) {
    return {...proof, verdict: `There are ${counted(after.open.length)}, not ${count}.`, helped: false};
  }
  const refusing = after.open.filter(
    ({load}) => load?.refusedPerMinute !== undefined && load.refusedPerMinute > 0,
  );
  if (after.open.some(({load}) => load?.basis !== 'metrics')) {
    return {
      ...proof,
      verdict: `There are ${counted(count)}. Their load was not measured.`,
      helped: undefined,
    };
  }
  return refusing.length > 0
    ? {
        ...proof,
        verdict: `${counted(refusing.length)} still refuse writes: more shards do not help a key that fills one.`,
        helped: false,
      }
    : {...proof, verdict: `There are ${counted(count)}, and none refuses writes.`, helped: true};
}
