import {functionArn, topicArn} from '../arns.ts';
import type {Json} from '../operation.ts';
import type {
  CompositeAlarmScenario,
  MetricAlarmScenario,
  MuteRuleScenario,
  Scenario,
} from '../scenarios/schema.ts';
import type {CompositeAlarmSettings, MetricAlarmSettings, MuteRuleSettings} from './shape.ts';

type Place = {readonly region: string; readonly accountId: string};

export const regionOf = (each: {readonly region?: string | undefined}, scenario: Scenario): string =>
  each.region ?? scenario.regions[0] ?? 'us-east-1';

export const metricSettings = (alarm: MetricAlarmScenario, place: Place): MetricAlarmSettings => ({
  ...actionsOf(alarm, place),
  measured: measuredOf(alarm),
});

export const compositeSettings = (alarm: CompositeAlarmScenario, place: Place): CompositeAlarmSettings => ({
  ...actionsOf(alarm, place),
  rule: alarm.rule,
  suppressor: alarm.suppressor,
  suppressorWaitSeconds: alarm.suppressorWaitSeconds,
  suppressorExtensionSeconds: alarm.suppressorExtensionSeconds,
});

function actionsOf(alarm: MetricAlarmScenario | CompositeAlarmScenario, place: Place) {
  const arnsOf = (actions: readonly string[]) => actions.map(action => actionArn(action, place));
  return {
    actionsEnabled: alarm.actionsEnabled,
    okActions: arnsOf(alarm.onOk),
    alarmActions: arnsOf(alarm.onAlarm),
    insufficientDataActions: arnsOf(alarm.onInsufficientData),
    description: alarm.description,
  };
}

function actionArn(action: string, place: Place): string {
  const [, kind, name] = /^(topic|function):(.+)$/u.exec(action) ?? [];
  if (name === undefined) return action;
  return kind === 'topic' ? topicArn(name, place) : functionArn(name, place);
}

/** The members of PutMetricAlarm that say what is measured. */
function measuredOf(alarm: MetricAlarmScenario): Json {
  const {evaluationPeriods, datapointsToAlarm, comparison, missingData, promql} = alarm;
  if (promql !== undefined)
    return {EvaluationCriteria: {PromQLCriteria: {Query: promql}}, EvaluationInterval: 60};
  const compared = {
    EvaluationPeriods: evaluationPeriods,
    ...(datapointsToAlarm !== undefined && {DatapointsToAlarm: datapointsToAlarm}),
    ComparisonOperator: comparison,
    TreatMissingData: missingData,
  };
  if (alarm.expression !== undefined) return {...compared, ...calculatedOf(alarm, alarm.expression)};
  const {namespace, metric, statistic, periodSeconds, threshold} = alarm;
  return {
    ...compared,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: dimensionsOf(alarm.dimensions),
    ...(statistic.startsWith('p') ? {ExtendedStatistic: statistic} : {Statistic: statistic}),
    Period: periodSeconds,
    Threshold: threshold,
  };
}

/** A band that a model foretells is what its one metric is compared with; any other expression is what is compared. */
function calculatedOf({queries, periodSeconds, threshold}: MetricAlarmScenario, expression: string): Json {
  const isBand = expression.startsWith('ANOMALY_DETECTION_BAND');
  const metrics = queries.map(query => ({
    Id: query.id,
    MetricStat: {
      Metric: {
        Namespace: query.namespace,
        MetricName: query.metric,
        Dimensions: dimensionsOf(query.dimensions),
      },
      Period: periodSeconds,
      Stat: query.statistic,
    },
    ReturnData: isBand,
  }));
  const Id = isBand ? 'band' : 'result';
  return {
    Metrics: [...metrics, {Id, Expression: expression, Label: Id, ReturnData: true}],
    ...(isBand ? {ThresholdMetricId: Id} : {Threshold: threshold}),
  };
}

const dimensionsOf = (dimensions: Readonly<Record<string, string>>): readonly Json[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({Name, Value}));

export const muteSettings = (rule: MuteRuleScenario, startAt: number): MuteRuleSettings => ({
  name: rule.name,
  description: rule.description,
  expression: rule.expression ?? `at(${minuteOf(startAt + (rule.fromSecond ?? 0) * 1000)})`,
  duration: rule.duration,
  timezone: rule.timezone,
  alarms: rule.alarms,
  startAt: undefined,
  expireAt: undefined,
});

const minuteOf = (at: number): string => new Date(at).toISOString().slice(0, 16);
