import type {CompositeAlarm, LogAlarm, MetricAlarm, MetricDataQuery} from '@aws-sdk/client-cloudwatch';
import type {AlarmFact, MetricFact, QueryFact} from './facts.ts';
import {type AlarmKind, type AlarmState, alarmStates} from './model.ts';

/** What DescribeAlarms says of a metric alarm: of one that is not on a single metric many fields are absent. */
export function metricAlarmOf(alarm: MetricAlarm): AlarmFact | undefined {
  const queries = (alarm.Metrics ?? []).map(queryOf);
  const statistic = alarm.ExtendedStatistic ?? alarm.Statistic;
  const metric: MetricFact | undefined =
    alarm.MetricName === undefined
      ? undefined
      : {
          namespace: alarm.Namespace ?? '',
          name: alarm.MetricName,
          dimensions: dimensionsOf(alarm.Dimensions),
          statistic: statistic ?? '',
          periodSeconds: alarm.Period,
        };
  const promql = alarm.EvaluationCriteria?.PromQLCriteria?.Query;
  return alarmOf(alarm, {
    kind: kindOf(alarm, promql),
    metric,
    queries,
    expression: promql ?? queries.find(({expression}) => expression !== undefined)?.expression,
    threshold: alarm.Threshold,
    comparisonOperator: alarm.ComparisonOperator,
    evaluationPeriods: alarm.EvaluationPeriods,
    datapointsToAlarm: alarm.DatapointsToAlarm,
    missingData: alarm.TreatMissingData,
    evaluationState: alarm.EvaluationState,
  });
}

function kindOf(
  {MetricName, Metrics, ThresholdMetricId}: MetricAlarm,
  promql: string | undefined,
): AlarmKind {
  if (promql !== undefined) return 'promql';
  if (ThresholdMetricId !== undefined) return 'anomaly';
  if (MetricName !== undefined) return 'metric';
  return Metrics === undefined || Metrics.length === 0 ? 'other' : 'math';
}

export const compositeAlarmOf = (alarm: CompositeAlarm): AlarmFact | undefined =>
  alarmOf(alarm, {
    kind: 'composite',
    rule: alarm.AlarmRule,
    suppressor: alarm.ActionsSuppressor,
    suppressedBy: alarm.ActionsSuppressedBy,
    ...(alarm.ActionsSuppressorWaitPeriod === undefined
      ? {}
      : {suppressorWaitSeconds: alarm.ActionsSuppressorWaitPeriod}),
  });

/** An alarm on the results of a scheduled query over logs. */
export const logAlarmOf = (alarm: LogAlarm): AlarmFact | undefined =>
  alarmOf(alarm, {
    kind: 'log',
    expression: alarm.ScheduledQueryConfiguration?.QueryString,
    threshold: alarm.Threshold,
    comparisonOperator: alarm.ComparisonOperator,
    missingData: alarm.TreatMissingData,
  });

type Described = Pick<
  MetricAlarm,
  | 'AlarmName'
  | 'AlarmArn'
  | 'AlarmDescription'
  | 'StateValue'
  | 'StateReason'
  | 'StateReasonData'
  | 'StateTransitionedTimestamp'
  | 'StateUpdatedTimestamp'
  | 'ActionsEnabled'
  | 'OKActions'
  | 'AlarmActions'
  | 'InsufficientDataActions'
>;

function alarmOf(
  alarm: Described,
  own: {readonly kind: AlarmKind} & Partial<AlarmFact>,
): AlarmFact | undefined {
  const state = stateOf(alarm.StateValue);
  if (alarm.AlarmName === undefined || alarm.AlarmArn === undefined || state === undefined) return undefined;
  return {
    name: alarm.AlarmName,
    arn: alarm.AlarmArn,
    description: alarm.AlarmDescription,
    state,
    since: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime(),
    reason: alarm.StateReason,
    reasonData: alarm.StateReasonData,
    evaluationState: undefined,
    metric: undefined,
    queries: [],
    expression: undefined,
    threshold: undefined,
    comparisonOperator: undefined,
    evaluationPeriods: undefined,
    datapointsToAlarm: undefined,
    missingData: undefined,
    rule: undefined,
    suppressor: undefined,
    suppressedBy: undefined,
    // Absent means what it means where an alarm is made: on.
    actionsEnabled: alarm.ActionsEnabled !== false,
    okActions: alarm.OKActions ?? [],
    alarmActions: alarm.AlarmActions ?? [],
    insufficientDataActions: alarm.InsufficientDataActions ?? [],
    ...own,
  };
}

export const stateOf = (text: unknown): AlarmState | undefined => alarmStates.find(state => state === text);

function queryOf({
  Id: id,
  MetricStat: stat,
  Expression: expression,
  Label: label,
}: MetricDataQuery): QueryFact {
  const metric: MetricFact | undefined =
    stat?.Metric?.MetricName === undefined
      ? undefined
      : {
          namespace: stat.Metric.Namespace ?? '',
          name: stat.Metric.MetricName,
          dimensions: dimensionsOf(stat.Metric.Dimensions),
          statistic: stat.Stat ?? '',
          periodSeconds: stat.Period,
        };
  return {id: id ?? '', metric, expression, label};
}

const dimensionsOf = (dimensions: MetricAlarm['Dimensions']): Readonly<Record<string, string>> =>
  Object.fromEntries((dimensions ?? []).map(({Name: name, Value: value}) => [name ?? '', value ?? '']));
