import type {ActionTarget, Blocked, Plan, Risk, Step} from '../../../actions/plan.ts';
import {actionsOf} from '../alarm-actions.ts';
import type {MuteRuleFact} from '../facts.ts';
import type {AlarmAction} from '../model.ts';
import {type Chosen, chosenOf, leftOf, type UnmuteOptions} from './chosen.ts';
import type {MuteFacts} from './facts.ts';
import {deleteCommand, putCommand} from './requests.ts';
import {muteText} from './wording.ts';

export function planUnmute(
  facts: MuteFacts,
  options: UnmuteOptions,
  target: ActionTarget,
  now: number,
): Plan {
  const {alarm, rules} = facts;
  const chosen = chosenOf(facts, options);
  const left = leftOf(facts, options);
  const isMutedStill = left.some(({status}) => status === 'ACTIVE');
  const fires = isMutedStill ? [] : firingNow(facts);
  return {
    action: 'alarms.unmute',
    title: `Unmute ${alarm.name}`,
    target,
    risk: riskOf(chosen, fires),
    steps: chosen.map(each => stepOf(each, target)),
    touches: chosen.flatMap(({rule, others}) => [rule.name, ...others]),
    changes: chosen.map(changeOf),
    warnings: [
      ...fires.map(({does}) => `It is in ${alarm.state}: unmuted, it ${does} at once.`),
      ...left.map(rule => leftText(rule, alarm.name)),
    ],
    blocked: blockedBy(facts, options, now),
    undo: undoOf(chosen, target),
    cost: 'Costs nothing.',
    basis: JSON.stringify([rules, options.rule, fires.map(({arn}) => arn)]),
  };
}

/** DeleteAlarmMuteRule, API reference: alarms that fire run their actions when they are unmuted. */
function firingNow({alarm, rules}: MuteFacts): readonly AlarmAction[] {
  const isMuted = rules.some(({status}) => status === 'ACTIVE');
  if (!isMuted || alarm.state !== 'ALARM' || !alarm.actionsEnabled) return [];
  return actionsOf(alarm, new Map()).filter(({on}) => on === 'ALARM');
}

function riskOf(chosen: readonly Chosen[], fires: readonly AlarmAction[]): Risk {
  if (chosen.some(({isOwn}) => !isOwn)) return 'destructive';
  if (fires.some(({risk}) => risk === 'destructive' || risk === 'unknown')) return 'destructive';
  return fires.length > 0 ? 'disruptive' : 'reversible';
}

function stepOf({rule, others}: Chosen, {region, resource}: ActionTarget): Step {
  if (others.length === 0) {
    return {
      operation: 'cloudwatch:DeleteAlarmMuteRule',
      says: `DeleteAlarmMuteRule ${rule.name}`,
      cli: deleteCommand(rule.name, region),
    };
  }
  return {
    operation: 'cloudwatch:PutAlarmMuteRule',
    says: `PutAlarmMuteRule ${rule.name} as it is, without ${resource}`,
    cli: putCommand({...rule, alarms: others}, region),
  };
}

function changeOf({rule, others, isOwn}: Chosen): string {
  const whose = isOwn
    ? 'The rule'
    : `The ${rule.recurring ? 'recurring ' : ''}rule, which hotshard did not make${madeBy(rule)},`;
  return others.length === 0
    ? `${whose} ${rule.name} is gone: it is for this alarm alone.`
    : `${whose} ${rule.name} goes on muting ${others.length === 1 ? others[0] : `${others.length} other alarms`}.`;
}

const madeBy = ({description}: MuteRuleFact): string =>
  description === undefined || description === '' ? '' : ` (“${description}”)`;

function leftText(rule: MuteRuleFact, alarm: string): string {
  const {name, recurring, status, expression} = rule;
  const recurs = recurring && expression !== undefined ? ` (${expression})` : '';
  const does = status === 'ACTIVE' ? 'goes on muting' : 'will mute';
  return `The rule ${name}${recurs}, which hotshard did not make, ${does} ${alarm}: name it to end that too (rule ${name}).`;
}

function blockedBy(facts: MuteFacts, options: UnmuteOptions, now: number): readonly Blocked[] {
  const {alarm, rules} = facts;
  const {rule: named} = options;
  const nameOne = `Name the rule to end it all the same: ${rules.map(({name}) => name).join(', ')}.`;
  if (named !== undefined && !rules.some(({name}) => name === named)) {
    const unblock = rules.length === 0 ? 'Leave the rule out.' : nameOne;
    return [{because: `No rule named ${named} mutes ${alarm.name}.`, unblock}];
  }
  if (chosenOf(facts, options).length > 0) return [];
  if (rules.length === 0) return [{because: `${alarm.name} is not muted.`, unblock: 'Nothing is needed.'}];
  const because = `${alarm.name} is ${muteText(alarm, rules, now)}, and hotshard made none of its rules.`;
  return [{because, unblock: nameOne}];
}

/** The rules as they were can be put again: the journal keeps how. */
function undoOf(chosen: readonly Chosen[], {region, resource}: ActionTarget): string {
  const foreign = chosen.filter(({isOwn}) => !isOwn);
  if (foreign.length === 0) return `Mute it again: alarms.mute ${resource}.`;
  return `Put the rule back as it was: ${foreign.map(({rule}) => putCommand(rule, region)).join('; ')}`;
}
