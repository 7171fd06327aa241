import type {MetricAsk, Series, SeriesBook} from '../../../../metrics/ask.ts';
import {dayWindow, isMetered, type ShardMetric, shardAsk, streamAsks} from '../../asks.ts';
import type {ShardFact, StreamSummary} from '../../facts.ts';
import {shardReadBytesPerSecond} from '../../limits.ts';
import {writeShare} from './load.ts';

/** The highest minute of a day, as shares of one shard's limits. */
export type HighestMinute = {
  readonly writes: number;
  /** Undefined when nothing says what is read. */
  readonly reads: number | undefined;
  /** Shards were not metered all day long: the stream's own highest minute was scaled down to them. */
  readonly scaled: boolean;
};

/** Says the highest minute that shards would have had as one; undefined when nobody can know. */
export type DayOfWrites = {readonly highestOf: (shards: readonly string[]) => HighestMinute | undefined};

/** So much of the day has to be metered to be taken for the whole. */
const wholeDayShare = 0.95;
const minutes = dayWindow / 60;

export const dayAsk = (stream: string, shard: string, metric: ShardMetric) => ({
  ...shardAsk(stream, shard, metric, true),
  windowSeconds: dayWindow,
});

export const dayMetrics = (summary: StreamSummary): readonly ShardMetric[] =>
  (['inBytes', 'inRecords', 'outBytes'] as const).filter(metric => isMetered(summary, metric));

/** The shards with all that they came from: before they opened, their records went there. */
export function withAncestors(ids: readonly string[], listed: readonly ShardFact[]): readonly string[] {
  const byId = new Map(listed.map(shard => [shard.id, shard]));
  const found = new Set<string>();
  const add = (id: string | undefined) => {
    const shard = id === undefined ? undefined : byId.get(id);
    if (!shard || found.has(shard.id)) return;
    found.add(shard.id);
    add(shard.parent);
    add(shard.adjacentParent);
  };
  for (const id of ids) add(id);
  return [...found];
}

/** Reads the day of these shards out of the book; shares say how much of the stream's load is whose now. */
export function dayOf(
  {
    name,
    summary,
    listed,
    shareNow,
  }: {
    readonly name: string;
    readonly summary: StreamSummary;
    readonly listed: readonly ShardFact[];
    readonly shareNow: (shards: readonly string[]) => number | undefined;
  },
  asked: readonly string[],
  book: SeriesBook,
): DayOfWrites {
  const stream = streamAsks(name);
  const end = book(stream.inBytes).coveredUntil ?? 0;
  const rowOf = (series: Series) => rowUntil(end, series);
  const whole = {bytes: rowOf(book(stream.inBytes)), records: rowOf(book(stream.inRecords))};
  const out = rowOf(book(stream.outBytes));
  const known = new Set(asked);
  const rows = new Map<string, Float64Array>();
  const row = (id: string, metric: ShardMetric): Float64Array => {
    const key = `${id} ${metric}`;
    const made = rows.get(key) ?? rowOf(book(dayAsk(name, id, metric)));
    rows.set(key, made);
    return made;
  };
  const isMeteredFor = (metric: ShardMetric) => isMetered(summary, metric);
  const metered = isMeteredFor('inBytes') && isMeteredFor('inRecords');
  const covered = metered
    ? coverage(
        asked.map(id => row(id, 'inBytes')),
        whole.bytes,
      )
    : 0;

  // A series that could not be read is not one without data.
  const isRead = (ask: MetricAsk): boolean => {
    const {missing, coveredUntil} = book(ask);
    return missing === undefined && coveredUntil !== undefined;
  };
  const streamIsRead = [stream.inBytes, stream.inRecords, stream.outBytes].every(isRead);

  const highestOf = (shards: readonly string[]): HighestMinute | undefined => {
    const family = withAncestors(shards, listed);
    if (!streamIsRead || family.some(id => !known.has(id))) return undefined;
    const metrics = (['inBytes', 'inRecords', 'outBytes'] as const).filter(isMeteredFor);
    if (family.some(id => metrics.some(metric => !isRead(dayAsk(name, id, metric))))) return undefined;
    const sum = (metric: ShardMetric) => sumOf(family.map(id => row(id, metric)));
    const share = shareNow(shards);
    const scaled = covered < wholeDayShare;
    if (scaled && share === undefined) return undefined;
    const measuredWrites = metered ? highest(sum('inBytes'), sum('inRecords')) : undefined;
    const scaledWrites =
      scaled && share !== undefined ? share * (highest(whole.bytes, whole.records) ?? 0) : undefined;
    const measuredReads = isMeteredFor('outBytes') && !scaled ? highestRead(sum('outBytes')) : undefined;
    const scaledReads = share === undefined ? undefined : scale(highestRead(out), share);
    const writes = largest(measuredWrites, scaledWrites);
    const reads = measuredReads ?? scaledReads;
    if (writes !== undefined) return {writes, reads, scaled};
    // Metered all day long, and not one record: that is a measured zero.
    return metered ? {writes: 0, reads, scaled} : undefined;
  };
  return {highestOf};
}

/** A value a minute; NaN where there is none. */
function rowUntil(end: number, {points}: Series): Float64Array {
  const row = new Float64Array(minutes).fill(Number.NaN);
  const start = end - minutes * 60_000;
  for (const {at, value} of points) {
    const index = Math.round((at - start) / 60_000);
    if (index >= 0 && index < minutes) row[index] = value;
  }
  return row;
}

/** The share of the day in which shards were metered, or the stream was idle and there was nothing to meter. */
function coverage(rows: readonly Float64Array[], whole: Float64Array): number {
  let known = 0;
  for (const [index, value] of whole.entries()) {
    if (Number.isNaN(value) || rows.some(row => !Number.isNaN(row[index]))) known += 1;
  }
  return known / minutes;
}

function sumOf(rows: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(minutes).fill(Number.NaN);
  for (const row of rows) {
    for (const [index, value] of row.entries()) {
      if (Number.isNaN(value)) continue;
      const before = sum[index] ?? Number.NaN;
      sum[index] = Number.isNaN(before) ? value : before + value;
    }
  }
  return sum;
}

function highest(bytes: Float64Array, records: Float64Array): number | undefined {
  let most: number | undefined;
  for (const [index, value] of bytes.entries()) {
    const count = records[index];
    if (count === undefined || Number.isNaN(value) || Number.isNaN(count)) continue;
    most = Math.max(most ?? 0, writeShare(value / 60, count / 60));
  }
  return most;
}

function highestRead(bytes: Float64Array): number | undefined {
  let most: number | undefined;
  for (const value of bytes) {
    if (!Number.isNaN(value)) most = Math.max(most ?? 0, value / 60 / shardReadBytesPerSecond);
  }
  return most;
}

const scale = (value: number | undefined, by: number) => (value === undefined ? undefined : value * by);

const largest = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? other : other === undefined ? one : Math.max(one, other);
