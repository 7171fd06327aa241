import {type LiveCompositeAlarm, suppressorOf} from '../live-alarm.ts';
import type {Register} from '../register.ts';
import type {SimulatedAlarm} from '../shape.ts';

/** What holds the actions of a composite back at a time, in AWS's words; undefined when nothing does. */
export function suppressionOf(
  alarm: LiveCompositeAlarm,
  register: Register,
  at: number,
): ReturnType<SimulatedAlarm['suppressedBy']> {
  const name = suppressorOf(alarm);
  if (name === undefined) return undefined;
  const suppressor = register.find(alarm.region, name);
  const arn = suppressor?.arn ?? name;
  if (suppressor?.state === 'ALARM') return {by: 'Alarm', reason: `Actions suppressed by ${arn}`};
  if (at < alarm.extendsUntil)
    return {by: 'ExtensionPeriod', reason: `Actions suppressed until the extension period of ${arn} ends`};
  if (at < alarm.waitsUntil && alarm.state === 'ALARM')
    return {by: 'WaitPeriod', reason: `Actions suppressed while waiting for ${arn}`};
  return undefined;
}
