import {accountOf} from '../../aws/arn.ts';
import type {Problem} from '../../aws/problem.ts';
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
import {valuesByPeriod} from '../history.ts';
import type {Known} from '../reader.ts';
import {dayWindow, streamAsks, streamWindow} from './asks.ts';
import type {ListedStream, StreamDetail} from './facts.ts';
import {judgeShard, utilizationOf} from './judge-shard.ts';
import type {Consumer, Shard, Stream} from './model.ts';
import type {JudgedReaders} from './readers/judge-readers.ts';
import type {ShardSample} from './sample/sample.ts';
import type {KinesisThresholds} from './thresholds.ts';
import type {WriteVerdict} from './verdict/evidence.ts';
import {judgeWrites} from './verdict/judge-writes.ts';

export type StreamContext = {
  readonly now: number;
  readonly region: string;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
  readonly watched: boolean;
  readonly open: boolean;
  readonly readers: JudgedReaders;
  /** What was sampled of its shards lately. */
  readonly samples: ReadonlyMap<string, ShardSample>;
  /** Why there may be more consumers than are listed. */
  readonly unlisted: Problem | undefined;
};

/** A stream as the document shows it, and the verdict on its writes with what follows from it. */
export function judgeStream(
  listed: ListedStream,
  detail: StreamDetail,
  context: StreamContext,
): {readonly stream: Stream; readonly writes: WriteVerdict} {
  const {book, readers, unlisted} = context;
  const summary = detail.summary?.value;
  const asks = streamAsks(listed.name);
  const inBytes = book(asks.inBytes);
  const inRecords = book(asks.inRecords);
  const age = book(asks.iteratorAge);
  const lag = readers.sharedLag;
  const shards = (detail.shards?.value ?? []).map(shard =>
    judgeShard(shard, {...context, stream: listed.name, summary, sample: context.samples.get(shard.id)}),
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
  const about = {
    name: listed.name,
    account: accountOf(listed.arn),
    region: context.region,
    status: listed.status ?? summary?.status ?? 'UNKNOWN',
    mode: listed.mode ?? summary?.mode ?? null,
  };
  const writes = judgeWrites({...about, ...values, shards, missing}, context);
  const stream: Stream = {
    arn: listed.arn,
    ...about,
    encryption: summary?.encryption ?? null,
    enhancedMetrics: [...(summary?.enhancedMetrics ?? [])],
    ...values,
    verdict: writes.kind,
    verdictText: writes.says,
    readVerdict: readers.readVerdict,
    readVerdictText: readers.readVerdictText,
    waysOut: [...readers.waysOut],
    loss: readers.loss,
    consumers: worstFirst(readers.consumers),
    shards: hottestFirst(shards),
    history: historyOf(book, listed.name),
    metricsAsOf: isMeasured(bytes) ? new Date(bytes.asOf).toISOString() : null,
    missing: unlisted === undefined ? missing : {...missing, consumers: unlisted.missing},
  };
  return {stream, writes};
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
