import type {ActionTarget, Blocked, Plan, Step} from '../../../actions/plan.ts';
import {formatByteRate} from '../../../text/bytes.ts';
import {formatDuration} from '../../../text/duration.ts';
import {formatCount} from '../../../text/number.ts';
import type {SampleFacts} from './facts.ts';
import {sampleBytesPerSecond} from './reading.ts';

/** How long a shard is read: alone, for its keys; with all others, for its heat. */
const secondsAlone = 20;
const secondsTogether = 10;
/** So many shards are read at the same time. */
export const shardsAtOnce = 32;
/** Beyond this, a whole stream would be read for longer than anybody waits. */
const mostShards = 1000;
/** Of the 2 MiB that a shard gives in a second, what readers may take at most for a sample to fit beside them. */
const mostOutBytesPerSecond = 1.5 * 1024 * 1024;

export const secondsFor = (target: ActionTarget): number =>
  target.part === undefined ? secondsTogether : secondsAlone;

export function planSample(facts: SampleFacts, target: ActionTarget): Plan {
  const {shards} = facts;
  const seconds = secondsFor(target);
  const what = target.part ?? `${formatCount(shards.length)} open shards of ${target.resource}`;
  const lasts = formatDuration(Math.ceil(shards.length / shardsAtOnce) * seconds * 1000);
  return {
    action: 'kinesis.sample',
    title:
      target.part === undefined ? `Sample ${target.resource}` : `Sample ${target.part} of ${target.resource}`,
    target,
    risk: 'intrusive-read',
    steps: steps(target, what, seconds),
    changes: [
      target.part === undefined
        ? `Shows how full each shard is, in about ${lasts}. Nothing is changed.`
        : `Shows the heaviest keys and where half of the load lies, in about ${lasts}. Nothing is changed.`,
    ],
    warnings: [
      `Reads up to ${formatByteRate(sampleBytesPerSecond)} and once a second of each shard, out of the 2 MiB and five calls a second that its readers share.`,
      'It reads the newest records, and counts in the read metrics of the stream: iterator age can show a second or two of it.',
      'Partition keys are shown on this screen; they are written nowhere.',
      ...(facts.encrypted ? ['The stream is encrypted: this needs kms:Decrypt on its key.'] : []),
    ],
    blocked: blocked(facts, target),
    undo: 'Nothing to undo: it only reads.',
    cost: facts.onDemand
      ? 'Less than a cent: an on-demand stream bills what is read of it.'
      : 'Nothing: AWS does not charge for GetRecords.',
    basis: JSON.stringify({
      status: facts.status,
      shards: shards.map(({id}) => id),
      blocked: blocked(facts, target).map(({because}) => because),
    }),
  };
}

function steps(target: ActionTarget, what: string, seconds: number): readonly Step[] {
  return [
    {
      operation: 'kinesis:GetShardIterator',
      says: `find the newest record of ${what}`,
      cli: `aws kinesis get-shard-iterator --stream-arn ${target.arn} --shard-id ${target.part ?? 'SHARD'} --shard-iterator-type LATEST`,
    },
    {
      operation: 'kinesis:GetRecords',
      says: `read what is new for ${seconds} s, once a second, ${formatByteRate(sampleBytesPerSecond)} a shard at most`,
      cli: 'aws kinesis get-records --shard-iterator ITERATOR',
    },
  ];
}

function blocked(facts: SampleFacts, {part, resource}: ActionTarget): readonly Blocked[] {
  const found: Blocked[] = [];
  if (facts.shards.length === 0) {
    found.push({
      because:
        part === undefined
          ? `${resource} has no open shard.`
          : `${part} is not an open shard of ${resource}.`,
      unblock: 'Refresh, and choose a shard that takes writes.',
    });
  }
  if (facts.shards.length > mostShards) {
    found.push({
      because: `${formatCount(facts.shards.length)} shards would take too long to read.`,
      unblock: 'Sample single shards, or switch shard-level metrics on.',
    });
  }
  if (facts.readsRefused !== undefined && facts.readsRefused > 0) {
    found.push({
      because: `Readers of ${resource} were refused ${formatCount(facts.readsRefused)} times in the last ten minutes: a sample would take from them.`,
      unblock: 'Wait until reads are not refused any more, or give a reader enhanced fan-out.',
    });
  }
  if (facts.outBytesPerSecond !== undefined && facts.outBytesPerSecond > mostOutBytesPerSecond) {
    found.push({
      because: `Readers take ${formatByteRate(facts.outBytesPerSecond)} of a shard, which gives 2.1 MB/s: too little is left.`,
      unblock: 'Wait until they have caught up.',
    });
  }
  return found;
}
