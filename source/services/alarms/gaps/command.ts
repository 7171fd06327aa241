import {awsCommand} from '../../../actions/aws-command.ts';
import type {AlarmFact} from '../facts.ts';

/** An alarm as somebody would make it: the command is for a person to copy, and hotshard never runs it. */
export type Proposed = {
  readonly name: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: 'Maximum' | 'Average' | 'Sum';
  readonly threshold: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly missingData: 'breaching' | 'notBreaching';
};

/** PutMetricAlarm as an AWS CLI command. */
export const putAlarmCommand = (alarm: Proposed, topic: string | undefined, region: string): string =>
  awsCommand('cloudwatch', 'put-metric-alarm', region, {
    'alarm-name': alarm.name,
    namespace: alarm.namespace,
    'metric-name': alarm.metric,
    dimensions: Object.entries(alarm.dimensions).map(([name, value]) => `Name=${name},Value=${value}`),
    statistic: alarm.statistic,
    period: 60,
    'evaluation-periods': alarm.evaluationPeriods,
    'datapoints-to-alarm': alarm.datapointsToAlarm,
    threshold: alarm.threshold,
    'comparison-operator': 'GreaterThanThreshold',
    'treat-missing-data': alarm.missingData,
    'alarm-actions': topic ?? 'TOPIC_ARN',
  });

/** PutMetricAlarm replaces an alarm of that name whole: what is proposed is never called as one that is there. */
export function unusedName(wanted: string, alarms: readonly AlarmFact[]): string {
  const taken = new Set(alarms.map(({name}) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  return name;
}
