import type {Datum, MetricId, MetricSource} from '../../metric-source.ts';
import type {ShardLevelMetric} from '../../scenarios/streams/schema.ts';
import {minuteMs} from '../minutes.ts';
import type {Touched} from '../overlay.ts';
import {type Shard, shardNumber} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {Written} from '../traffic.ts';
import type {World} from '../world.ts';
import {consumerMetrics, type ReadMinute, shardReadMetrics, streamReadMetrics} from './read-metrics.ts';
import {boundsWith, shardWriteMetrics, streamWriteMetrics, type WriteMinute} from './write-metrics.ts';

const namespace = 'AWS/Kinesis';
const historyMs = 86_400_000;

/** What Kinesis publishes to CloudWatch about the streams of the account. */
export function kinesisMetrics(world: World): MetricSource {
  const {startAt} = world.options;
  return {
    *list(region) {
      for (const stream of world.streamsOf(region)) yield* metricsOf(stream, world.now());
    },
    minute(region, metric, minuteStart) {
      if (metric.namespace !== namespace || minuteStart < startAt - historyMs) return undefined;
      const subject = subjectOf(metric);
      const stream = subject && world.stream(region, subject.stream);
      if (!stream || minuteStart + minuteMs <= stream.createdAt) return undefined;
      const minute = Math.floor(minuteStart / minuteMs);
      if (subject.shard !== undefined) return ofShard(stream, subject.shard, metric.name, minute);
      if (subject.consumer !== undefined) return ofConsumer(stream, subject.consumer, metric.name, minute);
      return ofStream(stream, metric.name, minute);
    },
  };
}

type Subject = {readonly stream: string; readonly shard?: number; readonly consumer?: string};

/** What a metric is about is read once: a day of it is 1,440 questions. */
const subjects = new WeakMap<MetricId, {readonly subject: Subject | undefined}>();

function subjectOf(metric: MetricId): Subject | undefined {
  const known = subjects.get(metric);
  if (known) return known.subject;
  const subject = readSubject(metric);
  subjects.set(metric, {subject});
  return subject;
}

function readSubject({dimensions}: MetricId): Subject | undefined {
  const {StreamName: stream, ShardId: shard, ConsumerName: consumer, ...others} = dimensions;
  if (stream === undefined || Object.keys(others).length > 0) return undefined;
  if (shard === undefined) return consumer === undefined ? {stream} : {stream, consumer};
  const number = shardNumber(shard);
  return number === undefined || consumer !== undefined ? undefined : {stream, shard: number};
}

function* metricsOf(stream: Stream, now: number): Iterable<MetricId> {
  const id = (name: string, more: Readonly<Record<string, string>> = {}): MetricId => ({
    namespace,
    name,
    dimensions: {StreamName: stream.name, ...more},
  });
  if (stream.traffic.isDriven || stream.overlay.wasWritten)
    for (const name of Object.keys(streamWriteMetrics)) yield id(name);
  if (stream.hasSharedConsumers || stream.overlay.wasRead)
    for (const name of Object.keys(streamReadMetrics)) yield id(name);
  for (const consumer of stream.enhanced.keys())
    for (const name of Object.keys(consumerMetrics)) yield id(name, {ConsumerName: consumer});
  const monitored = stream.everMonitored();
  if (monitored.size === 0 || !(stream.traffic.isDriven || stream.overlay.wasWritten)) return;
  for (const shard of stream.listedAt(now))
    for (const name of monitored)
      if (isWritten(name) || stream.hasSharedConsumers || stream.overlay.wasRead)
        yield id(name, {ShardId: shard.id});
}

const isWritten = (name: ShardLevelMetric) => name in shardWriteMetrics;

const named = <Metric>(table: Readonly<Record<string, Metric>>, name: string): Metric | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

function ofStream(stream: Stream, name: string, minute: number): Datum | undefined {
  const write = named(streamWriteMetrics, name);
  if (write) return write(writeMinute(stream, stream.traffic.total(minute), minute));
  return named(streamReadMetrics, name)?.(readMinute(stream, undefined, minute));
}

function ofShard(stream: Stream, number: number, name: string, minute: number): Datum | undefined {
  const shard = stream.layout.shards[number];
  const monitored: ReadonlySet<string> = stream.monitoredAt(minute * minuteMs);
  if (!shard || !monitored.has(name)) return undefined;
  const write = named(shardWriteMetrics, name);
  if (write) return write(writeMinute(stream, stream.traffic.shard(shard, minute), minute, shard));
  return named(shardReadMetrics, name)?.(readMinute(stream, shard, minute));
}

function ofConsumer(stream: Stream, consumer: string, name: string, minute: number): Datum | undefined {
  const read = stream.enhanced.get(consumer)?.total(minute);
  return read && named(consumerMetrics, name)?.(read);
}

function writeMinute(stream: Stream, written: Written, minute: number, shard?: Shard): WriteMinute {
  const {records, bytes, refused} = written;
  const {smallest, largest} = boundsWith(stream.recordSizes, touchedIn(stream, shard, minute));
  return {records, bytes, refused, smallest, largest, seed: stream.seed, minute};
}

function readMinute(stream: Stream, shard: Shard | undefined, minute: number): ReadMinute {
  const own = shard ? stream.shared.shard(shard, minute) : stream.shared.total(minute);
  const clients = touchedIn(stream, shard, minute).filter(({calls}) => calls > 0);
  return {own, clients, seed: stream.seed, minute};
}

const untouched: readonly Touched[] = [];

function touchedIn(stream: Stream, shard: Shard | undefined, minute: number): readonly Touched[] {
  const touched = stream.overlay.at(minute);
  if (!touched) return untouched;
  if (!shard) return [...touched.values()];
  const one = touched.get(shard.number);
  return one ? [one] : [];
}
