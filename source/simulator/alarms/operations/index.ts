import type {Operation, Operations} from '../../operation.ts';
import type {AlarmWorld} from '../shape.ts';
import {deleteOperations} from './delete.ts';
import {describeOperations} from './describe.ts';
import {historyOperations} from './history.ts';
import {muteRuleOperations} from './mute-rules.ts';
import {putCompositeAlarmOperations} from './put-composite-alarm.ts';
import {putMetricAlarmOperations} from './put-metric-alarm.ts';
import {createRates} from './rates.ts';
import {stateOperations} from './state.ts';

/** What CloudWatch answers about alarms. `enforceRates` keeps AWS's limits a second. */
export function createAlarmOperations(
  world: AlarmWorld,
  {enforceRates = true}: {readonly enforceRates?: boolean} = {},
): Operations {
  const operations: Operations = {
    ...describeOperations(world),
    ...historyOperations(world),
    ...putMetricAlarmOperations(world),
    ...putCompositeAlarmOperations(world),
    ...deleteOperations(world),
    ...stateOperations(world),
    ...muteRuleOperations(world),
  };
  const limited = enforceRates ? createRates(world.now) : (_name: string, run: Operation) => run;
  return Object.fromEntries(
    Object.entries(operations).map(([name, run]) => [name, limited(name, settled(world, run))]),
  );
}

/** What has come due has happened before anybody sees or changes anything. */
const settled =
  (world: AlarmWorld, run: Operation): Operation =>
  async (input, caller) => {
    await world.settle();
    return run(input, caller);
  };
