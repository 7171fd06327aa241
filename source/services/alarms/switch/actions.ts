import {defineAction, type Ending, type Progress, type Work} from '../../../actions/action.ts';
import type {Plan, Proof} from '../../../actions/plan.ts';
import type {Alarm} from '../model.ts';
import {endingOf, readBack} from '../mute/read-back.ts';
import {refusalOf} from '../mute/refusal.ts';
import {matchingAlarms} from '../test/matching.ts';
import {gatherSwitch, type SwitchFacts} from './facts.ts';
import {planDisable, planEnable} from './plan.ts';
import {type Switch, switchActions} from './requests.ts';

const longestWaitMs = 30_000;

export const disable = defineAction<Alarm, SwitchFacts, undefined>({
  id: 'alarms.disable',
  key: 'i',
  title: 'Switch actions off',
  describe: 'Switches the actions of an alarm off, until somebody switches them on; a mute ends by itself.',
  on: 'resource',
  matching: matchingAlarms,
  options: [],
  needs: ['cloudwatch:DisableAlarmActions', 'cloudwatch:DescribeAlarms'],
  sends: ['cloudwatch:DisableAlarmActions'],
  available: ({actionsEnabled}) => (actionsEnabled ? true : 'its actions are off already'),
  parse: () => ({options: undefined}),
  gather: gatherSwitch,
  plan: (facts, _options, target) => planDisable(facts, target),
  run: (plan, _facts, _options, work) => run('DisableAlarmActions', plan, work),
  prove: (before, after) => proofOf(before, after, false),
});

export const enable = defineAction<Alarm, SwitchFacts, undefined>({
  id: 'alarms.enable',
  key: 'i',
  title: 'Switch actions on',
  describe: 'Switches the actions of an alarm on again: it pages when its state changes next.',
  on: 'resource',
  matching: matchingAlarms,
  options: [],
  needs: ['cloudwatch:EnableAlarmActions', 'cloudwatch:DescribeAlarms'],
  sends: ['cloudwatch:EnableAlarmActions'],
  available: ({actionsEnabled}) => (actionsEnabled ? 'its actions are on already' : true),
  parse: () => ({options: undefined}),
  gather: gatherSwitch,
  plan: (facts, _options, target) => planEnable(facts, target),
  run: (plan, _facts, _options, work) => run('EnableAlarmActions', plan, work),
  prove: (before, after) => proofOf(before, after, true),
});

async function* run(
  operation: Switch,
  {target}: Plan,
  work: Work<SwitchFacts>,
): AsyncGenerator<Progress, Ending> {
  const name = target.resource;
  const isOn = operation === 'EnableAlarmActions';
  if (work.signal.aborted) return {ended: 'stopped', says: 'Nothing was switched.'};
  yield {says: `Switching the actions of ${name} ${isOn ? 'on' : 'off'}`};
  const sent = await work.send(switchActions(operation, name));
  if (!sent.ok) return {ended: 'failed', problem: refusalOf(sent.problem, operation, name)};
  yield {says: 'Reading back'};
  // Neither operation tells that there is no such alarm: what it did is seen at the alarm alone.
  const is = await readBack(work, longestWaitMs, async () => {
    const now = await work.gather();
    return now.ok && now.value.alarm.actionsEnabled === isOn;
  });
  return endingOf(is, `the actions of ${name} are not ${isOn ? 'on' : 'off'}`);
}

function proofOf(before: SwitchFacts, after: SwitchFacts, wanted: boolean): Proof {
  const is = after.alarm.actionsEnabled;
  return {
    before: {actions: before.alarm.actionsEnabled ? 'on' : 'off'},
    after: {actions: is ? 'on' : 'off'},
    verdict: `Its actions are ${is ? 'on' : 'off'}${is === wanted ? '' : ' all the same'}.`,
    helped: is === wanted,
  };
}
