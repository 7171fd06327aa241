import {splitAdvice} from '../sample/advice.ts';
import {shardIdInWords} from '../wording.ts';
import type {HotShard, WriteEvidence, WriteVerdict} from './evidence.ts';
import {isOnDemand, percent, refusedTitle, suggestSample} from './words.ts';

/** From this share of a shard on, a key fills a shard by itself. */
const fillsAShard = 0.9;

export type KeyDemand = {readonly atLeast: number; readonly likely: number; readonly atMost: number};

/** What the heaviest key of a sampled shard asks for, as a share of what a shard takes. */
export function topKeyDemand({sample, accepted, askedLikely, askedAtMost}: HotShard): KeyDemand | undefined {
  const top = sample?.keys[0];
  if (!top) return undefined;
  const {share} = top;
  return {atLeast: share * accepted, likely: share * askedLikely, atMost: share * askedAtMost};
}

/** One key that fills a shard by itself, in the first of the hot shards where there is one. */
export function hotKey(hot: readonly HotShard[], evidence: WriteEvidence): WriteVerdict | undefined {
  for (const each of hot) {
    const demand = topKeyDemand(each);
    if (demand && each.sample && demand.likely >= fillsAShard) return says(each, demand, evidence);
  }
  return undefined;
}

function says({shard, sample}: HotShard, demand: KeyDemand, evidence: WriteEvidence): WriteVerdict {
  const top = sample?.keys[0];
  const isolate = sample && splitAdvice(sample).isolate;
  const range =
    demand.atMost - demand.atLeast < 0.02
      ? percent(demand.likely)
      : `${percent(demand.atLeast)} to ${percent(demand.atMost)}`;
  const remedy = isOnDemand(evidence)
    ? 'let Kinesis distribute the records (AUTO), or spread the key over several'
    : isolate?.helps
      ? 'spread it over several keys; alone in a shard it would at least leave room to the others'
      : 'spread it over several keys';
  return {
    kind: 'hot-key',
    says: `One key is hot and no split helps: it asks for ${range} of what a shard takes in ${sample?.dimension}, ${percent(top?.share)} of shard ${shardIdInWords(shard.id)}: ${remedy}.`,
    title: refusedTitle('one key fills a shard', evidence),
    suggest: suggestSample(evidence, shard.id),
  };
}
