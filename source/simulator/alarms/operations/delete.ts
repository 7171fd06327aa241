import {invalid} from '../../cloudwatch/errors.ts';
import type {Operation} from '../../operation.ts';
import type {AlarmWorld} from '../shape.ts';
import {namesIn, required} from './checks.ts';
import {noAlarm} from './errors.ts';
import {parentsOf} from './family.ts';

/** Up to 100, of which one may be a composite; wrong names beside right ones do not matter. DeleteAlarms, API reference. */
export const deleteOperations = (world: AlarmWorld): Record<string, Operation> => ({
  DeleteAlarms: (input, {region}) => {
    const names = [...new Set(required(namesIn(input, 'AlarmNames'), 'AlarmNames'))];
    const alarms = names.flatMap(name => world.alarm(region, name) ?? []);
    const [first] = names;
    if (alarms.length === 0 && first !== undefined) throw noAlarm(first);
    if (alarms.filter(({kind}) => kind === 'composite').length > 1) {
      throw invalid('No more than one composite alarm can be deleted in one request.');
    }
    for (const {name} of alarms) {
      const parents = parentsOf(world, region, name).filter(parent => !names.includes(parent.name));
      if (parents.length === 0) continue;
      const of = parents.map(parent => parent.name).join(', ');
      throw invalid(`Cannot delete ${name} as there are composite alarm(s) depending on it: ${of}`);
    }
    for (const alarm of alarms) world.remove(alarm);
    return {};
  },
});
