import {numberOf, objectOf, objectsOf, textOf, truthOf} from '../members.ts';
import type {MetricId} from '../metric-source.ts';
import type {Json} from '../operation.ts';
import {absent, badValue, invalid} from './errors.ts';
import {readDimensions} from './metric.ts';
import {statisticOf} from './statistic.ts';

export type MetricStat = {readonly metric: MetricId; readonly statistic: string; readonly periodMs: number};

export type Query = {
  readonly id: string;
  readonly label: string | undefined;
  readonly returned: boolean;
  readonly ask: MetricStat | {readonly expression: string; readonly periodMs: number | undefined};
};

/** A GetMetricData request, checked. */
export type Question = {
  readonly queries: readonly Query[];
  readonly startAt: number;
  readonly endAt: number;
  readonly ascending: boolean;
  readonly mostPoints: number;
};

const mostQueries = 500;
const mostPoints = 100_800;

export function readQuestion(input: Json): Question {
  const list = objectsOf(input, 'MetricDataQueries');
  if (!list || list.length === 0) throw absent('MetricDataQueries');
  if (list.length > mostQueries) {
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  }
  const queries = list.map((query, index) => readQuery(query, `MetricDataQueries.member.${index + 1}`));
  if (new Set(queries.map(query => query.id)).size < queries.length) {
    throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  }
  if (!queries.some(query => query.returned)) {
    throw invalid('At least one of the MetricDataQueries must have ReturnData true.');
  }
  const [startAt, endAt] = [timeOf(input, 'StartTime'), timeOf(input, 'EndTime')];
  if (startAt >= endAt) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  return {queries, startAt, endAt, ascending: readOrder(input), mostPoints: readMostPoints(input)};
}

/** One entry of `MetricDataQueries`, checked. */
export function readQuery(from: Json, path: string): Query {
  const id = textOf(from, 'Id');
  if (!id) throw absent(`${path}.Id`);
  if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id)) {
    throw invalid(
      `The value ${id} for parameter ${path}.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  }
  const stat = objectOf(from, 'MetricStat');
  const expression = textOf(from, 'Expression');
  if (stat !== undefined && expression !== undefined) {
    throw invalid(`The parameters ${path}.MetricStat and ${path}.Expression are mutually exclusive.`);
  }
  const head = {id, label: textOf(from, 'Label'), returned: truthOf(from, 'ReturnData') ?? true};
  if (stat !== undefined) return {...head, ask: readStat(stat, `${path}.MetricStat`)};
  if (!expression) throw invalid(`Either ${path}.MetricStat or ${path}.Expression must be given.`);
  const seconds = numberOf(from, 'Period');
  return {
    ...head,
    ask: {expression, periodMs: seconds === undefined ? undefined : readPeriod(seconds, `${path}.Period`)},
  };
}

function readStat(from: Json, path: string): MetricStat {
  const metric = objectOf(from, 'Metric');
  if (!metric) throw absent(`${path}.Metric`);
  const [namespace, name] = [textOf(metric, 'Namespace'), textOf(metric, 'MetricName')];
  if (!namespace) throw absent(`${path}.Metric.Namespace`);
  if (!name) throw absent(`${path}.Metric.MetricName`);
  const seconds = numberOf(from, 'Period');
  if (seconds === undefined) throw absent(`${path}.Period`);
  const statistic = textOf(from, 'Stat');
  if (!statistic) throw absent(`${path}.Stat`);
  if (!statisticOf(statistic)) {
    throw invalid(`The value ${statistic} for parameter ${path}.Stat is not supported.`);
  }
  return {
    metric: {namespace, name, dimensions: readDimensions(metric)},
    statistic,
    periodMs: readPeriod(seconds, `${path}.Period`),
  };
}

/** Seconds that CloudWatch has points for, in ms. */
export function readPeriod(seconds: number, path: string): number {
  if ([1, 5, 10, 20, 30].includes(seconds) || (seconds >= 60 && seconds % 60 === 0)) return seconds * 1000;
  throw invalid(`The value ${seconds} for parameter ${path} must be 1, 5, 10, 20, 30 or a multiple of 60.`);
}

function timeOf(input: Json, name: string): number {
  const seconds = numberOf(input, name);
  if (seconds === undefined) throw absent(name);
  return seconds * 1000;
}

function readOrder(input: Json): boolean {
  const order = textOf(input, 'ScanBy') ?? 'TimestampDescending';
  if (order !== 'TimestampAscending' && order !== 'TimestampDescending') {
    throw badValue(`The value ${order} for parameter ScanBy is invalid.`);
  }
  return order === 'TimestampAscending';
}

function readMostPoints(input: Json): number {
  const most = numberOf(input, 'MaxDatapoints') ?? mostPoints;
  if (!Number.isInteger(most) || most < 1 || most > mostPoints) {
    throw invalid(`The value ${most} for parameter MaxDatapoints must be between 1 and ${mostPoints}.`);
  }
  return most;
}
