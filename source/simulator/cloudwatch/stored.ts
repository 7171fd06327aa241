import type {Datum, MetricId} from '../metric-source.ts';
import {addTo, type Bucket} from './bucket.ts';
import {keyOf} from './metric.ts';

type Kept = {readonly metric: MetricId; readonly minutes: Map<number, Bucket>};

/** What was put by PutMetricData, by region. It can be seen at once. */
export type Stored = {
  readonly add: (region: string, metric: MetricId, minuteStart: number, datum: Datum) => void;
  readonly list: (region: string) => Iterable<MetricId>;
  /** What was put for the minute that starts at a time; undefined of a metric that nobody ever put. */
  readonly minutes: (
    region: string,
    metric: MetricId,
  ) => ((minuteStart: number) => Datum | undefined) | undefined;
};

export function createStored(): Stored {
  const regions = new Map<string, Map<string, Kept>>();
  const metricsOf = (region: string): Map<string, Kept> => {
    const metrics = regions.get(region) ?? new Map<string, Kept>();
    regions.set(region, metrics);
    return metrics;
  };
  return {
    add: (region, metric, minuteStart, datum) => {
      const metrics = metricsOf(region);
      const key = keyOf(metric);
      const kept = metrics.get(key) ?? {metric, minutes: new Map<number, Bucket>()};
      metrics.set(key, kept);
      const bucket = addTo(kept.minutes.get(minuteStart), datum);
      kept.minutes.set(minuteStart, bucket);
    },
    list: region => [...metricsOf(region).values()].map(kept => kept.metric),
    minutes: (region, metric) => {
      const minutes = metricsOf(region).get(keyOf(metric))?.minutes;
      if (!minutes) return undefined;
      return at => {
        const bucket = minutes.get(at);
        return bucket && asDatum(bucket);
      };
    },
  };
}

const asDatum = ({sum, count, min, max, values, blurred}: Bucket): Datum => ({
  sum,
  count,
  min,
  max,
  ...(blurred ? {} : {values}),
});
