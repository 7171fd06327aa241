import type {Shard, Stream} from '../model.ts';
import type {ShardSample} from '../sample/sample.ts';
import {askedOf} from './asked.ts';

/** What the verdict on the write side stands on. Numbers that nobody knows are undefined or null. */
export type WriteEvidence = {
  readonly stream: Pick<
    Stream,
    'name' | 'region' | 'mode' | 'status' | 'openShards' | 'utilization' | 'shards' | 'missing'
  >;
  /** The most records that were refused in one of the last five minutes. */
  readonly refusedPerMinute: number | undefined;
  /** The highest minute of at least a day, over what the open shards take and give; undefined for less. */
  readonly writePeak: number | undefined;
  readonly readPeak: number | undefined;
  readonly samples: ReadonlyMap<string, ShardSample>;
};

/** What somebody could do about it from here, or with the AWS CLI. */
export type Suggestion = {
  readonly action: string;
  readonly args: Record<string, string>;
  readonly cli: string;
};

export type WriteVerdict = {
  readonly kind: Stream['verdict'];
  /** One sentence, with the numbers that it stands on. */
  readonly says: string;
  /** The same about a stream that refuses writes, in at most 40 characters; undefined when there is no more to say. */
  readonly title?: string;
  readonly suggest?: Suggestion;
};

/** A shard that is about full, and what a sample says of it. Loads are shares of what a shard takes. */
export type HotShard = {
  readonly shard: Shard;
  readonly accepted: number;
  /** With the refused writes, which count every time that a producer tries again. */
  readonly askedAtMost: number;
  /** In between: see askedOf. */
  readonly askedLikely: number;
  readonly sample: ShardSample | undefined;
};

export const openShardsOf = ({stream}: WriteEvidence): readonly Shard[] =>
  stream.shards.filter(shard => shard.open);

export type ShardLoad = {readonly shard: Shard; readonly accepted: number};

/** From here on, what was sampled was more than the stream takes on the mean. */
const caughtABurst = 1.5;

/**
 * What each open shard takes on the mean of a minute, where it is known. A sample is shorter than that: when it
 * fell into a burst, it tells how the load is spread, and the stream's own minute tells how much it is.
 */
export function shardLoads(evidence: WriteEvidence): readonly ShardLoad[] {
  const loads = openShardsOf(evidence).flatMap(shard =>
    shard.utilization === null ? [] : [{shard, accepted: shard.utilization}],
  );
  const mean = loads.reduce((sum, {accepted}) => sum + accepted, 0) / loads.length;
  const {utilization} = evidence.stream;
  if (utilization === null || mean < utilization * caughtABurst) return loads;
  return loads.map(({shard, accepted}) => ({
    shard,
    accepted: shard.measuredBy === 'sample' ? (accepted * utilization) / mean : accepted,
  }));
}

/** The shards that are about full, most asked for first. */
export function hotShards(evidence: WriteEvidence, hotUtilization: number): readonly HotShard[] {
  const loads = shardLoads(evidence);
  const hot = loads.filter(({accepted}) => accepted >= hotUtilization);
  const roomy = loads.filter(({accepted}) => accepted < hotUtilization);
  return hot
    .map(({shard, accepted}) => {
      const sample = evidence.samples.get(shard.id);
      const askedAtMost = Math.max(
        accepted,
        shard.askedUtilizationAtMost ?? accepted * (1 + refusedShare(evidence, sample, hot.length)),
      );
      const askedLikely = askedOf({shard, accepted}, askedAtMost, sample, roomy);
      return {shard, accepted, askedAtMost, askedLikely, sample};
    })
    .sort((a, b) => b.askedAtMost - a.askedAtMost || (a.shard.id < b.shard.id ? -1 : 1));
}

/** Where shards are not metered, the full ones have refused what the stream refused: so much of what they took. */
function refusedShare(
  {refusedPerMinute}: WriteEvidence,
  sample: ShardSample | undefined,
  hot: number,
): number {
  if (refusedPerMinute === undefined || !sample?.accepted) return 0;
  const {recordsPerSecond} = sample.accepted;
  return recordsPerSecond === 0 ? 0 : refusedPerMinute / 60 / hot / recordsPerSecond;
}
