import type {Blocked} from '../../../../actions/plan.ts';
import {formatCount, formatShare} from '../../../../text/number.ts';
import {canSplitAt, contains, type HashRange, hashOf, sizeOf} from '../../hash-range.ts';
import type {OpenShard} from '../facts/facts.ts';
import {shortHashKey, shortShard} from '../wording.ts';
import {type Cut, cutAt, isolatingCuts, midpointCut, piecesOf, sharesOf} from './split-points.ts';

export type SplitOptions = {
  readonly at: bigint | undefined;
  /** A partition key. It is hashed here, and said nowhere. */
  readonly isolate: string | undefined;
};

export type SplitChoice = {
  /** In the order in which they are sent: each cuts what the one before it left above. */
  readonly cuts: readonly bigint[];
  /** Where the first cut is, and why there. */
  readonly why: string;
  readonly pieces: readonly HashRange[];
  /** What each piece gets of the load; undefined without a sample. */
  readonly shares: readonly number[] | undefined;
  /** The even split, to compare with; undefined where it is the choice. */
  readonly midpoint: Cut | undefined;
  readonly warnings: readonly string[];
};

export type Chosen = SplitChoice | {readonly blocked: Blocked};

/** A key with more than this stays too hot for one of two children. */
const dominantShare = 0.5;

export function chooseSplit(shard: OpenShard, options: SplitOptions): Chosen {
  if (options.isolate !== undefined) return isolated(shard, options.isolate);
  if (options.at !== undefined) return atKey(shard, options.at);
  const {range, sample} = shard;
  const middle = midpointCut(range, sample);
  if (!middle) return tooNarrow(shard);
  const top = sample?.keys[0];
  if (sample && top && top.share > dominantShare) return dominated(shard, top.share);
  const median = sample?.median?.hashKey;
  if (sample && median !== undefined && canSplitAt(range, median)) {
    const why = `the load median of ${formatCount(sample.records)} sampled records`;
    return {...choice(shard, [median], why), midpoint: middle};
  }
  const why = sample
    ? 'the midpoint of the range: the sample does not tell a median surely'
    : 'the midpoint of the range: nothing was sampled';
  const warnings = sample
    ? []
    : [
        'Without a sample nobody knows where in the range the load is: kinesis.sample tells it in 20 seconds.',
      ];
  return {...choice(shard, [middle.at], why), warnings};
}

function choice(
  {range, sample}: OpenShard,
  cuts: readonly bigint[],
  why: string,
): Omit<SplitChoice, 'midpoint' | 'warnings'> & {
  readonly midpoint: undefined;
  readonly warnings: readonly string[];
} {
  const pieces = piecesOf(range, cuts);
  return {cuts, why, pieces, shares: sample && sharesOf(sample, pieces), midpoint: undefined, warnings: []};
}

function atKey(shard: OpenShard, at: bigint): Chosen {
  const {start, end} = shard.range;
  if (!canSplitAt(shard.range, at)) {
    return {
      blocked: {
        because: `${shortHashKey(at)} is not well inside ${shortShard(shard.id)}, which holds ${start} to ${end}.`,
        unblock: `Take a hash key from ${start + 2n} to ${end - 1n}.`,
      },
    };
  }
  const chosen = choice(shard, [at], 'the hash key that was asked for');
  const midpoint = midpointCut(shard.range, shard.sample);
  const lower = cutAt(at, shard.sample).lowerShare;
  const heavier = lower === undefined ? undefined : Math.max(lower, 1 - lower);
  const warnings =
    heavier !== undefined && heavier > 0.8
      ? [`The sample says that one child keeps ${formatShare(heavier)} of the load.`]
      : [];
  return {...chosen, midpoint, warnings};
}

function isolated(shard: OpenShard, partitionKey: string): Chosen {
  const known = shard.sample?.keys.find(({key}) => key === partitionKey);
  const hashKey = known?.hashKey ?? hashOf(partitionKey);
  if (!contains(shard.range, hashKey)) {
    return {
      blocked: {
        because: `That partition key hashes to ${shortHashKey(hashKey)}, which is not in ${shortShard(shard.id)}.`,
        unblock: 'Choose the shard that holds it, or another key.',
      },
    };
  }
  const cuts = isolatingCuts(shard.range, hashKey);
  if (cuts.length === 0) return tooNarrow(shard);
  const why = `the hash key ${shortHashKey(hashKey)}, to leave it alone in a shard`;
  const warnings = isolationWarnings(shard, known?.share);
  return {...choice(shard, cuts, why), warnings};
}

function isolationWarnings({load}: OpenShard, share: number | undefined): readonly string[] {
  if (share === undefined) {
    return ['Nothing sampled tells how heavy this key is: kinesis.sample tells it in 20 seconds.'];
  }
  if (!load) return [];
  const own = share * load.askedAtMost;
  const alone = `The key itself takes ${formatShare(own)} of a shard`;
  return own >= 0.9
    ? [`${alone}: a single key cannot have more than one shard, so alone it is refused too.`]
    : [`${alone}.`];
}

function dominated(shard: OpenShard, share: number): Chosen {
  return {
    blocked: {
      because: `One partition key has ${formatShare(share)} of the load of ${shortShard(shard.id)}: no split in two takes it from one of the children.`,
      unblock: 'Isolate it instead (--isolate KEY), or spread its records over more keys.',
    },
  };
}

const tooNarrow = (shard: OpenShard): Chosen => ({
  blocked: {
    because: `${shortShard(shard.id)} is too narrow to be split: it holds ${sizeOf(shard.range)} hash keys.`,
    unblock: 'Nothing splits it further; spread the records over more partition keys.',
  },
});
