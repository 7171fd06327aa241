import {invalid} from '../../cloudwatch/errors.ts';
import {readDimensions} from '../../cloudwatch/metric.ts';
import {readQuery} from '../../cloudwatch/question.ts';
import {statisticOf} from '../../cloudwatch/statistic.ts';
import {numberOf, objectOf, objectsOf, textOf} from '../../members.ts';
import type {Json, Operation} from '../../operation.ts';
import type {AlarmWorld} from '../shape.ts';
import {readActions} from './actions.ts';
import {nameBounds, oneOf, required, requiredName, requiredText, textIn, wholeIn} from './checks.ts';

/** What an alarm measures and compares: DescribeAlarms gives these back as they came. */
const measuredMembers = [
  'MetricName',
  'Namespace',
  'Statistic',
  'ExtendedStatistic',
  'Dimensions',
  'Period',
  'Unit',
  'EvaluationPeriods',
  'DatapointsToAlarm',
  'Threshold',
  'ComparisonOperator',
  'TreatMissingData',
  'EvaluateLowSampleCountPercentile',
  'Metrics',
  'ThresholdMetricId',
  'EvaluationCriteria',
  'EvaluationInterval',
  'EvaluationWindow',
  'WarmUpConfiguration',
];

const comparisons = [
  'GreaterThanOrEqualToThreshold',
  'GreaterThanThreshold',
  'LessThanThreshold',
  'LessThanOrEqualToThreshold',
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
] as const;
const statistics = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'] as const;
const treatments = ['breaching', 'notBreaching', 'ignore', 'missing'] as const;

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;
const mostQueries = 10;

export const putMetricAlarmOperations = (world: AlarmWorld): Record<string, Operation> => ({
  PutMetricAlarm: (input, {region}) => {
    const name = requiredName(input);
    const actions = readActions(input, 'metric');
    checkMeasured(input);
    if (world.alarm(region, name)?.kind === 'composite') {
      throw invalid(`There is a composite alarm named ${name} already.`);
    }
    const measured = Object.fromEntries(
      measuredMembers.flatMap(member => (input[member] == null ? [] : [[member, input[member]]])),
    );
    world.putMetricAlarm(region, name, {...actions, measured});
    return {};
  },
});

function checkMeasured(input: Json): void {
  const criteria = objectOf(input, 'EvaluationCriteria');
  const metrics = objectsOf(input, 'Metrics');
  const metric = textIn(input, 'MetricName', nameBounds);
  const given = [criteria, metrics, metric].filter(one => one !== undefined).length;
  if (given > 1) throw invalid('Only one of MetricName, Metrics and EvaluationCriteria can be given.');
  if (given === 0) throw invalid('One of MetricName, Metrics and EvaluationCriteria must be given.');
  if (criteria) {
    const promql = required(objectOf(criteria, 'PromQLCriteria'), 'EvaluationCriteria.PromQLCriteria');
    requiredText(promql, 'Query', [1, 10_000]);
    required(wholeIn(input, 'EvaluationInterval', [10, hourSeconds]), 'EvaluationInterval');
    return;
  }
  required(oneOf(input, 'ComparisonOperator', comparisons), 'ComparisonOperator');
  oneOf(input, 'TreatMissingData', treatments);
  const isBand = textIn(input, 'ThresholdMetricId', nameBounds) !== undefined;
  if (!isBand && numberOf(input, 'Threshold') === undefined) {
    throw invalid('Either Threshold or ThresholdMetricId must be given.');
  }
  checkPeriods(input, metrics ? checkQueries(metrics, isBand) : checkMetric(input));
}

/** Gives the period of a single metric. */
function checkMetric(input: Json): number {
  requiredText(input, 'Namespace', nameBounds);
  readDimensions(input);
  const statistic = oneOf(input, 'Statistic', statistics);
  const extended = textOf(input, 'ExtendedStatistic');
  if ((statistic === undefined) === (extended === undefined)) {
    throw invalid('Either Statistic or ExtendedStatistic must be given, and not both.');
  }
  if (extended !== undefined && !statisticOf(extended)) {
    throw invalid(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  }
  const period = required(wholeIn(input, 'Period', [1, daySeconds * 7]), 'Period');
  if (![10, 20, 30].includes(period) && period % 60 !== 0) {
    throw invalid('Period must be 10, 20, 30 or a multiple of 60');
  }
  return period;
}

/** Gives the longest period among the queries. */
function checkQueries(metrics: readonly Json[], isBand: boolean): number {
  if (metrics.length > mostQueries) {
    throw invalid(`The collection Metrics must not have a size greater than ${mostQueries}.`);
  }
  const queries = metrics.map((query, index) => readQuery(query, `Metrics.member.${index + 1}`));
  if (new Set(queries.map(({id}) => id)).size < queries.length) {
    throw invalid('The values for parameter id in Metrics are not unique.');
  }
  const returned = queries.filter(query => query.returned).length;
  if (returned !== (isBand ? 2 : 1)) {
    throw invalid(
      isBand
        ? 'Exactly two elements of the metrics list should return data.'
        : 'Exactly one element of the metrics list should return data.',
    );
  }
  if (queries.some(({ask}) => 'expression' in ask && /\bSEARCH\s*\(/u.test(ask.expression))) {
    throw invalid('SEARCH is not supported in the expressions of alarms.');
  }
  return Math.max(60, ...queries.map(({ask}) => (ask.periodMs ?? 0) / 1000));
}

/** PutMetricAlarm, API reference, `EvaluationPeriods`. */
function checkPeriods(input: Json, period: number): void {
  const whole = [1, Number.MAX_SAFE_INTEGER] as const;
  const periods = required(wholeIn(input, 'EvaluationPeriods', whole), 'EvaluationPeriods');
  const datapoints = wholeIn(input, 'DatapointsToAlarm', whole) ?? periods;
  if (datapoints > periods) {
    throw invalid('DatapointsToAlarm must be less than or equal to EvaluationPeriods');
  }
  if (period < hourSeconds && periods * period > daySeconds) {
    throw invalid(
      `Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= ${daySeconds}).`,
    );
  }
  if (periods * period > 7 * daySeconds) {
    throw invalid(
      `Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= ${7 * daySeconds}).`,
    );
  }
}
