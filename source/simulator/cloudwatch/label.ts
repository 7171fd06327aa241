import type {MetricStat} from './question.ts';

/**
 * The names that CloudWatch gives to series that nobody named: what tells them apart, and the name of the metric
 * where nothing does.
 */
export function defaultLabels(stats: readonly MetricStat[]): readonly string[] {
  const all = stats.map(partsOf);
  const parts = [...new Set(all.flatMap(one => [...one.keys()]))];
  const telling = parts.filter(part => new Set(all.map(one => one.get(part))).size > 1);
  return all.map((one, index) => {
    const told = telling.map(part => one.get(part)).filter(text => text !== undefined);
    return told.length > 0 ? told.join(' ') : (stats[index]?.metric.name ?? '');
  });
}

function partsOf({metric, statistic, periodMs}: MetricStat): ReadonlyMap<string, string> {
  return new Map([
    ['namespace', metric.namespace],
    ...Object.entries(metric.dimensions).map(([name, value]) => [`dimension ${name}`, value] as const),
    ['name', metric.name],
    ['statistic', statistic],
    ['period', String(periodMs / 1000)],
  ]);
}
