import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Blocked, Plan, Proof} from '../../../actions/plan.ts';
import {formatDuration} from '../../../text/duration.ts';
import type {Stream} from '../model.ts';
import {awsKinesis} from './cli.ts';
import {gatherRetention, type RetentionFacts} from './facts/retention.ts';
import {canChange, notActive} from './guards.ts';
import {chooseHours, hoursBlocked, type RetainOptions, retentionCost} from './planning/retention.ts';
import {increaseRetention} from './requests.ts';
import {endingOf} from './running/ending.ts';
import {refusalOf} from './running/refusal.ts';
import {waitUntilActive} from './running/wait.ts';

const longestMs = 10 * 60_000;

export const retain = defineAction<Stream, RetentionFacts, RetainOptions>({
  id: 'kinesis.retain',
  key: 't',
  title: 'Keep records longer',
  describe: 'Raises the retention of a stream: it buys time for a reader that is behind.',
  on: 'resource',
  options: [
    {
      name: 'hours',
      value: 'HOURS',
      describe: 'up to 8760; the least of 48, 72 and 168 that leaves a day, unless said',
      positional: true,
    },
  ],
  needs: [
    'kinesis:IncreaseStreamRetentionPeriod',
    'kinesis:DescribeStreamSummary',
    'cloudwatch:GetMetricData',
  ],
  sends: ['kinesis:IncreaseStreamRetentionPeriod'],
  available: canChange,
  parse: ({hours}) => {
    if (hours === undefined) return {options: {hours: undefined}};
    return /^[1-9]\d{0,5}$/.test(hours)
      ? {options: {hours: Number(hours)}}
      : {wrong: `${hours} is not a number of hours.`};
  },
  gather: (session, target) => gatherRetention(session, target),
  plan: (facts, options, target) => {
    const {status, retentionHours: current} = facts.summary;
    const {hours, why} = chooseHours(facts, options);
    const blocked: Blocked[] = status === 'ACTIVE' ? [] : [notActive(target.resource, status)];
    blocked.push(...hoursBlocked(current, hours));
    const was = current === undefined ? 'what it is' : `${current} h`;
    const cli = (command: string, to: number) =>
      awsKinesis(`${command}-stream-retention-period`, target.region, {
        'stream-name': target.resource,
        'retention-period-hours': to,
      });
    return {
      action: 'kinesis.retain',
      title: `Keep the records of ${target.resource} for ${hours} h`,
      target,
      risk: 'reversible',
      steps: [
        {
          operation: 'kinesis:IncreaseStreamRetentionPeriod',
          says: `IncreaseStreamRetentionPeriod from ${was} to ${hours} h${why}`,
          cli: cli('increase', hours),
        },
      ],
      changes: [timeBought(facts, hours)],
      warnings: warningsOf(facts),
      blocked,
      undo:
        current === undefined
          ? 'DecreaseStreamRetentionPeriod; that drops what is older than the new retention.'
          : `DecreaseStreamRetentionPeriod to ${current} h, which drops for good what is then older, read or not: ${cli('decrease', current)}`,
      cost: retentionCost(facts, hours),
      basis: [status, current, hours].join(' '),
    } satisfies Plan;
  },
  run: raise,
  prove: (before, after, options) => proveRetention(before, after, options),
});

async function* raise(
  {target}: Plan,
  facts: RetentionFacts,
  options: RetainOptions,
  work: Work<RetentionFacts>,
): AsyncGenerator<Progress, Ending> {
  const {hours} = chooseHours(facts, options);
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was changed.'};
  yield {says: `Raising the retention to ${hours} h`};
  const sent = await work.send(increaseRetention(target.arn, hours));
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, 'to raise the retention')};
  yield {says: 'Waiting until the stream is ACTIVE'};
  const waited = await waitUntilActive(work, target.arn, longestMs);
  return waited.is === 'active' ? {ended: 'done'} : endingOf(waited, longestMs);
}

function warningsOf({loss}: RetentionFacts): readonly string[] {
  const lost = 'Records that are lost already do not come back.';
  if (loss.limitedBy !== 'maximum-record-age') return [lost];
  return [
    'A function drops records by its own maximum record age: this does not help there, raise that instead.',
    lost,
  ];
}

function timeBought({lag, summary: {retentionHours: current}}: RetentionFacts, hours: number): string {
  if (!lag) return 'No reader’s age is known: how much time it buys cannot be said.';
  const leftAt = (limit: number) => formatDuration(Math.max(0, limit * 3_600_000 - lag.settledMs));
  const now = current === undefined ? '' : `, ${leftAt(current)} from being dropped today`;
  return `The oldest unread record is ${formatDuration(lag.settledMs)} old${now}; with ${hours} h, ${leftAt(hours)}.`;
}

function proveRetention(before: RetentionFacts, after: RetentionFacts, options: RetainOptions): Proof {
  const {hours} = chooseHours(before, options);
  const stateOf = ({summary, loss}: RetentionFacts): Readonly<Record<string, string>> => ({
    retention: summary.retentionHours === undefined ? 'unknown' : `${summary.retentionHours} h`,
    'time left':
      loss.inSeconds === null
        ? loss.state === 'none'
          ? 'not at risk'
          : loss.state
        : formatDuration(loss.inSeconds * 1000),
  });
  const isThrough = after.summary.retentionHours === hours;
  const {loss} = after;
  const isSafe = loss.state === 'none' || (loss.inSeconds !== null && loss.inSeconds >= 24 * 3600);
  const verdict = !isThrough
    ? `The retention is not ${hours} h.`
    : loss.state === 'unknown' || isSafe
      ? `Records are kept for ${hours} h. Now make the reader keep up.`
      : `Records are kept for ${hours} h, and less than a day is left all the same.`;
  return {before: stateOf(before), after: stateOf(after), verdict, helped: isThrough};
}
