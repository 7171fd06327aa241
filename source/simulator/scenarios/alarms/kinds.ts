import type {AlarmSource} from '../schema.ts';

/** What an alarm of one of these kinds need not say again. */
type Rest = Omit<AlarmSource, 'name' | 'namespace' | 'metric'> & {readonly name?: string};

const minutesMs = (minutes: number): number => minutes * 60_000;

/** Fires when the readers of a stream are so far behind, or when nobody reads it any more. */
export const iteratorAge = (stream: string, minutes: number, rest: Rest = {}): AlarmSource => ({
  name: `${stream}-iterator-age`,
  namespace: 'AWS/Kinesis',
  metric: 'GetRecords.IteratorAgeMilliseconds',
  dimensions: {StreamName: stream},
  statistic: 'Maximum',
  threshold: minutesMs(minutes),
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  missingData: 'breaching',
  ...rest,
});

/** The same of a reader with enhanced fan-out, whose age is a metric of its own. */
export const behindLatest = (
  stream: string,
  consumer: string,
  minutes: number,
  rest: Rest = {},
): AlarmSource => ({
  ...iteratorAge(stream, minutes, rest),
  name: rest.name ?? `${stream}-behind`,
  metric: 'SubscribeToShardEvent.MillisBehindLatest',
  dimensions: {StreamName: stream, ConsumerName: consumer},
});

/** Fires when so many messages wait in a queue. */
export const depth = (queue: string, more: number, rest: Rest = {}): AlarmSource => ({
  name: `${queue.replace('.', '-')}-depth`,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: {QueueName: queue},
  statistic: 'Maximum',
  threshold: more,
  missingData: 'notBreaching',
  ...rest,
});

/** Fires when a stream refuses so many records in a minute. */
export const refused = (stream: string, more: number, rest: Rest = {}): AlarmSource => ({
  name: `${stream}-refused`,
  namespace: 'AWS/Kinesis',
  metric: 'WriteProvisionedThroughputExceeded',
  dimensions: {StreamName: stream},
  statistic: 'Sum',
  threshold: more,
  evaluationPeriods: 5,
  datapointsToAlarm: 3,
  missingData: 'notBreaching',
  ...rest,
});
