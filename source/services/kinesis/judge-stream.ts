import {accountOf} from '../../aws/arn.ts';
import {lastOf, type Series, type SeriesBook} from '../../metrics/ask.ts';
import {
  absent,
  isMeasured,
  type Missing,
  mapReading,
  measured,
  type Reading,
  toFields,
} from '../../reading.ts';
import type {Known} from '../reader.ts';
import {dayWindow, streamAsks, streamWindow} from './asks.ts';
import type {ListedStream, StreamDetail} from './facts.ts';
import {valuesByPeriod} from './history.ts';
import {judgeFanOut, judgeShared} from './judge-consumer.ts';
import {judgeShard, utilizationOf} from './judge-shard.ts';
import {lagOf, lossOf} from './loss.ts';
import type {Consumer, Shard, Stream} from './model.ts';
import type {KinesisThresholds} from './thresholds.ts';

export type StreamContext = {
  readonly now: number;
  readonly region: string;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
  readonly watched: boolean;
  readonly open: boolean;
};

export function judgeStream(listed: ListedStream, detail: StreamDetail, context: StreamContext): Stream {
  const {book, thresholds} = context;
  const summary = detail.summary?.value;
  const asks = streamAsks(listed.name);
  const inBytes = book(asks.inBytes);
  const inRecords = book(asks.inRecords);
  const age = book(asks.iteratorAge);
  const lag = lagOf(age, thresholds);
  const shards = (detail.shards?.value ?? []).map(shard =>
    judgeShard(shard, {...context, stream: listed.name, summary}),
  );
  const open = openShards(detail);
  const bytes = mapReading(lastOf(inBytes), perSecond);
  const records = mapReading(lastOf(inRecords), perSecond);
  const ageReading = lag ? measured(lag.ageMs, lag.asOf) : lastOf(age);
  const {values, missing} = toFields({
    retentionHours: fact(detail.summary, value => value.retentionHours),
    openShards: open,
    inBytesPerSecond: bytes,
    inRecordsPerSecond: records,
    outBytesPerSecond: mapReading(lastOf(book(asks.outBytes)), perSecond),
    utilization: withShards(open, count => utilizationOf(bytes, records, count)),
    utilizationPeak1h: withShards(open, count => peak(inBytes, inRecords, count, 3600)),
    utilizationPeak24h: withShards(open, count => peak(inBytes, inRecords, count, dayWindow)),
    skew: skewOf(shards, summary !== undefined, isMeasured(bytes) ? bytes.asOf : context.now),
    refusedPerMinute: lastOf(book(asks.writesRefused)),
    readRefusedPerMinute: lastOf(book(asks.readsRefused)),
    iteratorAgeMs: ageReading,
  });
  const fanOut = (detail.consumers?.value ?? []).map(consumer =>
    judgeFanOut(listed.name, consumer, summary?.retentionHours, book, thresholds, context.now),
  );
  const shared = lag ? [judgeShared(lag, ageReading, summary?.retentionHours, context.now)] : [];
  return {
    name: listed.name,
    arn: listed.arn,
    account: accountOf(listed.arn),
    region: context.region,
    status: listed.status ?? summary?.status ?? 'UNKNOWN',
    mode: listed.mode ?? summary?.mode ?? null,
    encryption: summary?.encryption ?? null,
    enhancedMetrics: [...(summary?.enhancedMetrics ?? [])],
    ...values,
    loss: lossOf(lag, summary?.retentionHours, context.now),
    consumers: worstFirst([...shared, ...fanOut]),
    shards: hottestFirst(shards),
    history: historyOf(book, listed.name),
    metricsAsOf: isMeasured(bytes) ? new Date(bytes.asOf).toISOString() : null,
    missing,
  };
}

const perSecond = (perMinute: number): number => perMinute / 60;

function fact<Value>(known: Known<Value> | undefined, pick: (value: Value) => number | undefined): Reading {
  if (!known) return absent('not-asked');
  if (known.asOf === undefined) return absent(known.problem.missing);
  const value = pick(known.value);
  return value === undefined ? absent('no-data') : measured(value, known.asOf);
}

function openShards({shards, summary}: StreamDetail): Reading {
  if (shards?.value) return measured(shards.value.filter(shard => shard.open).length, shards.asOf);
  return fact(summary, value => value.openShards);
}

function withShards(open: Reading, then: (count: number) => Reading): Reading {
  if (!isMeasured(open)) return open;
  return open.value === 0 ? absent('not-applicable') : then(open.value);
}

/** The highest minute of the window; bytes and records are each held against their own limit. */
function peak(bytes: Series, records: Series, shards: number, windowSeconds: number): Reading {
  const minutes = valuesByPeriod({bytes, records}, windowSeconds);
  const last = lastOf(bytes);
  if (!minutes) return isMeasured(last) ? absent('no-data') : last;
  const highest = (values: readonly (number | null)[]): number | undefined =>
    values.reduce<number | undefined>(
      (most, value) => (value !== null && (most === undefined || value > most) ? value : most),
      undefined,
    );
  const mostBytes = highest(minutes.values.bytes);
  const mostRecords = highest(minutes.values.records);
  const asOf = bytes.coveredUntil;
  if (mostBytes === undefined || mostRecords === undefined || asOf === undefined) {
    return absent(bytes.missing ?? 'no-data');
  }
  return utilizationOf(measured(perSecond(mostBytes), asOf), measured(perSecond(mostRecords), asOf), shards);
}

/** The hottest shard against the mean of all. */
function skewOf(shards: readonly Shard[], summaryKnown: boolean, asOf: number): Reading {
  const open = shards.filter(shard => shard.open);
  const loads = open.map(shard => shard.utilization).filter(load => load !== null);
  if (loads.length < open.length || loads.length === 0) {
    const why: Missing = open.find(shard => shard.missing.utilization)?.missing.utilization ?? 'no-data';
    return absent(summaryKnown || why !== 'disabled' ? why : 'not-asked');
  }
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  if (mean === 0) return absent('not-applicable');
  const most = loads.reduce((highest, load) => Math.max(highest, load));
  return measured(most / mean, asOf);
}

const heats = ['hot', 'warm', 'cool', 'cold', 'unknown'] as const;

const hottestFirst = (shards: readonly Shard[]): Shard[] =>
  shards.toSorted(
    (a, b) =>
      Number(b.open) - Number(a.open) ||
      heats.indexOf(a.heat) - heats.indexOf(b.heat) ||
      (b.askedUtilizationAtMost ?? b.utilization ?? -1) - (a.askedUtilizationAtMost ?? a.utilization ?? -1) ||
      a.id.localeCompare(b.id),
  );

const worstFirst = (consumers: readonly Consumer[]): Consumer[] =>
  consumers.toSorted((a, b) => (b.lagMs ?? -1) - (a.lagMs ?? -1) || a.name.localeCompare(b.name));

function historyOf(book: SeriesBook, stream: string): Stream['history'] {
  const asks = streamAsks(stream);
  const minutes = valuesByPeriod(
    {
      inBytes: book(asks.inBytes),
      inRecords: book(asks.inRecords),
      refused: book(asks.writesRefused),
      age: book(asks.iteratorAge),
    },
    streamWindow,
  );
  if (!minutes) return null;
  const {values, startAt, periodSeconds} = minutes;
  const rate = (value: number | null) => (value === null ? null : perSecond(value));
  return {
    startAt,
    periodSeconds,
    inBytesPerSecond: values.inBytes.map(rate),
    inRecordsPerSecond: values.inRecords.map(rate),
    refusedPerMinute: values.refused,
    iteratorAgeMs: values.age,
  };
}
