import {invalid} from '../../cloudwatch/errors.ts';
import {keyOf, readDimensions} from '../../cloudwatch/metric.ts';
import type {Json, Operation} from '../../operation.ts';
import type {AlarmWorld, SimulatedAlarm} from '../shape.ts';
import {nameBounds, namesIn, oneOf, requiredText, someOf, textIn, wholeIn} from './checks.ts';
import {childrenOf, parentsOf} from './family.ts';
import {pageByName} from './page.ts';
import {writeAlarm, writeChild, writeParent} from './written.ts';

const unaskedSize = 50;
export const states = ['INSUFFICIENT_DATA', 'ALARM', 'OK'] as const;
export const alarmTypes = ['CompositeAlarm', 'MetricAlarm', 'LogAlarm'] as const;

export const describeOperations = (world: AlarmWorld): Record<string, Operation> => ({
  DescribeAlarms: (input, {region}) => {
    const childrenOfName = textIn(input, 'ChildrenOfAlarmName', nameBounds);
    const parentsOfName = textIn(input, 'ParentsOfAlarmName', nameBounds);
    if (childrenOfName !== undefined) {
      standsAlone(input, 'ChildrenOfAlarmName');
      return answer(childrenOf(world, region, childrenOfName), input, writeChild);
    }
    if (parentsOfName !== undefined) {
      standsAlone(input, 'ParentsOfAlarmName');
      return answer(parentsOf(world, region, parentsOfName), input, writeParent);
    }
    return answer(world.alarmsOf(region).filter(readFilter(input)), input, writeAlarm);
  },
  DescribeAlarmsForMetric: (input, {region}) => {
    const isOnMetric = readMetricFilter(input);
    return {MetricAlarms: world.alarmsOf(region).filter(isOnMetric).map(writeAlarm)};
  },
});

function answer(
  alarms: readonly SimulatedAlarm[],
  input: Json,
  write: (alarm: SimulatedAlarm) => Json,
): Json {
  const {items, next} = pageByName(alarms, input, unaskedSize);
  return {
    MetricAlarms: items.filter(({kind}) => kind === 'metric').map(write),
    CompositeAlarms: items.filter(({kind}) => kind === 'composite').map(write),
    ...next,
  };
}

function standsAlone(input: Json, member: string): void {
  const others = Object.keys(input).filter(name => ![member, 'MaxRecords', 'NextToken'].includes(name));
  if (others.length > 0) {
    throw invalid(
      `${member} can be given with MaxRecords and NextToken only, and not with ${others.join(', ')}.`,
    );
  }
}

function readFilter(input: Json): (alarm: SimulatedAlarm) => boolean {
  const names = namesIn(input, 'AlarmNames');
  const prefix = textIn(input, 'AlarmNamePrefix', nameBounds);
  if (names && prefix !== undefined) {
    throw invalid('AlarmNames and AlarmNamePrefix cannot both be given.');
  }
  // Without a word only metric alarms. `AlarmTypes`, DescribeAlarms, API reference.
  const types = someOf(input, 'AlarmTypes', alarmTypes) ?? ['MetricAlarm'];
  const state = oneOf(input, 'StateValue', states);
  const action = textIn(input, 'ActionPrefix', [1, 1024]);
  const wanted = names && new Set(names);
  return alarm =>
    types.includes(alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm') &&
    (wanted === undefined || wanted.has(alarm.name)) &&
    (prefix === undefined || alarm.name.startsWith(prefix)) &&
    (state === undefined || alarm.state() === state) &&
    (action === undefined || actionsOf(alarm).some(arn => arn.startsWith(action)));
}

function actionsOf(alarm: SimulatedAlarm): readonly string[] {
  const {okActions, alarmActions, insufficientDataActions} = alarm.settings();
  return [...okActions, ...alarmActions, ...insufficientDataActions];
}

/** Alarms on that metric itself; those that calculate with it are not found. DescribeAlarmsForMetric, API reference. */
function readMetricFilter(input: Json): (alarm: SimulatedAlarm) => boolean {
  const key = keyIn(input);
  const said = {
    Statistic: textIn(input, 'Statistic', nameBounds),
    ExtendedStatistic: textIn(input, 'ExtendedStatistic', nameBounds),
    Period: wholeIn(input, 'Period', [1, Number.MAX_SAFE_INTEGER]),
    Unit: textIn(input, 'Unit', nameBounds),
  };
  return alarm => {
    const settings = alarm.settings();
    if (!('measured' in settings) || settings.measured.MetricName === undefined) return false;
    const {measured} = settings;
    return (
      keyIn(measured) === key &&
      Object.entries(said).every(([name, value]) => value === undefined || measured[name] === value)
    );
  };
}

const keyIn = (from: Json): string =>
  keyOf({
    namespace: requiredText(from, 'Namespace', nameBounds),
    name: requiredText(from, 'MetricName', nameBounds),
    dimensions: readDimensions(from),
  });
