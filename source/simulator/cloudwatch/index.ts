import type {Clock} from '../../clock.ts';
import type {MetricSource} from '../metric-source.ts';
import type {Operations} from '../operation.ts';
import {createGetMetricData} from './get-metric-data.ts';
import {createLibrary} from './library.ts';
import {createListMetrics} from './list-metrics.ts';
import {createPutMetricData} from './put-metric-data.ts';
import {createStored} from './stored.ts';

export type CloudWatchOptions = {
  readonly id: string;
  readonly clock: Clock;
  readonly metrics: readonly MetricSource[];
};

/** CloudWatch of the simulated account, on top of whoever publishes metrics in it. */
export function createCloudWatch({id, clock, metrics}: CloudWatchOptions): Operations {
  const stored = createStored();
  const library = createLibrary(id, metrics, stored);
  return {
    GetMetricData: createGetMetricData(library, clock.now),
    ListMetrics: createListMetrics(library, clock.now),
    PutMetricData: createPutMetricData(stored, clock.now),
  };
}
