import type {Account} from '../../../source/simulator/account.ts';
import {type MovedClock, steppedClock} from '../../../source/simulator/clock.ts';
import type {Datum, MetricId, MetricSource} from '../../../source/simulator/metric-source.ts';
import {AwsError, type Operations} from '../../../source/simulator/operation.ts';

export const noon = Date.UTC(2026, 10, 27, 12, 4);
export const minuteMs = 60_000;

/** A stream service just large enough to see what the wire does with questions, answers and errors. */
const fewStreams: Operations = {
  ListStreams: (_input, {region}) => ({
    StreamNames: [`clicks-${region}`],
    HasMoreStreams: false,
    StreamSummaries: [
      {
        StreamName: `clicks-${region}`,
        StreamARN: `arn:aws:kinesis:${region}:730112094417:stream/clicks-${region}`,
        StreamStatus: 'ACTIVE',
        StreamCreationTimestamp: noon / 1000,
      },
    ],
  }),
  ListShards: ({StreamName}) => {
    throw new AwsError(
      'ResourceNotFoundException',
      `Stream ${StreamName} under account 730112094417 not found.`,
    );
  },
  SplitShard: () => ({}),
};

export type SmallAccount = Account & {readonly clock: MovedClock};

export function smallAccount(changes: Partial<Account> & {readonly clock?: MovedClock} = {}): SmallAccount {
  return {
    id: '730112094417',
    callerArn: 'arn:aws:iam::730112094417:user/on-call',
    regions: ['us-east-1', 'eu-west-1'],
    clock: steppedClock(noon),
    accessKeyId: 'SIMULATEDACCESSKEY01',
    secretAccessKey: 'simulated/secret/of/no/worth',
    startAt: noon,
    kinesis: fewStreams,
    sqs: {},
    lambda: {},
    sns: {},
    s3: {},
    metrics: [],
    faults: [],
    ...changes,
  };
}

/** A source of metrics that has the same kind of data for every minute that it is asked for. */
export function source(
  metrics: readonly MetricId[],
  minute: (metric: MetricId, at: number) => Datum | undefined,
): MetricSource {
  const known = new Set(metrics.map(textOf));
  return {
    list: region => (region === 'us-east-1' ? metrics : []),
    minute: (region, metric, at) =>
      region === 'us-east-1' && known.has(textOf(metric)) ? minute(metric, at) : undefined,
  };
}

const textOf = ({namespace, name, dimensions}: MetricId): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);

export const streamMetric = (name: string, stream = 'orders'): MetricId => ({
  namespace: 'AWS/Kinesis',
  name,
  dimensions: {StreamName: stream},
});

/** One sample of each of these values. */
export const samples = (...values: readonly number[]): Datum => ({
  sum: values.reduce((sum, value) => sum + value, 0),
  count: values.length,
  min: Math.min(...values),
  max: Math.max(...values),
  values: values.map(value => ({value, times: 1})),
});
