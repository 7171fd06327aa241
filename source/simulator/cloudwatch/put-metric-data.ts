import {numberOf, numbersOf, objectOf, objectsOf, textOf} from '../members.ts';
import type {Datum, MetricId} from '../metric-source.ts';
import type {Json, Operation} from '../operation.ts';
import {badCombination, badValue, invalid, lacking} from './errors.ts';
import {readDimensions} from './metric.ts';
import type {Stored} from './stored.ts';

const mostData = 1000;
const mostValues = 150;
const largest = 2 ** 360;
const minuteMs = 60_000;
const twoWeeksMs = 14 * 24 * 3_600_000;
const twoHoursMs = 2 * 3_600_000;

/** Keeps what is put, by the minute. */
export function createPutMetricData(stored: Stored, now: () => number): Operation {
  return (input, {region}) => {
    const namespace = textOf(input, 'Namespace');
    if (!namespace) throw lacking('Namespace');
    if (namespace.startsWith('AWS/'))
      throw badValue(`The value ${namespace} for parameter Namespace is invalid.`);
    const entities = objectsOf(input, 'EntityMetricData') ?? [];
    const data = [input, ...entities].flatMap(holder => objectsOf(holder, 'MetricData') ?? []);
    if (data.length === 0) throw lacking('MetricData');
    if (data.length > mostData) {
      throw invalid(`The collection MetricData must not have a size greater than ${mostData}.`);
    }
    // All of it is checked before any of it is kept.
    const read = data.map((datum, index) =>
      readDatum(datum, namespace, `MetricData.member.${index + 1}`, now()),
    );
    for (const {metric, minuteStart, datum} of read) stored.add(region, metric, minuteStart, datum);
    return {};
  };
}

function readDatum(
  from: Json,
  namespace: string,
  path: string,
  now: number,
): {metric: MetricId; minuteStart: number; datum: Datum} {
  const name = textOf(from, 'MetricName');
  if (!name) throw lacking(`${path}.MetricName`);
  const seconds = numberOf(from, 'Timestamp');
  const at = seconds === undefined ? now : seconds * 1000;
  if (at < now - twoWeeksMs || at > now + twoHoursMs) {
    throw badValue(
      `The parameter ${path}.Timestamp must specify a time no more than two weeks in the past and two hours in the future.`,
    );
  }
  return {
    metric: {namespace, name, dimensions: readDimensions(from)},
    minuteStart: Math.floor(at / minuteMs) * minuteMs,
    datum: readValues(from, path),
  };
}

function readValues(from: Json, path: string): Datum {
  const value = numberOf(from, 'Value');
  const set = objectOf(from, 'StatisticValues');
  const values = numbersOf(from, 'Values');
  const given = [value, set, values].filter(one => one !== undefined);
  if (given.length > 1) {
    throw badCombination(
      `The parameters ${path}.Value, .Values and .StatisticValues are mutually exclusive.`,
    );
  }
  if (value !== undefined) return fromValues([inRange(value, path)], [1]);
  if (set) return fromSet(set, path);
  if (!values) throw lacking(`${path}.Value`);
  const counts = numbersOf(from, 'Counts') ?? values.map(() => 1);
  if (counts.length !== values.length) {
    throw badValue(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  if (values.length === 0 || values.length > mostValues) {
    throw invalid(`The collection ${path}.Values must have a size between 1 and ${mostValues}.`);
  }
  return fromValues(
    values.map(one => inRange(one, path)),
    counts,
  );
}

function fromValues(values: readonly number[], counts: readonly number[]): Datum {
  const pairs = values.map((value, index) => ({value, times: counts[index] ?? 1}));
  return {
    sum: pairs.reduce((sum, {value, times}) => sum + value * times, 0),
    count: pairs.reduce((sum, {times}) => sum + times, 0),
    min: Math.min(...values),
    max: Math.max(...values),
    values: pairs,
  };
}

function fromSet(set: Json, path: string): Datum {
  const [count, sum, min, max] = ['SampleCount', 'Sum', 'Minimum', 'Maximum'].map(name => {
    const number = numberOf(set, name);
    if (number === undefined) throw lacking(`${path}.StatisticValues.${name}`);
    return inRange(number, path);
  }) as [number, number, number, number];
  if (min > max) throw badValue(`The parameter ${path}.StatisticValues.Minimum must not exceed Maximum.`);
  return {sum, count, min, max};
}

function inRange(value: number, path: string): number {
  if (Math.abs(value) <= largest) return value;
  throw badValue(`The value ${value} for parameter ${path}.Value is invalid.`);
}
