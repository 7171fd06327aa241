import {lastOf, type MetricAsk, type Series, type SeriesBook} from '../../metrics/ask.ts';
import {absent, isMeasured, mapReading, measured, type Reading, toFields} from '../../reading.ts';
import {valuesByPeriod} from '../history.ts';
import {isMetered, type ShardMetric, shardAsk, shardWindow} from './asks.ts';
import type {ShardFact, StreamSummary} from './facts.ts';
import {parseHashKey, widthOf} from './hash-range.ts';
import {shardWriteBytesPerSecond, shardWriteRecordsPerSecond} from './limits.ts';
import type {Shard} from './model.ts';
import type {ShardSample} from './sample/sample.ts';
import type {KinesisThresholds} from './thresholds.ts';

export type ShardContext = {
  readonly stream: string;
  readonly summary: StreamSummary | undefined;
  readonly book: SeriesBook;
  readonly thresholds: KinesisThresholds;
  /** The shards' minutes are asked for, not only the last one. */
  readonly watched: boolean;
  /** Everything that shards are metered for is asked for. */
  readonly open: boolean;
  readonly sample: ShardSample | undefined;
};

export function judgeShard(shard: ShardFact, context: ShardContext): Shard {
  const series = (metric: ShardMetric): Series => context.book(askOf(shard, metric, context));
  const reading = (metric: ShardMetric): Reading => {
    if (!shard.open) return absent('not-applicable');
    if (context.summary && !isMetered(context.summary, metric)) return absent('disabled');
    return lastOf(series(metric));
  };
  const perSecond = (value: number) => value / 60;
  const metered = {
    bytes: mapReading(reading('inBytes'), perSecond),
    records: mapReading(reading('inRecords'), perSecond),
  };
  const measuredBy = measurerOf(metered, shard.open ? context.sample : undefined);
  const {bytes, records} = measuredBy === 'sample' ? sampled(context.sample) : metered;
  const refused = reading('writesRefused');
  const utilization = utilizationOf(bytes, records, 1);
  const {values, missing} = toFields({
    inBytesPerSecond: bytes,
    inRecordsPerSecond: records,
    refusedPerMinute: refused,
    utilization,
    askedUtilizationAtMost: askedAtMost(utilization, records, refused),
    outBytesPerSecond: mapReading(reading('outBytes'), perSecond),
    readRefusedPerMinute: reading('readsRefused'),
    iteratorAgeMs: reading('iteratorAge'),
  });
  return {
    id: shard.id,
    parent: shard.parent ?? null,
    adjacentParent: shard.adjacentParent ?? null,
    startingHashKey: shard.startingHashKey,
    endingHashKey: shard.endingHashKey,
    width: widthShare(shard),
    open: shard.open,
    ...values,
    heat: heatOf(utilization, refused, context.thresholds),
    measuredBy,
    metricsAsOf: isMeasured(utilization) ? new Date(utilization.asOf).toISOString() : null,
    history: shard.open && context.watched ? historyOf(series('inBytes'), series('inRecords')) : null,
    missing,
  };
}

type Taken = {readonly bytes: Reading; readonly records: Reading};

/** Metrics, where there are any: they are of a whole minute, and of this one. */
function measurerOf({bytes, records}: Taken, sample: ShardSample | undefined): Shard['measuredBy'] {
  if (isMeasured(bytes) && isMeasured(records)) return 'metrics';
  return sample?.accepted ? 'sample' : null;
}

function sampled(sample: ShardSample | undefined): Taken {
  if (!sample?.accepted) return {bytes: absent('no-data'), records: absent('no-data')};
  const {bytesPerSecond, recordsPerSecond} = sample.accepted;
  return {
    bytes: measured(bytesPerSecond, sample.takenAt),
    records: measured(recordsPerSecond, sample.takenAt),
  };
}

function widthShare({startingHashKey, endingHashKey}: ShardFact): number {
  const start = parseHashKey(startingHashKey);
  const end = parseHashKey(endingHashKey);
  return start === undefined || end === undefined ? 0 : widthOf({start, end});
}

const askOf = (shard: ShardFact, metric: ShardMetric, context: ShardContext): MetricAsk =>
  shardAsk(context.stream, shard.id, metric, context.watched);

/** What was taken in against what the shards can take: the larger of bytes and records. */
export function utilizationOf(bytes: Reading, records: Reading, shards: number): Reading {
  if (!isMeasured(bytes)) return bytes;
  if (!isMeasured(records)) return records;
  const share = Math.max(
    bytes.value / (shards * shardWriteBytesPerSecond),
    records.value / (shards * shardWriteRecordsPerSecond),
  );
  return measured(share, Math.min(bytes.asOf, records.asOf));
}

/**
 * What was asked for, at most: refused records are counted each time a producer tries them again. A refused
 * record is taken to be as large as one that was accepted.
 */
function askedAtMost(utilization: Reading, records: Reading, refused: Reading): Reading {
  if (!isMeasured(utilization) || !isMeasured(records)) return utilization;
  if (!isMeasured(refused)) return refused;
  if (refused.value === 0) return utilization;
  if (records.value === 0) return absent('no-data');
  return mapReading(utilization, value => value * (1 + refused.value / 60 / records.value));
}

function heatOf(utilization: Reading, refused: Reading, thresholds: KinesisThresholds): Shard['heat'] {
  if (isMeasured(refused) && refused.value > 0) return 'hot';
  if (!isMeasured(utilization)) return 'unknown';
  if (utilization.value >= thresholds.hotUtilization) return 'hot';
  if (utilization.value >= thresholds.warmUtilization) return 'warm';
  return utilization.value < thresholds.coldUtilization ? 'cold' : 'cool';
}

function historyOf(bytes: Series, records: Series): Shard['history'] {
  const minutes = valuesByPeriod({bytes, records}, shardWindow);
  if (!minutes) return null;
  return {
    startAt: minutes.startAt,
    periodSeconds: minutes.periodSeconds,
    utilization: minutes.values.bytes.map((value, index) => {
      const count = minutes.values.records[index];
      if (value === null || count === null || count === undefined) return null;
      return Math.max(value / 60 / shardWriteBytesPerSecond, count / 60 / shardWriteRecordsPerSecond);
    }),
  };
}
