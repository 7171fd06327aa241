import {awsCommand} from '../../../../actions/aws-command.ts';
import type {ActionTarget, Plan} from '../../../../actions/plan.ts';
import type {AlarmState} from '../../model.ts';
import {bothWays, type Way} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';
import {stateAsked, type TestOptions} from '../options.ts';
import {isScaling} from '../reason.ts';
import {blockedOf} from './blocked.ts';
import {riskOf} from './risk.ts';
import {wayLines} from './says.ts';
import {warningsOf} from './warnings.ts';

/** Pure: what would be carried out on the way there and on the way back. */
export function planTest(facts: TestFacts, options: TestOptions, target: ActionTarget): Plan {
  const {alarm, parents, callerArn} = facts;
  const {name, state: now} = alarm;
  const to = stateAsked(now, options);
  const {there, back} = bothWays(to, facts);
  const blocked = blockedOf(facts, to, there);
  const ways = blocked.length > 0 ? [] : [there, back];
  const risk = riskOf(facts, to, ways);
  const cli = setStateCommand(target, to, `Test, asked for by ${callerArn}`);
  return {
    action: 'alarms.test',
    title: `Test ${name}: from ${now} to ${to}`,
    target,
    risk,
    steps: [
      {
        operation: 'cloudwatch:SetAlarmState',
        says: `SetAlarmState to ${to} once, with a reason that says that it is a test, by whom and which; then its history is read until every action is accounted for`,
        cli,
      },
    ],
    affects: parents.map(({arn}) => arn),
    changes:
      blocked.length > 0
        ? [`${name} is ${now} now.`]
        : [
            `${name} is ${now} now, and goes to ${to}.`,
            ...wayLines(there, `On the way to ${to}`, facts),
            ...wayLines(back, `On the way back to ${now}`, facts),
          ],
    warnings: warningsOf(facts, to, ways),
    blocked,
    undo: `${backText(facts, to, target)}${remainsText(ways)}`,
    cost: 'What the actions cost: notifications, functions, whatever they start. Reading the proof costs next to nothing.',
    basis: JSON.stringify([now, to, blocked, risk, basisOf(there), basisOf(back)]),
  };
}

const basisOf = ({firings, parents}: Way) => [
  firings.map(({alarm, on, arn}) => [alarm, on, arn]),
  parents.map(({alarm, to, heldBack}) => [alarm.name, to, heldBack]),
];

/** What an action did is not undone by the alarm that comes back. */
function remainsText(ways: readonly Way[]): string {
  const lasting = ways
    .flatMap(({firings}) => firings)
    .filter(({risk}) => risk === 'destructive' || risk === 'unknown');
  const does = [...new Set(lasting.map(firing => firing.does))];
  return does.length === 0 ? '' : ` What its actions did stays done: ${does.join(', ')}.`;
}

/** How it comes back: by itself, or not. */
function backText({alarm}: TestFacts, to: AlarmState, target: ActionTarget): string {
  if (alarm.kind !== 'composite') {
    return 'Its next evaluation, within a minute or two, sets it back to what its data say.';
  }
  const reason = 'End of a test';
  return `A composite may stay ${to} until one of its children changes state; this sets it back: ${setStateCommand(target, alarm.state, reason)}`;
}

const setStateCommand = ({resource, region}: ActionTarget, state: AlarmState, reason: string): string =>
  awsCommand('cloudwatch', 'set-alarm-state', region, {
    'alarm-name': resource,
    'state-value': state,
    'state-reason': reason,
  });

/** Whether the request has to bring the data of the state. */
export const needsReasonData = ({firings}: Way): boolean => firings.some(({arn}) => isScaling(arn));
