import {objectsOf, textOf} from '../members.ts';
import type {MetricId} from '../metric-source.ts';
import type {Json} from '../operation.ts';
import {absent, badValue, invalid} from './errors.ts';

/** One text for one metric, however its dimensions were ordered. */
export function keyOf({namespace, name, dimensions}: MetricId): string {
  const parts = Object.keys(dimensions)
    .sort()
    .map(dimension => `${dimension}=${dimensions[dimension]}`);
  return [namespace, name, ...parts].join('\u0000');
}

const mostDimensions = 30;

/** The `Dimensions` of a request: names with their values. */
export function readDimensions(from: Json): Readonly<Record<string, string>> {
  const list = objectsOf(from, 'Dimensions') ?? [];
  if (list.length > mostDimensions) {
    throw invalid(`The collection Dimensions must not have a size greater than ${mostDimensions}.`);
  }
  const dimensions: Record<string, string> = {};
  for (const entry of list) {
    const name = textOf(entry, 'Name');
    const value = textOf(entry, 'Value');
    if (!name) throw absent('Dimensions.member.Name');
    if (!value) throw absent('Dimensions.member.Value');
    if (name in dimensions) throw badValue(`The dimension ${name} is given twice.`);
    dimensions[name] = value;
  }
  return dimensions;
}

/** A metric as `ListMetrics` writes it. */
export const writeMetric = ({namespace, name, dimensions}: MetricId): Json => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({Name, Value})),
});
