import type {MetricAsk, SeriesBook, Statistic} from '../../metrics/ask.ts';
import type {View} from '../../monitor/published.ts';
import type {KinesisFacts, StreamSummary} from './facts.ts';
import {readerAsks} from './readers/reader-asks.ts';

const periodSeconds = 60;
export const dayWindow = 24 * 3600;
/** A day, and the hour around this time yesterday. */
const inputWindow = 25 * 3600;
export const streamWindow = 3 * 3600;
export const shardWindow = 3600;
/** Of a shard that nobody looks at, only the last minute matters. */
const quietWindow = 300;
export const quietEverySeconds = 300;

const kinesis = (
  name: string,
  statistic: Statistic,
  dimensions: Readonly<Record<string, string>>,
  windowSeconds: number,
): MetricAsk => ({namespace: 'AWS/Kinesis', name, dimensions, statistic, periodSeconds, windowSeconds});

/** The series of one stream. A day of what comes in: its highest minute says whether there are too many shards. */
export function streamAsks(stream: string) {
  const of = (name: string, statistic: Statistic, window = streamWindow) =>
    kinesis(name, statistic, {StreamName: stream}, window);
  return {
    inBytes: of('IncomingBytes', 'Sum', dayWindow),
    inRecords: of('IncomingRecords', 'Sum', inputWindow),
    outBytes: of('GetRecords.Bytes', 'Sum', dayWindow),
    writesRefused: of('WriteProvisionedThroughputExceeded', 'Sum'),
    readsRefused: of('ReadProvisionedThroughputExceeded', 'Sum'),
    iteratorAge: of('GetRecords.IteratorAgeMilliseconds', 'Maximum'),
  } as const;
}

/** The series of one function: of all streams that it reads together. */
export function functionAsks(name: string) {
  const of = (metric: string, statistic: Statistic): MetricAsk => ({
    namespace: 'AWS/Lambda',
    name: metric,
    dimensions: {FunctionName: name},
    statistic,
    periodSeconds,
    windowSeconds: streamWindow,
  });
  return {
    iteratorAge: of('IteratorAge', 'Maximum'),
    invocations: of('Invocations', 'Sum'),
    errors: of('Errors', 'Sum'),
  } as const;
}

/** The series of one fan-out consumer. */
export const consumerAsk = (stream: string, consumer: string): MetricAsk =>
  kinesis(
    'SubscribeToShardEvent.MillisBehindLatest',
    'Maximum',
    {StreamName: stream, ConsumerName: consumer},
    streamWindow,
  );

const shardMetrics = {
  inBytes: ['IncomingBytes', 'Sum'],
  inRecords: ['IncomingRecords', 'Sum'],
  writesRefused: ['WriteProvisionedThroughputExceeded', 'Sum'],
  outBytes: ['OutgoingBytes', 'Sum'],
  readsRefused: ['ReadProvisionedThroughputExceeded', 'Sum'],
  iteratorAge: ['IteratorAgeMilliseconds', 'Maximum'],
} as const satisfies Record<string, readonly [string, Statistic]>;

export type ShardMetric = keyof typeof shardMetrics;

export const shardAsk = (stream: string, shard: string, metric: ShardMetric, watched: boolean): MetricAsk => {
  const [name, statistic] = shardMetrics[metric];
  const dimensions = {StreamName: stream, ShardId: shard};
  const ask = kinesis(name, statistic, dimensions, watched ? shardWindow : quietWindow);
  return watched ? {...ask, detail: true} : {...ask, detail: true, everySeconds: quietEverySeconds};
};

/** True where AWS publishes this metric for each shard. */
export const isMetered = (summary: StreamSummary | undefined, metric: ShardMetric): boolean =>
  summary?.enhancedMetrics.some(name => name === 'ALL' || name === shardMetrics[metric][0]) ?? false;

/** What heat is made of; the rest is asked for the stream that is open. */
const heatMetrics: readonly ShardMetric[] = ['inBytes', 'inRecords', 'writesRefused'];
const allMetrics = Object.keys(shardMetrics) as ShardMetric[];

/** Whether a stream's shards are watched minute by minute: somebody looks at it, or it refuses writes. */
export type Watched = (arn: string) => boolean;

/** Every series that the screens and the document show, and no other. */
export function asks(
  facts: KinesisFacts,
  view: View,
  refusesWrites: Watched,
  book: SeriesBook,
): readonly MetricAsk[] {
  const wanted: MetricAsk[] = [];
  const visible = new Set(view.visible);
  const mappings = facts.mappings?.value ?? [];
  for (const listed of facts.streams.value ?? []) {
    const {name, arn} = listed;
    wanted.push(...Object.values(streamAsks(name)));
    const detail = facts.details.get(arn) ?? {};
    const {summary, shards} = detail;
    const watched = view.open === arn || visible.has(arn) || refusesWrites(arn);
    wanted.push(...readerAsks(listed, detail, mappings, watched, book));
    const metered = (view.open === arn ? allMetrics : heatMetrics).filter(metric =>
      isMetered(summary?.value, metric),
    );
    for (const shard of shards?.value ?? []) {
      if (shard.open) wanted.push(...metered.map(metric => shardAsk(name, shard.id, metric, watched)));
    }
  }
  return wanted;
}
