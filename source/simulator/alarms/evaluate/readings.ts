import type {Library, Settled} from '../../cloudwatch/library.ts';
import type {Datum, MetricId} from '../../metric-source.ts';

/** Minutes of metrics that alarms look at again and again: what is final is read once. */
export type Readings = {readonly of: (region: string, metric: MetricId) => Settled};

/** Nearly three days of one metric; then it is read anew. */
const mostKept = 4096;

export function createReadings(library: Library): Readings {
  /** By the metric as an alarm has it: one object for as long as the alarm measures it. */
  const kept = new WeakMap<MetricId, Map<number, Datum | undefined>>();
  return {
    of(region, metric) {
      const settled = library.settled(region, metric);
      if (!settled.isFinal) return settled;
      const minutes = kept.get(metric) ?? new Map<number, Datum | undefined>();
      kept.set(metric, minutes);
      return {
        ...settled,
        minute: at => {
          if (minutes.has(at)) return minutes.get(at);
          if (minutes.size >= mostKept) minutes.clear();
          const datum = settled.minute(at);
          minutes.set(at, datum);
          return datum;
        },
      };
    },
  };
}
