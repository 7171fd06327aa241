import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type {MetricId} from '../../../source/simulator/metric-source.ts';
import {minuteMs, noon} from '../wire/small-account.ts';

export const statOf = (
  metric: MetricId,
  Stat: string,
  Period = 60,
): NonNullable<MetricDataQuery['MetricStat']> => ({
  Metric: {
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({Name, Value})),
  },
  Stat,
  Period,
});

export type Asked = Partial<GetMetricDataCommandInput> & {readonly MetricDataQueries: MetricDataQuery[]};

/** A question about the half hour before noon, unless it says otherwise; oldest first. */
export const question = (asked: Asked): GetMetricDataCommand =>
  new GetMetricDataCommand({
    StartTime: new Date(noon - 30 * minuteMs),
    EndTime: new Date(noon),
    ScanBy: 'TimestampAscending',
    ...asked,
  });

/** The values of each result, by id. */
export async function valuesOf(
  client: CloudWatchClient,
  asked: Asked,
): Promise<Record<string, readonly number[]>> {
  const answer = await client.send(question(asked));
  return Object.fromEntries((answer.MetricDataResults ?? []).map(({Id = '', Values = []}) => [Id, Values]));
}
