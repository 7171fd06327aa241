import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Blocked, Plan, Proof} from '../../../actions/plan.ts';
import {formatShare} from '../../../text/number.ts';
import {areAdjacent, union} from '../hash-range.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {costOfShards} from './cost.ts';
import {basisOf, notOpen, type ReshardFacts, shardOf} from './facts/facts.ts';
import {gatherReshard} from './facts/gather.ts';
import {canReshardPart, readerWarnings, reshardBlocked} from './guards.ts';
import {beforeAndAfter, neighbourhood, stretchesOf} from './picture.ts';
import {coldestNeighbour, type Pair, tooWarm} from './planning/merge.ts';
import {mergeShards} from './requests.ts';
import {measureAgain} from './running/compare.ts';
import {endingOf} from './running/ending.ts';
import {changedShards, loadsByShard} from './running/prove-split.ts';
import {refusalOf} from './running/refusal.ts';
import {waitUntilActive} from './running/wait.ts';
import {consequences, loadText, shortHashKey, shortShard} from './wording.ts';

const longestMs = 10 * 60_000;

type MergeOptions = {readonly with: string | undefined};

export const merge = defineAction<Stream, ReshardFacts, MergeOptions>({
  id: 'kinesis.merge',
  key: 'm',
  title: 'Merge shards',
  describe: 'Merges a shard with a neighbour in the key space: the colder one, unless it is named.',
  on: 'part',
  options: [{name: 'with', value: 'SHARD', describe: 'the neighbour to merge it with', positional: true}],
  needs: [
    'kinesis:MergeShards',
    'kinesis:DescribeStreamSummary',
    'kinesis:ListShards',
    'cloudwatch:GetMetricData',
  ],
  sends: ['kinesis:MergeShards'],
  available: canReshardPart,
  parse: (values, {part}) => {
    if (part === undefined) return {wrong: 'Name the shard to merge, after the stream.'};
    if (values.with === part) return {wrong: 'A shard is not merged with itself: name its neighbour.'};
    return {options: {with: values.with}};
  },
  gather: (session, target, options) =>
    gatherReshard(session, target, open => {
      const shard = open.find(({id}) => id === target.part);
      const neighbour = shard && neighbourOf(open, shard.id, options);
      return [shard, neighbour].flatMap(each => (each ? [each.id] : []));
    }),
  plan: (facts, options, target) => {
    const id = target.part ?? '';
    const pair = pairOf(facts, id, options);
    const highest = pair && facts.day?.highestOf([pair.shard.id, pair.neighbour.id]);
    const blocked: Blocked[] = [...reshardBlocked(facts, 0), ...notNeighbours(facts, id, options)];
    const warm = pair && tooWarm(facts, pair, highest);
    if (warm) blocked.push(warm);
    const title = pair
      ? `Merge ${shortShard(pair.shard.id)} and ${shortShard(pair.neighbour.id)} of ${target.resource}`
      : `Merge ${id} of ${target.resource}`;
    const middle = pair && higher(pair).range.start;
    const changes: string[] = [];
    if (pair) {
      changes.push(`2 shards become 1: ${[pair.shard, pair.neighbour].map(textOf).join(', ')}.`);
    }
    if (highest) {
      const reads = highest.reads === undefined ? '' : `, reads at ${formatShare(highest.reads)}`;
      changes.push(
        `As one shard, their highest minute of 24 hours ${highest.scaled ? 'was about' : 'was'} ${formatShare(highest.writes)}${reads}.`,
      );
    }
    const warnings = highest?.scaled
      ? [
          'They were not metered all day: the stream’s highest minute was scaled down to their share of it now.',
        ]
      : [];
    const plan: Plan = {
      action: 'kinesis.merge',
      title,
      target,
      risk: 'disruptive',
      steps: pair ? [stepOf(facts, pair)] : [],
      changes,
      warnings: [...warnings, ...readerWarnings(facts), ...consequences],
      blocked,
      undo:
        middle === undefined
          ? 'Split the merged shard where the two met.'
          : `Split the merged shard at ${shortHashKey(middle)}, where the two met.`,
      cost: costOfShards(facts, -1),
      basis: basisOf(facts, pair?.neighbour.id ?? ''),
    };
    return pair ? {...plan, picture: pictureOf(facts, pair)} : plan;
  },
  run: mergePair,
  prove: proveMerge,
});

async function* mergePair(
  {target}: Plan,
  facts: ReshardFacts,
  options: MergeOptions,
  work: Work<ReshardFacts>,
): AsyncGenerator<Progress, Ending> {
  const pair = pairOf(facts, target.part ?? '', options);
  if (!pair || work.signal.aborted) return {ended: 'stopped', says: 'Nothing was merged.'};
  const {shard, neighbour} = pair;
  const both = `${shortShard(shard.id)} and ${shortShard(neighbour.id)}`;
  yield {says: `Merging ${both}`};
  const sent = await work.send(mergeShards(facts.arn, shard.id, neighbour.id));
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, `to merge ${both}`)};
  yield {says: 'Waiting until the stream is ACTIVE'};
  const waited = await waitUntilActive(work, facts.arn, longestMs, shards =>
    shards.some(
      ({open, parent, adjacentParent}) =>
        open &&
        [parent, adjacentParent].includes(shard.id) &&
        [parent, adjacentParent].includes(neighbour.id),
    ),
  );
  if (waited.is !== 'active') return endingOf(waited, longestMs);
  if (!facts.metered)
    return {ended: 'done', note: 'Shard metrics are off: the merged shard is not measured.'};
  yield {says: 'Merged. Comparing once the shard has whole minutes (up to 10 minutes)'};
  return (await measureAgain(work, facts))
    ? {ended: 'done'}
    : {ended: 'done', note: 'Not compared: stopped before the shard was measured.'};
}

function proveMerge(before: ReshardFacts, after: ReshardFacts): Proof {
  const {gone, came} = changedShards(before, after);
  const proof = {before: loadsByShard(gone), after: loadsByShard(came)};
  const [merged] = came;
  if (!merged) {
    return {...proof, verdict: 'Nothing was merged: the shards are what they were.', helped: false};
  }
  const {load} = merged;
  if (load?.basis !== 'metrics') {
    return {...proof, verdict: 'Merged. What the shard takes in was not measured.', helped: undefined};
  }
  const refuses = load.refusedPerMinute !== undefined && load.refusedPerMinute > 0;
  return {
    ...proof,
    verdict: refuses
      ? `It refuses writes now, at ${formatShare(load.accepted)}: split it again.`
      : `One shard fewer; it is at ${formatShare(load.accepted)}.`,
    helped: !refuses,
  };
}

const textOf = ({id, load}: Pair['shard']): string => `${shortShard(id)} at ${loadText(load)}`;

const higher = ({shard, neighbour}: Pair) => (shard.range.start > neighbour.range.start ? shard : neighbour);

function neighbourOf(open: ReshardFacts['open'], id: string, options: MergeOptions) {
  const shard = open.find(each => each.id === id);
  if (!shard) return undefined;
  if (options.with === undefined) return coldestNeighbour(open, shard);
  return open.find(each => each.id === options.with && areAdjacent(shard.range, each.range));
}

function pairOf(facts: ReshardFacts, id: string, options: MergeOptions): Pair | undefined {
  const shard = shardOf(facts, id);
  const neighbour = neighbourOf(facts.open, id, options);
  return shard && neighbour && {shard, neighbour};
}

function notNeighbours(facts: ReshardFacts, id: string, options: MergeOptions): readonly Blocked[] {
  const shard = shardOf(facts, id);
  if (!shard) return [notOpen(facts, id)];
  if (options.with !== undefined && !shardOf(facts, options.with)) return [notOpen(facts, options.with)];
  if (neighbourOf(facts.open, id, options)) return [];
  const neighbours = facts.open.filter(other => areAdjacent(shard.range, other.range));
  if (neighbours.length === 0) {
    return [
      {
        because: `${shortShard(id)} has no neighbour: it is the only shard.`,
        unblock: 'A stream keeps one shard.',
      },
    ];
  }
  return [
    {
      because: `${shortShard(id)} and ${shortShard(options.with ?? '')} are not neighbours in the key space.`,
      unblock: `Its neighbours are ${neighbours.map(each => shortShard(each.id)).join(' and ')}.`,
    },
  ];
}

function stepOf({name, region}: ReshardFacts, {shard, neighbour}: Pair): Plan['steps'][number] {
  return {
    operation: 'kinesis:MergeShards',
    says: `MergeShards ${shortShard(shard.id)} with its neighbour ${shortShard(neighbour.id)}`,
    cli: awsKinesis('merge-shards', region, {
      'stream-name': name,
      'shard-to-merge': shard.id,
      'adjacent-shard-to-merge': neighbour.id,
    }),
  };
}

function pictureOf({open}: ReshardFacts, {shard, neighbour}: Pair): NonNullable<Plan['picture']> {
  const range = union(shard.range, neighbour.range);
  const now = stretchesOf(open);
  const load = shard.load && neighbour.load && shard.load.accepted + neighbour.load.accepted;
  const kept = stretchesOf(open.filter(({id}) => id !== shard.id && id !== neighbour.id));
  const words = [shard, neighbour].map(each => (each.load ? formatShare(each.load.accepted) : '?'));
  const then = load === undefined ? '?' : formatShare(load);
  return beforeAndAfter(now, [...kept, {range, load}], [words.join(' │ '), then], neighbourhood(range));
}
