import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {formatDuration} from '../../../text/duration.ts';
import {muteOf} from '../mutes.ts';
import {aboveWarnings, doneBy} from './above.ts';
import type {MuteFacts} from './facts.ts';
import {windowFrom} from './how-long.ts';
import {putCommand, type RuleToPut} from './requests.ts';
import {allDone, doneBesidePaging, muteText, untilUtc} from './wording.ts';

export type MuteOptions = {readonly ms: number};

/** The rule that mutes an alarm from now on: it ends by itself, and says who made it and when. */
export function ruleFrom({alarm, ruleName, caller}: MuteFacts, {ms}: MuteOptions, now: number): RuleToPut {
  const {expression, duration, endsAt} = windowFrom(now, ms);
  const when = new Date(now).toISOString().slice(0, 16).replace('T', ' ');
  return {
    name: ruleName,
    description: `Muted for ${formatDuration(ms)} with hotshard by ${caller ?? 'a caller that AWS did not name'} at ${when} UTC`,
    alarms: [alarm.name],
    expression,
    duration,
    timezone: 'UTC',
    startAt: undefined,
    expireAt: endsAt,
  };
}

export function planMute(facts: MuteFacts, options: MuteOptions, target: ActionTarget, now: number): Plan {
  const {alarm, rules, ruleName, above} = facts;
  const rule = ruleFrom(facts, options, now);
  const until = untilUtc(rule.expireAt ?? now, now);
  return {
    action: 'alarms.mute',
    title: `Mute ${alarm.name} for ${formatDuration(options.ms)}`,
    target,
    risk: 'reversible',
    steps: [
      {
        operation: 'cloudwatch:PutAlarmMuteRule',
        says: `PutAlarmMuteRule ${ruleName}, from now until ${until}; then it is read back until it is ACTIVE`,
        cli: putCommand(rule, target.region),
      },
    ],
    touches: [ruleName],
    changes: [changeOf(facts, until), 'It ends by itself, even if this machine is gone by then.'],
    warnings: [...warningsOf(facts, now), ...aboveWarnings(above)],
    blocked: blockedBy(facts, options, now),
    undo: `Unmute it: alarms.unmute ${alarm.name}.`,
    cost: 'Costs nothing.',
    basis: JSON.stringify([
      ruleName,
      options.ms,
      rules.map(({name, status, duration, expression}) => [name, status, duration, expression]),
      alarm.actionsEnabled,
      allDone(alarm),
      above.ok ? above.value.map(({alarm: {name}, isMuted}) => [name, isMuted]) : above.problem.code,
    ]),
  };
}

function changeOf({alarm}: MuteFacts, until: string): string {
  const does = allDone(alarm);
  return does.length === 0
    ? `It has no actions of its own: until ${until} nothing else is held back.`
    : `Until ${until} it no longer ${does.join(', ')}. It is evaluated and shown as before.`;
}

function warningsOf({alarm, rules}: MuteFacts, now: number): readonly string[] {
  const warnings: string[] = [];
  const other = doneBesidePaging(alarm);
  if (other.length > 0) warnings.push(`Not only pages are held back: it also ${other.join(', ')}.`);
  if (!alarm.actionsEnabled) warnings.push('Its actions are switched off anyway, mute or not.');
  if (muteOf(alarm, rules)) warnings.push(`It is ${muteText(alarm, rules, now)} already.`);
  const does = doneBy(alarm);
  if (does !== '') warnings.push(`If it is in ALARM when the mute ends, it ${does} then.`);
  return warnings;
}

/** A shorter mute beside a longer one changes nothing. */
function blockedBy({alarm, rules}: MuteFacts, {ms}: MuteOptions, now: number): readonly Blocked[] {
  const muted = muteOf(alarm, rules);
  if (muted?.until === undefined || muted.until === null) return [];
  if (Date.parse(muted.until) < windowFrom(now, ms).endsAt) return [];
  return [
    {
      because: `${alarm.name} is ${muteText(alarm, rules, now)} already, which is no shorter.`,
      unblock: 'Mute it for longer than that, or unmute it first (alarms.unmute).',
    },
  ];
}
