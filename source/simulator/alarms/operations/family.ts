import {readRule} from '../rule/rule.ts';
import type {AlarmWorld, SimulatedAlarm} from '../shape.ts';

/** The names in the rule of a composite; none of an alarm that has no rule, or one that cannot be read. */
function childNamesOf(alarm: SimulatedAlarm): readonly string[] {
  const settings = alarm.settings();
  if (!('rule' in settings)) return [];
  const rule = readRule(settings.rule);
  return 'problem' in rule ? [] : rule.alarms;
}

export const childrenOf = (world: AlarmWorld, region: string, name: string): readonly SimulatedAlarm[] => {
  const alarm = world.alarm(region, name);
  const names = new Set(alarm ? childNamesOf(alarm) : []);
  return world.alarmsOf(region).filter(each => names.has(each.name));
};

export const parentsOf = (world: AlarmWorld, region: string, name: string): readonly SimulatedAlarm[] =>
  world.alarmsOf(region).filter(each => childNamesOf(each).includes(name));
