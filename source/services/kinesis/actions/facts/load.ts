import type {Series, SeriesBook} from '../../../../metrics/ask.ts';
import {isMetered, type ShardMetric, shardAsk} from '../../asks.ts';
import type {ShardFact, StreamSummary} from '../../facts.ts';
import {shardWriteBytesPerSecond, shardWriteRecordsPerSecond} from '../../limits.ts';
import type {ShardSample} from '../../sample/sample.ts';

/** What a shard takes in against what it can take, as the mean of the last minutes. */
export type Load = {
  /** The larger of bytes and records. */
  readonly accepted: number;
  /** With what was refused, which counts producers' retries: an upper bound. */
  readonly askedAtMost: number;
  readonly refusedPerMinute: number | undefined;
  readonly bytesPerSecond: number;
  readonly recordsPerSecond: number;
  readonly basis: 'metrics' | 'sample';
};

const recentMinutes = 5;

export const writeMetrics = [
  'inBytes',
  'inRecords',
  'writesRefused',
] as const satisfies readonly ShardMetric[];

export const isMeteredForWrites = (summary: StreamSummary): boolean =>
  isMetered(summary, 'inBytes') && isMetered(summary, 'inRecords');

/** The larger share of a shard's two write limits. */
export const writeShare = (bytesPerSecond: number, recordsPerSecond: number): number =>
  Math.max(bytesPerSecond / shardWriteBytesPerSecond, recordsPerSecond / shardWriteRecordsPerSecond);

/** The load that the metrics tell; undefined when the shard has none of its own yet. */
export function meteredLoad(stream: string, shard: string, book: SeriesBook): Load | undefined {
  const recent = (metric: ShardMetric) => meanOfLast(book(shardAsk(stream, shard, metric, true)));
  const bytes = recent('inBytes');
  const records = recent('inRecords');
  if (bytes === undefined || records === undefined) return undefined;
  const refusedPerMinute = recent('writesRefused');
  const accepted = writeShare(bytes / 60, records / 60);
  const more = refusedPerMinute !== undefined && records > 0 ? refusedPerMinute / records : 0;
  return {
    accepted,
    askedAtMost: accepted * (1 + more),
    refusedPerMinute,
    bytesPerSecond: bytes / 60,
    recordsPerSecond: records / 60,
    basis: 'metrics',
  };
}

/** A series that begins within its window begins with a minute that is not whole. */
function meanOfLast({points, coveredUntil, periodSeconds}: Series): number | undefined {
  const since = (coveredUntil ?? 0) - recentMinutes * periodSeconds * 1000;
  const recent = points.slice(1).filter(point => point.at >= since);
  if (recent.length === 0) return undefined;
  return recent.reduce((sum, point) => sum + point.value, 0) / recent.length;
}

/**
 * Shards that are metered while others are written to, and have no data themselves: they take nothing in. One
 * that has just come of another is not among them: its first minutes are still to come.
 */
export function idleShards(
  stream: string,
  shards: readonly ShardFact[],
  book: SeriesBook,
): ReadonlySet<string> {
  const lastOf = new Map<string, number>();
  for (const {id} of shards) {
    const last = book(shardAsk(stream, id, 'inBytes', true)).points.at(-1);
    if (last) lastOf.set(id, last.at);
  }
  const newest = Math.max(...lastOf.values());
  const since = newest - recentMinutes * 60_000;
  const isNew = ({parent, adjacentParent}: ShardFact) =>
    [parent, adjacentParent].some(id => id !== undefined && (lastOf.get(id) ?? Number.NaN) >= since);
  const idles = shards.filter(shard => shard.open && !lastOf.has(shard.id) && !isNew(shard));
  return lastOf.size === 0 ? new Set() : new Set(idles.map(({id}) => id));
}

export const idle: Load = {
  accepted: 0,
  askedAtMost: 0,
  refusedPerMinute: undefined,
  bytesPerSecond: 0,
  recordsPerSecond: 0,
  basis: 'metrics',
};

/** The load that a sample tells: what the shard took while it was read. */
export function sampledLoad({accepted: took}: ShardSample): Load | undefined {
  if (!took) return undefined;
  const accepted = writeShare(took.bytesPerSecond, took.recordsPerSecond);
  return {accepted, askedAtMost: accepted, refusedPerMinute: undefined, ...took, basis: 'sample'};
}
