import {shardReadBytesPerSecond} from '../limits.ts';
import type {StreamReader} from './reader.ts';
import type {ShardLags} from './shard-lags.ts';

/** Why a reader is behind. Shards are named where their own ages are known. */
export type Cause =
  | {readonly kind: 'disabled'}
  | {readonly kind: 'gone'}
  /** Nobody reads these shards, while others are read. */
  | {readonly kind: 'unread-shard'; readonly shards: readonly string[]}
  | {readonly kind: 'failing-batch'; readonly shards: readonly string[]}
  | {readonly kind: 'failing-function'; readonly failing: number}
  | {readonly kind: 'stuck-shard'; readonly shards: readonly string[]}
  | {readonly kind: 'reads-refused'; readonly perMinute: number}
  | {readonly kind: 'read-limit'}
  | {readonly kind: 'slow'};

/** What is known of the reading of a stream besides the reader itself. */
export type Circumstances = {
  readonly shardLags: ShardLags;
  readonly openShards: number;
  readonly inBytesPerSecond: number | undefined;
  readonly outBytesPerSecond: number | undefined;
  /** Refused reads in the last minute, when they were refused in most of the last five. */
  readonly refusedPerMinute: number | undefined;
};

/** An age that grows by this, in ms a second, is that of somebody who does not get on at all. */
const standingStill = 950;
const nearReadLimit = 0.8;

export function causeOf({lag, mapping, calls, consumer}: StreamReader, about: Circumstances): Cause {
  if (mapping?.state === 'Disabled' || mapping?.state === 'Disabling') return {kind: 'disabled'};
  const errors = calls?.errors ?? 0;
  const {shardLags, openShards} = about;
  const standsStill = (lag?.slopeMsPerSecond ?? 0) >= standingStill;
  // A shard's own age is that of all who share it; a fan-out reader has none.
  const sharesShards = consumer.kind !== 'enhanced';
  const late = sharesShards ? shardLags.behind : [];
  const unread = late.filter(shard => shard.lag.goneMs !== undefined).map(({id}) => id);
  const stuck = late
    .filter(shard => shard.lag.goneMs === undefined && (shard.lag.slopeMsPerSecond ?? 0) >= standingStill)
    .map(({id}) => id);
  const others = shardLags.fresh + late.length - stuck.length - unread.length;
  if (unread.length > 0 && others >= unread.length) return {kind: 'unread-shard', shards: unread};
  if (lag?.goneMs !== undefined) return {kind: 'gone'};
  if (stuck.length > 0 && others >= stuck.length) {
    return {kind: errors > 0 ? 'failing-batch' : 'stuck-shard', shards: stuck};
  }
  if (calls && errors > 0 && standsStill) {
    const isOnlySome = errors < calls.invocations || openShards === 1;
    return isOnlySome
      ? {kind: 'failing-batch', shards: stuck.length === 0 ? [] : stuck}
      : {kind: 'failing-function', failing: 1};
  }
  if (calls && errors >= calls.invocations / 2) {
    return {kind: 'failing-function', failing: errors / calls.invocations};
  }
  if (sharesShards && standsStill && openShards > 1 && isStillRead(about)) {
    return {kind: 'stuck-shard', shards: []};
  }
  return sharesShards ? throughput(about) : {kind: 'slow'};
}

/** Most of what comes in goes out: others get on while the oldest record waits. */
const isStillRead = ({inBytesPerSecond, outBytesPerSecond}: Circumstances): boolean =>
  inBytesPerSecond !== undefined &&
  outBytesPerSecond !== undefined &&
  inBytesPerSecond > 0 &&
  outBytesPerSecond >= 0.4 * inBytesPerSecond;

function throughput({refusedPerMinute, outBytesPerSecond, openShards}: Circumstances): Cause {
  if (refusedPerMinute !== undefined) return {kind: 'reads-refused', perMinute: refusedPerMinute};
  const limit = openShards * shardReadBytesPerSecond;
  const isNear = outBytesPerSecond !== undefined && limit > 0 && outBytesPerSecond >= nearReadLimit * limit;
  return isNear ? {kind: 'read-limit'} : {kind: 'slow'};
}
