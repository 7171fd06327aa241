import type {Blocked} from '../../../../actions/plan.ts';
import {formatShare} from '../../../../text/number.ts';
import {areAdjacent} from '../../hash-range.ts';
import type {HighestMinute} from '../facts/day.ts';
import type {OpenShard, ReshardFacts} from '../facts/facts.ts';
import {shortShard} from '../wording.ts';
import {warmLoad} from './balance.ts';

export type Pair = {readonly shard: OpenShard; readonly neighbour: OpenShard};

/** The neighbours of a shard in the key space, at most two. */
const neighboursOf = (open: readonly OpenShard[], shard: OpenShard): readonly OpenShard[] =>
  open.filter(other => areAdjacent(shard.range, other.range));

/** Unknown is not cold. */
const heatOf = ({load}: OpenShard): number => load?.askedAtMost ?? Number.POSITIVE_INFINITY;

/** The colder of the neighbours. */
export const coldestNeighbour = (open: readonly OpenShard[], shard: OpenShard): OpenShard | undefined =>
  neighboursOf(open, shard).toSorted((a, b) => heatOf(a) - heatOf(b))[0];

/** The two neighbours of a stream that take in the least together. */
function coldestPair(open: readonly OpenShard[]): Pair | undefined {
  const pairs = open.flatMap((shard, index) => {
    const neighbour = open[index + 1];
    return neighbour && areAdjacent(shard.range, neighbour.range) ? [{shard, neighbour}] : [];
  });
  const heat = (pair: Pair) => heatOf(pair.shard) + heatOf(pair.neighbour);
  const [coldest] = pairs.toSorted((a, b) => heat(a) - heat(b));
  return coldest && Number.isFinite(heat(coldest)) ? coldest : undefined;
}

/** Why two neighbours should stay two shards, or undefined. */
export function tooWarm(
  facts: ReshardFacts,
  {shard, neighbour}: Pair,
  highest: HighestMinute | undefined,
): Blocked | undefined {
  const both = `${shortShard(shard.id)} and ${shortShard(neighbour.id)}`;
  if (!highest) {
    return {
      because: `Nobody knows what ${both} take in: shard metrics are off, and they were not sampled.`,
      unblock: 'Switch shard metrics on (kinesis.metrics), or sample the stream (kinesis.sample).',
    };
  }
  const {writes, reads} = highest;
  const isWarm = writes >= warmLoad || (reads !== undefined && reads >= warmLoad);
  if (!isWarm) return undefined;
  const what =
    writes >= warmLoad
      ? `${formatShare(writes)} of what one shard takes`
      : `${formatShare(reads ?? writes)} of what one shard gives`;
  const colder = coldestPair(facts.open);
  const isOther = colder && colder.shard.id !== shard.id && colder.shard.id !== neighbour.id;
  return {
    because: `In the highest minute of the last 24 hours ${both} together had ${what}.`,
    unblock: isOther
      ? `The coldest neighbours are ${shortShard(colder.shard.id)} and ${shortShard(colder.neighbour.id)}.`
      : 'Leave them apart: as one shard they would be warm.',
  };
}
