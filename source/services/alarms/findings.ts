import {awsCommand} from '../../actions/aws-command.ts';
import type {Finding} from '../../monitor/schema.ts';
import {finding} from '../finding.ts';
import type {Alarm} from './model.ts';
import type {AlarmThresholds} from './thresholds.ts';
import {lasting, untilText} from './wording.ts';

type Context = {
  readonly now: number;
  readonly thresholds: AlarmThresholds;
  /** By name. */
  readonly alarm: (name: string) => Alarm | undefined;
};

/** What is wrong with one alarm: that it fires, that it cannot see, that it cannot make up its mind. */
export function findingsOf(alarm: Alarm, context: Context): readonly Finding[] {
  return [firing(alarm, context), flapping(alarm, context), blind(alarm, context), switchedOff(alarm)].filter(
    found => found !== undefined,
  );
}

const about = (alarm: Alarm) => ({
  service: 'alarms',
  account: alarm.account,
  region: alarm.region,
  arn: alarm.arn,
  resource: alarm.name,
  since: alarm.since === null ? undefined : Date.parse(alarm.since),
  detail: alarm.verdictText,
});

const suggest = (action: string, alarm: Alarm): Finding['suggest'] => ({
  action,
  args: {alarm: alarm.name},
  cli: awsCommand('cloudwatch', 'describe-alarm-history', alarm.region, {'alarm-name': alarm.name}),
});

/** Firing is critical where it pages, a warning where nobody hears of it, and told once where a parent pages for it. */
function firing(alarm: Alarm, {now, alarm: named}: Context): Finding | undefined {
  if (alarm.state !== 'ALARM') return undefined;
  const length = lasting(alarm.since, now);
  const time = length === undefined ? '' : ` ${length}`;
  const kind = 'alarms.firing';
  if (alarm.muted !== null) {
    const until = alarm.muted.until === null ? '' : ` until ${untilText(alarm.muted.until, now)}`;
    return finding({...about(alarm), kind, severity: 'info', title: `fires, muted${until}`});
  }
  const pagingParent = pagingAbove(alarm, named);
  if (pagingParent && alarm.heard !== true) {
    const detail = `${alarm.verdictText} ${pagingParent.name} fires with it.`;
    return finding({
      ...about(alarm),
      kind,
      severity: 'info',
      title: `firing${time}, its parent pages`,
      detail,
    });
  }
  if (alarm.heard === false) {
    return finding({
      ...about(alarm),
      kind,
      severity: 'warning',
      title: `firing${time}, pages nobody`,
      suggest: suggest('', alarm),
    });
  }
  return finding({
    ...about(alarm),
    kind,
    severity: 'critical',
    title: `firing${time}`,
    suggest: suggest('', alarm),
  });
}

/** A firing composite above it, however far, that pages. */
function pagingAbove(
  alarm: Alarm,
  named: (name: string) => Alarm | undefined,
  seen = new Set<string>(),
): Alarm | undefined {
  for (const name of alarm.parents) {
    const parent = named(name);
    if (parent?.state !== 'ALARM' || seen.has(name)) continue;
    seen.add(name);
    if (parent.heard !== false && parent.muted === null) return parent;
    const above = pagingAbove(parent, named, seen);
    if (above) return above;
  }
  return undefined;
}

function flapping(alarm: Alarm, {thresholds}: Context): Finding | undefined {
  const times = alarm.transitionsLastHour;
  if (times === null || times < thresholds.flappingTransitions) return undefined;
  const detail = `It changed its state ${times} times within an hour: its threshold, or the ${
    alarm.evaluation === null ? 'periods' : `${alarm.evaluation.m} of ${alarm.evaluation.n} periods`
  } it takes, fit its metric badly.`;
  const evidence = {transitionsLastHour: times};
  return finding({
    ...about(alarm),
    kind: 'alarms.flapping',
    severity: 'warning',
    title: `changed ${times} times in an hour`,
    detail,
    evidence,
  });
}

/** An alarm that should page and has nothing to go by. */
function blind(alarm: Alarm, {now, thresholds}: Context): Finding | undefined {
  const {state, since, actions, heard} = alarm;
  if (state !== 'INSUFFICIENT_DATA' || since === null || heard === false) return undefined;
  if (!actions.some(({on}) => on === 'ALARM')) return undefined;
  if (now - Date.parse(since) < thresholds.blindMinutes * 60_000) return undefined;
  const title = `no data for ${lasting(since, now)}`;
  // A queue that is idle for hours has no metrics: that is nothing wrong, though the alarm should take it so.
  const severity = alarm.metric?.namespace === 'AWS/SQS' ? 'info' : 'warning';
  return finding({...about(alarm), kind: 'alarms.blind', severity, title});
}

/** Nothing reverts it, and nobody remembers it: it stands there until somebody switches them on again. */
function switchedOff(alarm: Alarm): Finding | undefined {
  if (alarm.actionsEnabled || alarm.actions.length === 0 || alarm.state === 'ALARM') return undefined;
  return finding({
    ...about(alarm),
    kind: 'alarms.actions-off',
    severity: 'info',
    since: undefined,
    title: 'its actions are switched off',
    suggest: suggest('alarms.enable', alarm),
  });
}
