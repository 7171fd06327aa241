import type {KinesisThresholds} from '../thresholds.ts';
import {shardIdInWords} from '../wording.ts';
import {
  type HotShard,
  hotShards,
  openShardsOf,
  shardLoads,
  type WriteEvidence,
  type WriteVerdict,
} from './evidence.ts';
import {hotKey} from './hot-key.ts';
import {hotRange, hotUnsampled} from './hot-range.ts';
import {isOnDemand, percent, perMinute, refusedTitle, suggestSample, suggestScale} from './words.ts';

/** Where the highest minute of a day leaves room for half as many shards, none of them warm. */
const tooManyBelow = 0.25;
/** What a stream is scaled to, so that it stays below warm at its present load. */
const targetUtilization = 0.6;

/**
 * What is the matter with the writes of a stream. Only a sample can show a key: without one, nothing is called
 * a hot key.
 */
export function writeVerdict(evidence: WriteEvidence, thresholds: KinesisThresholds): WriteVerdict {
  const {stream} = evidence;
  if (stream.utilization === null) return nothingKnown(evidence);
  const hot = hotShards(evidence, thresholds.hotUtilization);
  const key = hotKey(hot, evidence);
  if (key) return key;
  if (stream.utilization >= thresholds.hotUtilization) return tooFew(evidence, hot);
  const [hottest] = hot;
  if (hottest) return hottest.sample ? hotRange(hottest, evidence) : hotUnsampled(hottest, evidence);
  if (isRefusing(evidence)) return isHeatKnown(evidence) ? burst(evidence) : uneven(evidence);
  return tooMany(evidence, thresholds) ?? quiet(evidence, thresholds);
}

const isRefusing = ({refusedPerMinute}: WriteEvidence): boolean =>
  refusedPerMinute !== undefined && refusedPerMinute > 0;

const isHeatKnown = (evidence: WriteEvidence): boolean =>
  openShardsOf(evidence).every(shard => shard.utilization !== null);

const hottestOf = (evidence: WriteEvidence): {readonly id: string; readonly load: number} | undefined => {
  const [most] = shardLoads(evidence).toSorted((a, b) => b.accepted - a.accepted);
  return most && {id: most.shard.id, load: most.accepted};
};

function nothingKnown({stream}: WriteEvidence): WriteVerdict {
  const why =
    stream.missing.utilization === 'no-data'
      ? 'nothing was written in the last minute'
      : 'what is written to it could not be read';
  return {kind: 'unknown', says: `There is nothing to judge: ${why}.`};
}

function tooFew(evidence: WriteEvidence, hot: readonly HotShard[]): WriteVerdict {
  const {stream} = evidence;
  const open = stream.openShards ?? hot.length;
  const mean = percent(stream.utilization);
  const refused = isRefusing(evidence) ? ` and refuses ${perMinute(evidence.refusedPerMinute)}` : '';
  const title = refusedTitle('too few shards', evidence);
  if (isOnDemand(evidence)) {
    return {
      kind: 'underprovisioned',
      says: `Too few shards: the stream takes ${mean} of what its ${open} can${refused}; it grows by itself to twice its highest load of 30 days, warm throughput makes it grow now.`,
      title,
    };
  }
  const load = hot.reduce((sum, shard) => sum + shard.askedLikely - shard.accepted, 0);
  const demand = (stream.utilization ?? 1) * open + load;
  const count = Math.min(2 * open, Math.max(open + 1, Math.ceil(demand / targetUtilization)));
  return {
    kind: 'underprovisioned',
    says: `Too few shards: the stream takes ${mean} of what its ${open} can${refused}; ${count} would bring it to ${percent(demand / count)}.`,
    title,
    suggest: suggestScale(evidence, count),
  };
}

function burst(evidence: WriteEvidence): WriteVerdict {
  const hottest = hottestOf(evidence);
  const lever = isOnDemand(evidence)
    ? 'warm throughput or AUTO distribution give room for them'
    : 'producers that spread their writes over the minute, or retry later, need no more shards';
  return {
    kind: 'burst',
    says: `Bursts shorter than a minute are refused, up to ${perMinute(evidence.refusedPerMinute)}, while the fullest shard${hottest ? `, ${shardIdInWords(hottest.id)},` : ''} takes ${percent(hottest?.load)} of its limit on the mean: ${lever}.`,
    title: refusedTitle('short bursts', evidence),
  };
}

/** Without shard metrics: too much for a shard somewhere, while there is room on the whole. */
function uneven(evidence: WriteEvidence): WriteVerdict {
  return {
    kind: 'hot-unsampled',
    says: `The load is uneven, over the shards or within the minute: up to ${perMinute(evidence.refusedPerMinute)} is refused while the stream takes ${percent(evidence.stream.utilization)} of what it can; shard-level metrics are off, and a sample tells which shard.`,
    title: refusedTitle('uneven load', evidence),
    suggest: suggestSample(evidence),
  };
}

function tooMany(evidence: WriteEvidence, {warmUtilization}: KinesisThresholds): WriteVerdict | undefined {
  const {stream, writePeak, readPeak} = evidence;
  const open = stream.openShards;
  if (isOnDemand(evidence) || open === null || open < 2) return undefined;
  if (writePeak === undefined || readPeak === undefined) return undefined;
  const peak = Math.max(writePeak, readPeak);
  const hottest = hottestOf(evidence);
  if (peak >= tooManyBelow || (hottest && hottest.load * 2 >= warmUtilization)) return undefined;
  const count = Math.max(Math.ceil(open / 2), Math.ceil((open * peak) / warmUtilization));
  return {
    kind: 'overprovisioned',
    says: `Too many shards: the highest minute of the last day used ${percent(writePeak)} of what ${open} take and ${percent(readPeak)} of what they give; ${count} would do.`,
  };
}

function quiet(evidence: WriteEvidence, {hotUtilization}: KinesisThresholds): WriteVerdict {
  const {stream} = evidence;
  const mean = percent(stream.utilization);
  const hottest = hottestOf(evidence);
  if (isHeatKnown(evidence) && hottest) {
    return {
      kind: 'balanced',
      says: `Nothing is refused, and no shard is hot: ${mean} on the mean, ${percent(hottest.load)} in the fullest shard.`,
    };
  }
  if ((stream.utilization ?? 1) * (stream.openShards ?? 1) < hotUtilization) {
    return {
      kind: 'balanced',
      says: `Nothing is refused, and one shard could take it all: ${mean} of what the stream takes.`,
    };
  }
  return {
    kind: 'unknown',
    says: `Nothing is refused at ${mean} on the mean; how even it is over the shards, only shard-level metrics or a sample tell.`,
  };
}
