import {splitAdvice} from '../sample/advice.ts';
import {shardIdInWords} from '../wording.ts';
import type {HotShard, Suggestion, WriteEvidence, WriteVerdict} from './evidence.ts';
import {topKeyDemand} from './hot-key.ts';
import {isOnDemand, percent, refusedTitle, suggestSample, suggestSplit} from './words.ts';

/** The heaviest of several keys in one shard is less than a shard's worth: parting them helps. */
export function hotRange(hottest: HotShard, evidence: WriteEvidence): WriteVerdict {
  const {shard} = hottest;
  const number = shardIdInWords(shard.id);
  const {advice, suggest, splitHelps = false} = remedy(hottest, evidence);
  return {
    kind: 'hot-range',
    says: `One range of keys is hot${splitHelps ? ' and a split helps' : ''}: shard ${number} takes ${percent(hottest.accepted)} of its limit${asked(hottest)}, and its heaviest key asks for ${percent(topKeyDemand(hottest)?.likely)}; ${advice}.`,
    title: splitHelps
      ? `shard ${number} full, a split helps`
      : refusedTitle(`shard ${number} full`, evidence),
    ...(suggest && {suggest}),
  };
}

/** A shard that is about full, and nobody knows why. */
export function hotUnsampled({shard, ...rest}: HotShard, evidence: WriteEvidence): WriteVerdict {
  const number = shardIdInWords(shard.id);
  return {
    kind: 'hot-unsampled',
    says: `Shard ${number} is hot: it takes ${percent(rest.accepted)} of its limit${asked(rest)}, and the mean is ${percent(evidence.stream.utilization)}; one key or many, only a sample of its records tells.`,
    title: refusedTitle(`shard ${number} full`, evidence),
    suggest: suggestSample(evidence, shard.id),
  };
}

function remedy(
  {sample, shard, askedLikely}: HotShard,
  evidence: WriteEvidence,
): {readonly advice: string; readonly suggest?: Suggestion; readonly splitHelps?: boolean} {
  if (isOnDemand(evidence)) {
    return {
      advice:
        'an on-demand stream splits a hot shard by itself in about 15 minutes; warm throughput or AUTO distribution help too',
    };
  }
  const advised = sample && splitAdvice(sample);
  if (!advised) return {advice: 'sample it to see where to split'};
  const split = suggestSplit(evidence, shard.id, advised.at);
  const children = `${percent(advised.lowerShare * askedLikely)} and ${percent(advised.upperShare * askedLikely)}`;
  if (advised.reliable) {
    return {advice: `split at the load median: ${children}`, suggest: split, splitHelps: true};
  }
  if (advised.isolate?.helps) {
    return {
      advice: `the heaviest key takes half of it or more, so put that key alone in a shard (${percent(advised.isolate.alone * askedLikely)})`,
      suggest: suggestSample(evidence, shard.id),
    };
  }
  return {
    advice:
      'the sample does not tell where half of the load lies, so a split can only be tried at the midpoint',
    suggest: split,
  };
}

const asked = ({accepted, askedAtMost}: Pick<HotShard, 'accepted' | 'askedAtMost'>): string =>
  askedAtMost > accepted + 0.005 ? ` and is asked for ${percent(askedAtMost)} at most` : '';
