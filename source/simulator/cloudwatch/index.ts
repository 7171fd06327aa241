import type {Clock} from '../../clock.ts';
import {publishedNamespace} from '../alarms/actions/published.ts';
import type {AlarmService} from '../alarms/service.ts';
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
    GetMetricData: async (input, caller) => {
      if (reachesTopics(input)) await alarmService?.settle();
      return getMetricData(input, caller);
    },
    ListMetrics: createListMetrics(library, clock.now),
    PutMetricData: createPutMetricData(stored, clock.now),
    ...alarmService?.operations,
  };
}

/** What alarms send to topics is in the metrics of those; a search may find them without their name. */
function reachesTopics({MetricDataQueries: queries}: Json): boolean {
  const asked = JSON.stringify(queries) ?? '';
  return asked.includes(publishedNamespace) || /search|select/iu.test(asked);
}
