import type {ActionTarget, Blocked, Plan} from '../../../actions/plan.ts';
import {actionsOf} from '../alarm-actions.ts';
import {aboveWarnings} from '../mute/above.ts';
import {allDone, doneBesidePaging, muteText} from '../mute/wording.ts';
import {muteOf} from '../mutes.ts';
import type {SwitchFacts} from './facts.ts';
import {switchCommand} from './requests.ts';

export function planDisable(facts: SwitchFacts, target: ActionTarget): Plan {
  const {alarm, above} = facts;
  const does = allDone(alarm);
  const other = doneBesidePaging(alarm);
  return {
    action: 'alarms.disable',
    title: `Switch off the actions of ${alarm.name}`,
    target,
    risk: 'disruptive',
    steps: [
      {
        operation: 'cloudwatch:DisableAlarmActions',
        says: `DisableAlarmActions ${alarm.name}`,
        cli: switchCommand('DisableAlarmActions', alarm.name, target.region),
      },
    ],
    changes: [
      does.length === 0
        ? 'It has no actions of its own: nothing else changes.'
        : `From now on it no longer ${does.join(', ')}. It is evaluated and shown as before.`,
    ],
    warnings: [
      `Nothing switches them on again by itself: remember it, or mute the alarm instead, which ends (alarms.mute ${alarm.name}).`,
      ...(other.length > 0 ? [`Not only pages: it also ${other.join(', ')}.`] : []),
      ...aboveWarnings(above),
    ],
    blocked: alarm.actionsEnabled ? [] : already(alarm.name, 'off'),
    undo: `Switch them on again: alarms.enable ${alarm.name}.`,
    cost: 'Costs nothing.',
    basis: basisOf(facts),
  };
}

export function planEnable(facts: SwitchFacts, target: ActionTarget): Plan {
  const {alarm} = facts;
  const does = allDone(alarm);
  const scales = alarm.actionsEnabled ? [] : scalingNow(facts);
  return {
    action: 'alarms.enable',
    title: `Switch on the actions of ${alarm.name}`,
    target,
    risk: scales.length > 0 ? 'destructive' : 'reversible',
    steps: [
      {
        operation: 'cloudwatch:EnableAlarmActions',
        says: `EnableAlarmActions ${alarm.name}`,
        cli: switchCommand('EnableAlarmActions', alarm.name, target.region),
      },
    ],
    changes: [
      does.length === 0
        ? 'It has no actions: switched on, it still does nothing.'
        : `When its state changes it again ${does.join(', ')}.`,
    ],
    warnings: [
      ...scales.map(text => `It is in ${alarm.state}, and ${text} at once.`),
      ...enableWarnings(facts),
    ],
    blocked: alarm.actionsEnabled ? already(alarm.name, 'on') : [],
    undo: `Switch them off again: alarms.disable ${alarm.name}.`,
    cost: 'Costs nothing.',
    basis: basisOf(facts),
  };
}

/**
 * Actions are carried out when a state is entered, those of Auto Scaling as long as it lasts. CloudWatch user guide,
 * "Alarm actions".
 */
const scalingNow = ({alarm}: SwitchFacts): readonly string[] =>
  actionsOf(alarm, new Map())
    .filter(({arn, on}) => on === alarm.state && /^arn:[^:]+:autoscaling:/u.test(arn))
    .map(({does}) => does);

function enableWarnings({asOf, alarm, rules}: SwitchFacts): readonly string[] {
  if (alarm.actionsEnabled) return [];
  const warnings: string[] = [];
  if (alarm.state === 'ALARM') {
    warnings.push('It fires already: nobody is paged for that, only when its state changes next.');
  }
  if (rules.ok && muteOf(alarm, rules.value)) {
    warnings.push(
      `It is ${muteText(alarm, rules.value, asOf)}: switched on, it stays silent until that ends.`,
    );
  }
  return warnings;
}

const already = (name: string, is: 'on' | 'off'): readonly Blocked[] => [
  {because: `The actions of ${name} are ${is} already.`, unblock: 'Nothing is needed.'},
];

const basisOf = ({alarm, above}: SwitchFacts): string =>
  JSON.stringify([
    alarm.actionsEnabled,
    alarm.state,
    actionsOf(alarm, new Map()).map(({arn, on}) => [arn, on]),
    above.ok ? above.value.map(({alarm: {name}, isMuted}) => [name, isMuted]) : above.problem.code,
  ]);
