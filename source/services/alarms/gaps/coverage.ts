import type {AlarmFact, MetricFact} from '../facts.ts';

/** The metrics that an alarm looks at, in one metric or in the queries of an expression. */
const metricsOf = ({metric, queries}: AlarmFact): readonly MetricFact[] =>
  metric ? [metric] : queries.flatMap(query => (query.metric ? [query.metric] : []));

type Wanted = {
  readonly namespace: string;
  readonly names: readonly string[];
  readonly dimensions: Readonly<Record<string, string>>;
};

/** The alarms that look at one of these metrics of this resource. */
export const alarmsOn = (alarms: readonly AlarmFact[], wanted: Wanted): readonly AlarmFact[] =>
  alarms.filter(alarm => metricsOf(alarm).some(metric => isOf(metric, wanted)) || searches(alarm, wanted));

const isOf = (metric: MetricFact, {namespace, names, dimensions}: Wanted): boolean =>
  metric.namespace === namespace &&
  names.includes(metric.name) &&
  Object.entries(dimensions).every(([name, value]) => metric.dimensions[name] === value);

/** A query over many resources at once (Metrics Insights) that names the metric covers this one as well, for all we know. */
const searches = ({expression, queries}: AlarmFact, {names}: Wanted): boolean =>
  [expression, ...queries.map(query => query.expression)].some(
    text => text !== undefined && /\bSELECT\b/iu.test(text) && names.some(name => text.includes(name)),
  );

/** The resource of that namespace that an alarm is on, by the dimension that names it. */
export function resourcesOf(alarm: AlarmFact, namespace: string, dimension: string): readonly string[] {
  const named = metricsOf(alarm)
    .filter(metric => metric.namespace === namespace)
    .flatMap(({dimensions}) => dimensions[dimension] ?? []);
  return [...new Set(named)];
}
