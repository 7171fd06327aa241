import type {Blocked} from '../../../actions/plan.ts';
import {formatDuration} from '../../../text/duration.ts';
import type {StreamSummary} from '../facts.ts';
import {mostRetentionHours} from '../limits.ts';
import type {Loss, Stream} from '../model.ts';
import type {ReshardFacts} from './facts/facts.ts';

/** Nearer than this, the retention is raised before anything else. */
const lossNearSeconds = 12 * 3600;

/** What stands in the way of every reshard, whichever it is. */
export function reshardBlocked(facts: ReshardFacts, newShards: number): readonly Blocked[] {
  const {name, summary, loss, quota} = facts;
  const blocked = [...notReshardable(name, summary)];
  if (
    isLossNear(loss) &&
    loss.limitedBy !== 'maximum-record-age' &&
    (summary.retentionHours ?? mostRetentionHours) < mostRetentionHours
  ) {
    const left = loss.inSeconds === null ? 'now' : `in ${formatDuration(loss.inSeconds * 1000)}`;
    blocked.push({
      because: `Records are lost ${loss.state === 'losing' ? 'now' : left}, and while a stream is resharded its retention cannot be raised.`,
      unblock: `Raise the retention first (kinesis.retain ${name}).`,
    });
  }
  if (quota && newShards > 0 && quota.used + newShards > quota.limit) {
    blocked.push({
      because: `The account has ${quota.used} of ${quota.limit} shards in use here, and this needs ${newShards} more.`,
      unblock: 'Merge cold shards, or ask for a higher shard quota (Service Quotas).',
    });
  }
  return blocked;
}

/** Where the clock of loss could not be read, nothing above stands in the way, and that has to be said. */
export const readerWarnings = ({name, loss}: ReshardFacts): readonly string[] =>
  loss.state === 'unknown'
    ? [`How far the readers of ${name} are behind is not known, nor whether records are near loss.`]
    : [];

/** On-demand, or in the middle of another change. */
function notReshardable(name: string, {mode, status}: StreamSummary): readonly Blocked[] {
  const blocked: Blocked[] = [];
  if (mode === 'ON_DEMAND') blocked.push(onDemand(name));
  if (status !== 'ACTIVE') blocked.push(notActive(name, status));
  return blocked;
}

const onDemand = (name: string): Blocked => ({
  because: `${name} is an on-demand stream: AWS splits and merges its shards itself.`,
  unblock: 'Spread the records over more partition keys, or raise its warm throughput.',
});

export const notActive = (name: string, status: string | undefined): Blocked => ({
  because: `${name} is ${status ?? 'not ACTIVE'}: one change at a time.`,
  unblock: 'Wait until it is ACTIVE (usually under a minute), then plan again.',
});

const isLossNear = ({state, inSeconds}: Loss): boolean =>
  state === 'losing' || (state === 'at-risk' && inSeconds !== null && inSeconds < lossNearSeconds);

/** From the document: why a key that reshards cannot work now. */
export function canReshard(stream: Stream): true | string {
  if (stream.mode === 'ON_DEMAND') return 'on-demand: AWS reshards it by itself';
  return canChange(stream);
}

export function canChange({status}: Stream): true | string {
  return status === 'ACTIVE' ? true : `the stream is ${status}: wait until it is ACTIVE`;
}

/** The same for a key that acts on one shard. */
export function canReshardPart(stream: Stream, part: string | undefined): true | string {
  const can = canReshard(stream);
  if (can !== true) return can;
  if (part === undefined) return 'choose a shard first';
  const shard = stream.shards.find(({id}) => id === part);
  if (shard && !shard.open) return 'the shard is closed: it was split or merged';
  return true;
}
