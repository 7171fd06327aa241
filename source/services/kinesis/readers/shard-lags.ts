import type {SeriesBook} from '../../../metrics/ask.ts';
import {isMetered, shardAsk} from '../asks.ts';
import type {ShardFact, StreamDetail} from '../facts.ts';
import type {KinesisThresholds} from '../thresholds.ts';
import {behindMs, type Lag, lagOf} from './lag.ts';

export type ShardLag = {readonly id: string; readonly lag: Lag};

export type ShardLags = {
  /** Shards whose readers are more than a minute behind, or gone; the furthest behind first. */
  readonly behind: readonly ShardLag[];
  /** How many shards are read without delay. */
  readonly fresh: number;
};

/** A trend costs some hundred divisions: of a stream where everything is late, the worst shards will do. */
const mostTrends = 50;

/**
 * How far each metered shard is behind. A closed shard without data has been read to its end; a shard that was
 * never read waits for its parents, whose age it continues: neither says that somebody is gone.
 */
export function shardLagsOf(
  stream: string,
  {summary, shards}: StreamDetail,
  book: SeriesBook,
  thresholds: KinesisThresholds,
): ShardLags {
  if (!isMetered(summary?.value, 'iteratorAge')) return {behind: [], fresh: 0};
  const late: {shard: ShardFact; ageMs: number}[] = [];
  let fresh = 0;
  for (const shard of shards?.value ?? []) {
    const {points, coveredUntil, periodSeconds} = book(shardAsk(stream, shard.id, 'iteratorAge', true));
    const last = points.at(-1);
    if (!last || coveredUntil === undefined) continue;
    const silentMs = coveredUntil - last.at - periodSeconds * 1000;
    const isGone = silentMs >= thresholds.readerGoneMinutes * 60_000;
    if (isGone && !shard.open) continue;
    if (!isGone && last.value <= behindMs) fresh += 1;
    else late.push({shard, ageMs: last.value + silentMs});
  }
  const behind = late
    .sort((a, b) => b.ageMs - a.ageMs)
    .slice(0, mostTrends)
    .map(({shard}) => ({
      id: shard.id,
      lag: lagOf(book(shardAsk(stream, shard.id, 'iteratorAge', true)), thresholds),
    }))
    .filter((each): each is ShardLag => each.lag !== undefined && each.lag.settledMs > behindMs);
  return {behind, fresh};
}
