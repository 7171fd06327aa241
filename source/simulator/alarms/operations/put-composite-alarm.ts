import {invalid} from '../../cloudwatch/errors.ts';
import type {Json, Operation} from '../../operation.ts';
import {nameOf, readRule} from '../rule/rule.ts';
import type {AlarmWorld} from '../shape.ts';
import {readActions} from './actions.ts';
import {requiredName, requiredText, textIn, wholeIn} from './checks.ts';
import {tooMany} from './errors.ts';
import {parentsOf} from './family.ts';

const longestRule = 10_240;
const mostChildren = 100;
const mostParents = 150;

export const putCompositeAlarmOperations = (world: AlarmWorld): Record<string, Operation> => ({
  PutCompositeAlarm: (input, {region}) => {
    const name = requiredName(input);
    const actions = readActions(input, 'composite');
    const rule = requiredText(input, 'AlarmRule', [1, longestRule]);
    checkRule(world, region, name, rule);
    const suppression = readSuppression(world, region, input);
    if (world.alarm(region, name)?.kind === 'metric') {
      throw invalid(`There is a metric alarm named ${name} already.`);
    }
    world.putCompositeAlarm(region, name, {...actions, rule, ...suppression});
    return {};
  },
});

/** Quotas: "Composite alarms", CloudWatch user guide. */
function checkRule(world: AlarmWorld, region: string, name: string, text: string): void {
  const rule = readRule(text);
  if ('problem' in rule) throw invalid(`Error in AlarmRule: ${rule.problem}`);
  const unknown = rule.alarms.filter(child => !world.alarm(region, child));
  if (unknown.length > 0) {
    throw invalid(
      `Could not save the composite alarm as alarms [${unknown.join(', ')}] in the alarm rule do not exist`,
    );
  }
  if (rule.alarms.length > mostChildren) {
    throw tooMany(`The rule of a composite alarm can name no more than ${mostChildren} alarms.`);
  }
  for (const child of rule.alarms) {
    const parents = parentsOf(world, region, child).filter(parent => parent.name !== name);
    if (parents.length >= mostParents) {
      throw tooMany(`${child} is in the rules of ${mostParents} composite alarms already.`);
    }
  }
}

function readSuppression(world: AlarmWorld, region: string, input: Json) {
  const suppressor = textIn(input, 'ActionsSuppressor', [1, 1600]);
  const seconds = [0, Number.MAX_SAFE_INTEGER] as const;
  const wait = wholeIn(input, 'ActionsSuppressorWaitPeriod', seconds);
  const extension = wholeIn(input, 'ActionsSuppressorExtensionPeriod', seconds);
  if (suppressor !== undefined && (wait === undefined || extension === undefined)) {
    throw invalid(
      'ActionsSuppressor needs ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod.',
    );
  }
  if (suppressor === undefined && (wait !== undefined || extension !== undefined)) {
    throw invalid('A period of suppression needs an ActionsSuppressor.');
  }
  if (suppressor !== undefined && !world.alarm(region, nameOf(suppressor))) {
    throw invalid(`The alarm ${suppressor} in ActionsSuppressor does not exist.`);
  }
  return {suppressor, suppressorWaitSeconds: wait, suppressorExtensionSeconds: extension};
}
