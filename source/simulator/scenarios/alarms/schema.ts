import * as v from 'valibot';
import {atLeastZero, listOf, second, whole} from '../values.ts';

const stateName = v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']);

/** What alarms of both kinds have. */
const alarmBase = {
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  region: v.optional(v.string()),
  description: v.optional(v.string()),
  actionsEnabled: v.optional(v.boolean(), true),
  /** ARNs; or `topic:NAME` and `function:NAME` of the scenario, by the state on entering which they fire. */
  onAlarm: listOf(v.string()),
  onOk: listOf(v.string()),
  onInsufficientData: listOf(v.string()),
};

/** A metric alarm; the metric is of AWS, as the account's streams and queues publish it. */
export const metricAlarmSchema = v.strictObject({
  ...alarmBase,
  namespace: v.optional(v.string()),
  metric: v.optional(v.string()),
  dimensions: v.optional(v.record(v.string(), v.string()), {}),
  statistic: v.optional(v.string(), 'Average'),
  periodSeconds: v.optional(whole, 60),
  /** Instead of one metric: an expression over `queries`, whose ids are lower-case. */
  expression: v.optional(v.string()),
  queries: listOf(
    v.strictObject({
      id: v.string(),
      namespace: v.string(),
      metric: v.string(),
      dimensions: v.optional(v.record(v.string(), v.string()), {}),
      statistic: v.optional(v.string(), 'Average'),
    }),
  ),
  /** Or a PromQL query, which nothing evaluates: such an alarm is `fixed`. */
  promql: v.optional(v.string()),
  threshold: v.optional(v.number(), 0),
  comparison: v.optional(
    v.picklist([
      'GreaterThanThreshold',
      'GreaterThanOrEqualToThreshold',
      'LessThanThreshold',
      'LessThanOrEqualToThreshold',
      // Of a band: the expression is ANOMALY_DETECTION_BAND over the one query.
      'LessThanLowerOrGreaterThanUpperThreshold',
      'LessThanLowerThreshold',
      'GreaterThanUpperThreshold',
    ]),
    'GreaterThanThreshold',
  ),
  evaluationPeriods: v.optional(whole, 1),
  datapointsToAlarm: v.optional(whole),
  missingData: v.optional(v.picklist(['missing', 'notBreaching', 'breaching', 'ignore']), 'missing'),
  /** An alarm that nothing evaluates: it stays as it is, since then. For the many of a huge account. */
  fixed: v.optional(v.strictObject({state: stateName, sinceSecond: second})),
});

export const compositeAlarmSchema = v.strictObject({
  ...alarmBase,
  rule: v.string(),
  suppressor: v.optional(v.string()),
  suppressorWaitSeconds: v.optional(atLeastZero),
  suppressorExtensionSeconds: v.optional(atLeastZero),
});

export const muteRuleSchema = v.strictObject({
  name: v.string(),
  region: v.optional(v.string()),
  description: v.optional(v.string()),
  /** `at(yyyy-MM-ddThh:mm)` or `cron(…)` of five fields. Or, for one time, the second from which it holds. */
  expression: v.optional(v.string()),
  fromSecond: v.optional(second),
  /** ISO 8601: PT2H. */
  duration: v.string(),
  timezone: v.optional(v.string()),
  alarms: v.array(v.string()),
});
