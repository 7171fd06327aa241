import type {ShardFact} from '../../facts.ts';
import {parseHashKey} from '../../hash-range.ts';

/** Every shard costs three metrics each time: of a large stream, those around a shard are enough for a split. */
const mostMeasured = 200;
const oneSide = 50;

/** The open shards whose load is worth reading: all, or of many those nearest to one of them. */
export function nearest(listed: readonly ShardFact[], part: string | undefined): readonly ShardFact[] {
  const open = listed.filter(shard => shard.open);
  const about = listed.find(({id}) => id === part);
  if (!about || open.length <= mostMeasured) return open;
  const sorted = open.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const after = sorted.findIndex(shard => startOf(shard) >= startOf(about));
  const place = after < 0 ? sorted.length : after;
  return sorted.slice(Math.max(0, place - oneSide), place + oneSide);
}

const startOf = ({startingHashKey}: ShardFact): bigint => parseHashKey(startingHashKey) ?? 0n;

/** The shards whose minutes tell the load of these: themselves, and what they have just come of. */
export function toldBy(listed: readonly ShardFact[], open: readonly ShardFact[]): readonly ShardFact[] {
  const wanted = new Set(open.map(({id}) => id));
  const parents = new Set(open.flatMap(({parent, adjacentParent}) => [parent, adjacentParent]));
  return listed.filter(shard => wanted.has(shard.id) || parents.has(shard.id));
}
