import type {Clock} from '../../clock.ts';
import type {AlarmService} from '../alarms/service.ts';
import {objectOf, objectsOf, textOf} from '../members.ts';
import type {MetricSource} from '../metric-source.ts';
import type {Json, Operations} from '../operation.ts';
import {createGetMetricData} from './get-metric-data.ts';
import {createLibrary, type Library} from './library.ts';
import {createListMetrics} from './list-metrics.ts';
import {createPutMetricData} from './put-metric-data.ts';
import {createStored} from './stored.ts';

export type CloudWatchOptions = {
  readonly id: string;
  readonly clock: Clock;
  readonly metrics: readonly MetricSource[];
  /** Alarms on these metrics, if the account has any. */
  readonly alarms?: (library: Library) => AlarmService;
};

/** CloudWatch of the simulated account, on top of whoever publishes metrics in it. */
export function createCloudWatch({id, clock, metrics, alarms}: CloudWatchOptions): Operations {
  const stored = createStored();
  const library = createLibrary(id, metrics, stored);
  const alarmService = alarms?.(library);
  const getMetricData = createGetMetricData(library, clock.now);
  return {
    // What alarms send to topics is in the metrics of those; nothing else waits until all alarms are evaluated.
    GetMetricData: async (input, caller) => {
      if (alarmService && mayRead(input, alarmService.publishesTo)) await alarmService.settle();
      return getMetricData(input, caller);
    },
    ListMetrics: createListMetrics(library, clock.now),
    PutMetricData: createPutMetricData(stored, clock.now),
    ...alarmService?.operations,
  };
}

/** Whether a GetMetricData request names this namespace, or searches metrics of which some may be in it. */
const mayRead = (input: Json, namespace: string): boolean =>
  (objectsOf(input, 'MetricDataQueries') ?? []).some(query => {
    const metric = objectOf(objectOf(query, 'MetricStat') ?? {}, 'Metric');
    if (metric && textOf(metric, 'Namespace') === namespace) return true;
    return /\bSEARCH\b/iu.test(textOf(query, 'Expression') ?? '');
  });
