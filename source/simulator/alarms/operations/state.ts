import type {Operation} from '../../operation.ts';
import type {AlarmWorld} from '../shape.ts';
import {namesIn, oneOf, required, requiredName, requiredText, textIn} from './checks.ts';
import {states} from './describe.ts';
import {badFormat, noAlarm} from './errors.ts';

export const stateOperations = (world: AlarmWorld): Record<string, Operation> => ({
  SetAlarmState: (input, {region}) => {
    const name = requiredName(input);
    const state = required(oneOf(input, 'StateValue', states), 'StateValue');
    const reason = requiredText(input, 'StateReason', [0, 1023]);
    const data = textIn(input, 'StateReasonData', [0, 4000]);
    if (data !== undefined && !isJson(data))
      throw badFormat('StateReasonData is not syntactically valid JSON.');
    const alarm = world.alarm(region, name);
    if (!alarm) throw noAlarm(name);
    world.setState(alarm, state, reason, data);
    return {};
  },
  EnableAlarmActions: switchTo(world, true),
  DisableAlarmActions: switchTo(world, false),
});

/** Names that are of no alarm are passed over: the operations have no error for them. */
const switchTo =
  (world: AlarmWorld, enabled: boolean): Operation =>
  (input, {region}) => {
    for (const name of required(namesIn(input, 'AlarmNames'), 'AlarmNames')) {
      const alarm = world.alarm(region, name);
      if (alarm) world.enableActions(alarm, enabled);
    }
    return {};
  };

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
