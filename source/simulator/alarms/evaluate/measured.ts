import {readDimensions} from '../../cloudwatch/metric.ts';
import {numberOf, objectOf, objectsOf, textOf, truthOf} from '../../members.ts';
import type {MetricId} from '../../metric-source.ts';
import type {Json} from '../../operation.ts';
import {comparisonOf} from './comparison.ts';
import type {Treatment} from './verdict.ts';

export type MeasuredMetric = {readonly metric: MetricId; readonly statistic: string};

/** What one query of a math alarm is: a metric, or an expression over the others. */
export type MeasuredQuery = MeasuredMetric | {readonly expression: string};

/** What an alarm measures, and with what it compares it. */
export type Measured = {
  readonly of:
    | MeasuredMetric
    | {readonly queries: ReadonlyMap<string, MeasuredQuery>; readonly result: string};
  readonly periodMs: number;
  readonly n: number;
  readonly m: number;
  readonly threshold: number;
  readonly comparison: string;
  readonly treatment: Treatment;
};

const shortestPeriodSeconds = 60;
const treatments = ['missing', 'notBreaching', 'breaching', 'ignore'] as const;

/**
 * The members of PutMetricAlarm, understood. Undefined for what this account evaluates nothing of: a band that a model
 * foretells, a PromQL or SQL query, an alarm without a threshold.
 */
export function readMeasured(from: Json): Measured | undefined {
  const threshold = numberOf(from, 'Threshold');
  const comparison = textOf(from, 'ComparisonOperator');
  if (threshold === undefined || comparison === undefined || !comparisonOf(comparison)) return undefined;
  const queries = objectsOf(from, 'Metrics') ?? [];
  const of = queries.length > 0 ? readQueries(queries) : readMetric(from);
  if (!of) return undefined;
  const seconds = numberOf(from, 'Period') ?? periodIn(queries) ?? shortestPeriodSeconds;
  const n = numberOf(from, 'EvaluationPeriods') ?? 1;
  const treated = textOf(from, 'TreatMissingData');
  return {
    of,
    periodMs: Math.max(seconds, shortestPeriodSeconds) * 1000,
    n,
    m: numberOf(from, 'DatapointsToAlarm') ?? n,
    threshold,
    comparison,
    treatment: treatments.find(treatment => treatment === treated) ?? 'missing',
  };
}

function readMetric(from: Json): MeasuredMetric | undefined {
  const metric = readId(from);
  return (
    metric && {metric, statistic: textOf(from, 'ExtendedStatistic') ?? textOf(from, 'Statistic') ?? 'Average'}
  );
}

function readId(from: Json): MetricId | undefined {
  const [namespace, name] = [textOf(from, 'Namespace'), textOf(from, 'MetricName')];
  return namespace && name ? {namespace, name, dimensions: readDimensions(from)} : undefined;
}

/** The one query that returns data is what is compared. */
function readQueries(list: readonly Json[]): Measured['of'] | undefined {
  const queries = new Map<string, MeasuredQuery>();
  for (const query of list) {
    const measured = readQuery(query);
    if (!measured) return undefined;
    queries.set(textOf(query, 'Id') ?? '', measured);
  }
  const returned = list.filter(query => truthOf(query, 'ReturnData') ?? true);
  const [only] = returned;
  return only && returned.length === 1 ? {queries, result: textOf(only, 'Id') ?? ''} : undefined;
}

function readQuery(query: Json): MeasuredQuery | undefined {
  const expression = textOf(query, 'Expression');
  if (expression !== undefined) return /^\s*SELECT\b/iu.test(expression) ? undefined : {expression};
  const stat = objectOf(query, 'MetricStat');
  const metric = stat && readId(objectOf(stat, 'Metric') ?? {});
  return metric && {metric, statistic: textOf(stat, 'Stat') ?? 'Average'};
}

const periodIn = (queries: readonly Json[]): number | undefined => {
  for (const query of queries) {
    const stat = objectOf(query, 'MetricStat');
    const seconds = numberOf(stat ?? query, 'Period');
    if (seconds !== undefined) return seconds;
  }
  return undefined;
};
