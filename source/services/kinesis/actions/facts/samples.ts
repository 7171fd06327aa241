import {contains, type HashRange} from '../../hash-range.ts';
import type {ShardSample} from '../../sample/sample.ts';
import type {ReshardFacts} from './facts.ts';
import {sampledLoad} from './load.ts';

/** The newest sample that tells about a range: the shard's own, or that of a shard it came from. */
export function sampleOfRange(
  id: string,
  range: HashRange,
  samples: ReadonlyMap<string, ShardSample>,
): ShardSample | undefined {
  const own = samples.get(id);
  if (own) return own;
  const wider = [...samples.values()].filter(
    sample => contains(sample, range.start) && contains(sample, range.end),
  );
  const newest = wider.toSorted((a, b) => b.takenAt - a.takenAt)[0];
  return newest && cutTo(newest, id, range);
}

/** What a sample of a whole shard says about a part of its range. */
function cutTo(sample: ShardSample, id: string, range: HashRange): ShardSample | undefined {
  const inside = sample.load.filter(({hashKey}) => contains(range, hashKey));
  const share = inside.reduce((sum, {weight}) => sum + weight, 0);
  if (share <= 0) return undefined;
  const {median, accepted, ...rest} = sample;
  return {
    ...rest,
    ...range,
    shardId: id,
    records: Math.round(sample.records * share),
    bytes: Math.round(sample.bytes * share),
    ...(accepted && {
      accepted: {
        bytesPerSecond: accepted.bytesPerSecond * share,
        recordsPerSecond: accepted.recordsPerSecond * share,
      },
    }),
    keys: sample.keys
      .filter(({hashKey}) => contains(range, hashKey))
      .map(key => ({...key, share: key.share / share})),
    keyErrorShare: sample.keyErrorShare / share,
    load: inside.map(({hashKey, weight}) => ({hashKey, weight: weight / share})),
    median: median && medianOf(inside, share),
  };
}

/** Half of the load lies below the first key at which half is reached; a part tells it less surely. */
function medianOf(inside: ShardSample['load'], share: number): ShardSample['median'] {
  let below = 0;
  for (const {hashKey, weight} of inside) {
    below += weight;
    if (below >= share / 2) return {hashKey, low: hashKey, high: hashKey};
  }
  return undefined;
}

/**
 * The facts with what was sampled before a change: a shard that was split is gone, but where its records hashed
 * still says where those of its children do.
 */
export function withOlderSamples(facts: ReshardFacts, older: ReadonlyMap<string, ShardSample>): ReshardFacts {
  const samples = new Map([...older, ...facts.samples]);
  const open = facts.open.map(shard => {
    const sample = shard.sample ?? sampleOfRange(shard.id, shard.range, samples);
    return {...shard, sample, load: shard.load ?? (sample && sampledLoad(sample))};
  });
  return {...facts, open, samples};
}
