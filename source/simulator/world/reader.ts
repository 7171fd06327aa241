import type {ConsumerScenario} from '../scenarios/schema.ts';
import {minuteMs} from './minutes.ts';
import type {Retention} from './retention.ts';
import {parentsOf, type Shard, shardReadBytes, shardWriteBytes, shardWriteRecords} from './shard.ts';
import type {Traffic} from './traffic.ts';

/** What reading one shard for one minute came to; ages in ms. */
export type ShardRead = {
  readonly records: number;
  readonly bytes: number;
  readonly calls: number;
  readonly throttled: number;
  readonly ageMin: number;
  readonly ageMax: number;
};

/** One consumer's way through a shard during one minute. */
export type Progress = {
  /** Where it stood before. */
  readonly from: number;
  /** Write time up to which everything is read or lost. */
  readonly cursor: number;
  readonly records: number;
  readonly bytes: number;
  readonly lost: number;
  /** What part of its wishes it was given, when readers together wanted more than the shard gives. */
  readonly squeeze?: number;
};

/** What consumers read, and when. */
export type ReaderWorld = {
  readonly shards: readonly Shard[];
  readonly traffic: Traffic;
  readonly retention: Retention;
  readonly now: () => number;
  readonly startAt: number;
  readonly historyAt: number;
  readonly seed: number;
};

/** Two reads in the same minute. */
export const together = (one: ShardRead, other: ShardRead): ShardRead => ({
  records: one.records + other.records,
  bytes: one.bytes + other.bytes,
  calls: one.calls + other.calls,
  throttled: one.throttled + other.throttled,
  ageMin: Math.min(one.ageMin, other.ageMin),
  ageMax: Math.max(one.ageMax, other.ageMax),
});

/** How much of its capacity a consumer has at a scenario second; 0 when it is dead. */
export function vigourAt(consumer: ConsumerScenario, second: number): number {
  const {disabledAtSecond} = consumer.mapping;
  if (disabledAtSecond !== undefined && disabledAtSecond <= second) return 0;
  let times = 1;
  let latest = Number.NEGATIVE_INFINITY;
  for (const change of consumer.changes) {
    if (change.atSecond > second || change.atSecond < latest) continue;
    latest = change.atSecond;
    times = change.times;
  }
  return times;
}

/** Whether a consumer can never fall behind, whatever a shard accepts: then its progress needs no history. */
export const keepsUp = (consumer: ConsumerScenario): boolean =>
  consumer.behindSeconds === 0 &&
  consumer.changes.length === 0 &&
  consumer.mapping.disabledAtSecond === undefined &&
  consumer.mapping.poison === undefined &&
  (consumer.recordsPerSecond ?? shardWriteRecords) >= shardWriteRecords &&
  (consumer.bytesPerSecond ?? shardWriteBytes) >= shardWriteBytes;

/** Most that a consumer reads of a shard in a minute. */
export function capacityOf(consumer: ConsumerScenario, second: number) {
  const vigour = vigourAt(consumer, second) * consumer.mapping.parallelizationFactor;
  return {
    records: vigour === 0 ? 0 : (consumer.recordsPerSecond ?? Number.POSITIVE_INFINITY) * vigour * 60,
    bytes: Math.min(consumer.bytesPerSecond ?? shardReadBytes, shardReadBytes) * vigour * 60,
    alive: vigour > 0,
  };
}

/**
 * Whether a consumer stands still on a shard because a batch fails whenever it is tried: until its records are
 * too old for the mapping, and only where there is no end to trying.
 */
export function isPoisoned({mapping}: ConsumerScenario, shard: Shard, second: number): boolean {
  const {poison, retries, maximumRecordAgeSeconds: mostSeconds} = mapping;
  if (poison === undefined || poison.shard !== shard.number || retries !== -1) return false;
  const since = second - poison.atSecond;
  return since >= 0 && (mostSeconds === -1 || since < mostSeconds);
}

/** The write time before which a consumer is given nothing: what has expired, or is too old for its mapping. */
export function horizonOf({mapping}: ConsumerScenario, retention: Retention, at: number): number {
  const expired = retention.horizonAt(at);
  const mostSeconds = mapping.maximumRecordAgeSeconds;
  return mostSeconds === -1 ? expired : Math.max(expired, at - mostSeconds * 1000);
}

/**
 * Moves a cursor through what was written, until the capacity is used up or the end is reached. What expired
 * before it was read is skipped and counted as lost.
 */
export function advance(options: {
  readonly traffic: Traffic;
  readonly shard: Shard;
  readonly cursor: number;
  readonly until: number;
  readonly horizon: number;
  readonly records: number;
  readonly bytes: number;
}): Progress {
  const {traffic, shard, horizon} = options;
  const end = Math.min(options.until, shard.closedAt ?? Number.POSITIVE_INFINITY);
  const start = Math.max(options.cursor, Math.min(horizon, end));
  const lost = start > options.cursor ? recordsBetween(traffic, shard, options.cursor, start) : 0;
  let cursor = start;
  let records = 0;
  let bytes = 0;
  while (cursor < end) {
    const minute = Math.floor(cursor / minuteMs);
    const {from, until} = livedIn(shard, minute);
    const reach = Math.min(until, end);
    const written = traffic.shard(shard, minute);
    const part = (reach - cursor) / (until - from);
    const all = {records: written.records * part, bytes: written.bytes * part};
    const takes = Math.min(
      1,
      ratio(options.records - records, all.records),
      ratio(options.bytes - bytes, all.bytes),
    );
    records += all.records * takes;
    bytes += all.bytes * takes;
    if (takes < 1) {
      cursor += (reach - cursor) * takes;
      break;
    }
    cursor = reach;
  }
  return {from: options.cursor, cursor, records, bytes, lost};
}

/** The records that a shard accepted between two times; of a part of a minute, that part of its records. */
export function recordsBetween(traffic: Traffic, shard: Shard, from: number, until: number): number {
  let records = 0;
  let at = Math.max(from, shard.openedAt);
  const end = Math.min(until, shard.closedAt ?? Number.POSITIVE_INFINITY);
  while (at < end) {
    const minute = Math.floor(at / minuteMs);
    const lived = livedIn(shard, minute);
    const reach = Math.min(lived.until, end);
    const part = (reach - at) / (lived.until - lived.from);
    records += traffic.shard(shard, minute).records * part;
    at = reach;
  }
  return records;
}

/** Whether a shard's parents are read to their ends, so that it may be read itself. */
export const isFreed = (shard: Shard, cursorOf: (shard: Shard) => number): boolean =>
  parentsOf(shard).every(parent => parent.closedAt !== undefined && cursorOf(parent) >= parent.closedAt);

/** Where a consumer starts on a shard that it may read. */
export const startOf = (shard: Shard, retention: Retention, at: number): number =>
  Math.max(shard.openedAt, Math.min(at, retention.horizonAt(at)));

const livedIn = (shard: Shard, minute: number) => ({
  from: Math.max(shard.openedAt, minute * minuteMs),
  until: Math.min(shard.closedAt ?? Number.POSITIVE_INFINITY, (minute + 1) * minuteMs),
});

const ratio = (part: number, whole: number) => (whole === 0 ? 1 : Math.max(0, part) / whole);
