import {objectsOf, textOf} from '../members.ts';
import type {MetricId} from '../metric-source.ts';
import type {Json, Operation} from '../operation.ts';
import {openToken, sealToken} from '../sealed-token.ts';
import {createBreath} from './breath.ts';
import {absent, badValue, invalid} from './errors.ts';
import type {Library} from './library.ts';
import {writeMetric} from './metric.ts';

const pageSize = 500;
const mostFilters = 10;
/** AWS promises three hours and says that it may be fifty minutes more. */
const recentMs = 3 * 3_600_000;

export function createListMetrics(library: Library, now: () => number): Operation {
  return async (input, {region}) => {
    const meets = readFilter(input);
    const recently = textOf(input, 'RecentlyActive');
    if (recently !== undefined && recently !== 'PT3H') {
      throw badValue(`The value ${recently} for parameter RecentlyActive is invalid. It must be PT3H.`);
    }
    const {NextToken, ...question} = input;
    const from = openToken(NextToken, question, badPlace)?.after ?? 0;
    const page: MetricId[] = [];
    const breath = createBreath();
    const time = now();
    let place = 0;
    for (const metric of library.list(region)) {
      place += 1;
      const rest = breath();
      if (rest) await rest;
      if (place <= Number(from) || !meets(metric)) continue;
      if (recently && !(await library.active(region, metric, time - recentMs, time))) continue;
      if (page.length === pageSize) {
        return {Metrics: page.map(writeMetric), NextToken: sealToken({after: place - 1}, question)};
      }
      page.push(metric);
    }
    return {Metrics: page.map(writeMetric)};
  };
}

function readFilter(input: Json): (metric: MetricId) => boolean {
  const namespace = textOf(input, 'Namespace');
  const name = textOf(input, 'MetricName');
  const dimensions = (objectsOf(input, 'Dimensions') ?? []).map(entry => {
    const dimension = textOf(entry, 'Name');
    if (!dimension) throw absent('Dimensions.member.Name');
    return {dimension, value: textOf(entry, 'Value')};
  });
  if (dimensions.length > mostFilters) {
    throw invalid(`The collection Dimensions must not have a size greater than ${mostFilters}.`);
  }
  return metric =>
    (namespace === undefined || metric.namespace === namespace) &&
    (name === undefined || metric.name === name) &&
    dimensions.every(({dimension, value}) => {
      const has = metric.dimensions[dimension];
      return has !== undefined && (value === undefined || has === value);
    });
}

const badPlace = () => badValue('The value for parameter NextToken is invalid.');
