import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {ActionTarget, Blocked, Plan, Proof} from '../../../actions/plan.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {Session} from '../../../aws/session.ts';
import {formatUsd} from '../../../text/number.ts';
import type {StreamSummary} from '../facts.ts';
import {type ShardLevelMetricName, shardLevelMetricNames, usdPerShardMetricMonth} from '../limits.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {counted} from './cost.ts';
import {canChange, notActive} from './guards.ts';
import {disableMetrics, enableMetrics} from './requests.ts';
import {endingOf} from './running/ending.ts';
import {refusalOf} from './running/refusal.ts';
import {waitUntilActive} from './running/wait.ts';

const longestMs = 5 * 60_000;

/** What says how hot a shard is, and no more: the rest costs the same again. */
const usualNames: readonly ShardLevelMetricName[] = [
  'IncomingBytes',
  'IncomingRecords',
  'WriteProvisionedThroughputExceeded',
];

type MetricsOptions = {
  /** The other of what is, unless said. */
  readonly to: 'on' | 'off' | undefined;
  readonly names: readonly ShardLevelMetricName[];
};

type MetricsFacts = StreamSummary & {readonly on: readonly ShardLevelMetricName[]};

export const metrics = defineAction<Stream, MetricsFacts, MetricsOptions>({
  id: 'kinesis.metrics',
  key: 'e',
  title: 'Shard metrics on or off',
  describe: 'Switches shard-level metrics of a stream: without them nobody sees which shard is hot.',
  on: 'resource',
  options: [
    {name: 'to', value: 'on|off', describe: 'on unless they are on already', positional: true},
    {name: 'names', value: 'A,B', describe: `which: ALL or some of ${shardLevelMetricNames.join(', ')}`},
  ],
  needs: [
    'kinesis:EnableEnhancedMonitoring',
    'kinesis:DisableEnhancedMonitoring',
    'kinesis:DescribeStreamSummary',
  ],
  sends: ['kinesis:EnableEnhancedMonitoring', 'kinesis:DisableEnhancedMonitoring'],
  available: canChange,
  parse: ({to, names}) => {
    if (to !== undefined && to !== 'on' && to !== 'off') return {wrong: `${to} is neither on nor off.`};
    const known = namesOf(names);
    return 'wrong' in known ? known : {options: {to, names: known.names}};
  },
  gather: (session, target) => gatherMetrics(session, target),
  plan: (facts, options, target) => {
    const {to, names} = changeOf(facts, options);
    const blocked: Blocked[] = facts.status === 'ACTIVE' ? [] : [notActive(target.resource, facts.status)];
    if (names.length === 0) {
      blocked.push({
        because: `They are ${to} already.`,
        unblock: `Switch them ${to === 'on' ? 'off' : 'on'}.`,
      });
    }
    const command = to === 'on' ? 'enable' : 'disable';
    const cli = awsKinesis(`${command}-enhanced-monitoring`, target.region, {
      'stream-name': target.resource,
      'shard-level-metrics': names,
    });
    return {
      action: 'kinesis.metrics',
      title: `Switch shard metrics of ${target.resource} ${to}`,
      target,
      risk: 'reversible',
      steps: [
        {
          operation: `kinesis:${to === 'on' ? 'Enable' : 'Disable'}EnhancedMonitoring`,
          says: `${names.join(', ')} ${to}`,
          cli,
        },
      ],
      changes: [
        to === 'on'
          ? 'Every shard shows what it takes in, from the next whole minute on (two or three minutes).'
          : 'Shards no longer show this; what was recorded is kept, 15 days by the minute.',
      ],
      warnings: to === 'on' ? ['Shards that a reshard adds are metered, and billed, too.'] : [],
      blocked,
      undo: `Switch them ${to === 'on' ? 'off' : 'on'} again: it takes as long as this.`,
      cost: costText(facts, to, names.length),
      basis: [facts.status, facts.openShards, ...facts.on].join(' '),
    } satisfies Plan;
  },
  run: switchMetrics,
  prove: (before, after, options) => proveMetrics(before, after, options),
});

async function gatherMetrics(session: Session, {arn}: ActionTarget): Promise<Outcome<MetricsFacts>> {
  const {describeSummary} = await import('../requests.ts');
  const summary = await session.attempt('kinesis:DescribeStreamSummary', () => describeSummary(session, arn));
  if (!summary.ok) return summary;
  const {enhancedMetrics} = summary.value;
  const on = shardLevelMetricNames.filter(
    name => enhancedMetrics.includes(name) || enhancedMetrics.includes('ALL'),
  );
  return {ok: true, value: {...summary.value, on}};
}

async function* switchMetrics(
  {target}: Plan,
  facts: MetricsFacts,
  options: MetricsOptions,
  work: Work<MetricsFacts>,
): AsyncGenerator<Progress, Ending> {
  const {to, names} = changeOf(facts, options);
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was changed.'};
  yield {says: `Switching ${names.join(', ')} ${to}`};
  const request = to === 'on' ? enableMetrics(target.arn, names) : disableMetrics(target.arn, names);
  const sent = await work.send(request);
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, `to switch shard metrics ${to}`)};
  const waited = await waitUntilActive(work, target.arn, longestMs);
  return waited.is === 'active' ? {ended: 'done'} : endingOf(waited, longestMs);
}

/** What is to be switched, and is not so already. */
function changeOf(
  {on}: MetricsFacts,
  {to: wanted, names}: MetricsOptions,
): {readonly to: 'on' | 'off'; readonly names: readonly ShardLevelMetricName[]} {
  const to = wanted ?? (names.every(name => on.includes(name)) ? 'off' : 'on');
  return {to, names: names.filter(name => on.includes(name) === (to === 'off'))};
}

function namesOf(
  text: string | undefined,
): {readonly names: readonly ShardLevelMetricName[]} | {readonly wrong: string} {
  if (text === undefined) return {names: usualNames};
  if (text === 'ALL') return {names: shardLevelMetricNames};
  const named = text.split(',').map(word => word.trim());
  const names = shardLevelMetricNames.filter(name => named.includes(name));
  const unknown = named.find(word => !names.some(name => name === word));
  return unknown === undefined
    ? {names}
    : {
        wrong: `${unknown} is no shard-level metric: take ALL or some of ${shardLevelMetricNames.join(', ')}.`,
      };
}

function costText({openShards}: MetricsFacts, to: 'on' | 'off', names: number): string {
  const each = `${formatUsd(names * usdPerShardMetricMonth)} a shard`;
  if (openShards === undefined)
    return `${to === 'on' ? 'Costs' : 'Saves'} ${each} a month (list price, us-east-1).`;
  const usd = formatUsd(openShards * names * usdPerShardMetricMonth);
  return `${to === 'on' ? '+' : '-'}${usd} a month (list price, us-east-1): ${each}, ${counted(openShards)}.`;
}

function proveMetrics(before: MetricsFacts, after: MetricsFacts, options: MetricsOptions): Proof {
  const {to, names} = changeOf(before, options);
  const isThrough = names.every(name => after.on.includes(name) === (to === 'on'));
  const listOf = ({on}: MetricsFacts) => (on.length === 0 ? 'off' : on.join(', '));
  return {
    before: {'shard metrics': listOf(before)},
    after: {'shard metrics': listOf(after)},
    verdict: isThrough ? `Shard metrics are ${to}.` : 'The stream does not show the change yet.',
    helped: isThrough,
  };
}
