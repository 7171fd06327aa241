import {areAdjacent, canSplitAt} from '../../../services/kinesis/hash-range.ts';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {findOpenShard, findStream, mustBeActive} from './find.ts';
import {hashKeys, invalid, names, requiredNumber, requiredText} from './members.ts';

const dayMs = 86_400_000;
/** UpdateShardCount may be called so often in any 24 hours. */
const scalingsPerDay = 10;
const mostShards = 10_000;

/** While a reshard of many steps is under way, each of its rounds takes so long. */
const roundMs = 2000;

export function reshardOperations(world: World): Record<string, Operation> {
  return {
    SplitShard: (input, caller) => split(world, input, caller),
    MergeShards: (input, caller) => merge(world, input, caller),
    UpdateShardCount: (input, caller) => scale(world, input, caller),
  };
}

function split(world: World, input: Json, caller: Caller): Json {
  const id = requiredText(input, 'ShardToSplit', names);
  const key = BigInt(requiredText(input, 'NewStartingHashKey', hashKeys));
  const stream = reshardable(world, input, caller);
  const shard = findOpenShard(world, stream, id, caller);
  if (!canSplitAt(shard.range, key))
    throw invalid(
      `NewStartingHashKey ${key} used in SplitShard() on shard ${id} in stream ${stream.name} under account ${caller.accountId} is not both greater than one plus the shard's StartingHashKey ${shard.range.start} and less than the shard's EndingHashKey ${shard.range.end}.`,
    );
  mustFit(world, 1, caller);
  const doneAt = world.now() + stream.nextChangeMs();
  stream.layout.split(shard, key, doneAt);
  stream.busyUntil(doneAt);
  return {};
}

function merge(world: World, input: Json, caller: Caller): Json {
  const id = requiredText(input, 'ShardToMerge', names);
  const adjacentId = requiredText(input, 'AdjacentShardToMerge', names);
  const stream = reshardable(world, input, caller);
  const shard = findOpenShard(world, stream, id, caller);
  const adjacent = findOpenShard(world, stream, adjacentId, caller);
  if (!areAdjacent(shard.range, adjacent.range))
    throw invalid(
      `Shards ${id} and ${adjacentId} in stream ${stream.name} under account ${caller.accountId} are not an adjacent pair of shards eligible for merging`,
    );
  const doneAt = world.now() + stream.nextChangeMs();
  stream.layout.merge(shard, adjacent, doneAt);
  stream.busyUntil(doneAt);
  return {};
}

function scale(world: World, input: Json, caller: Caller): Json {
  const target = requiredNumber(input, 'TargetShardCount', 1, 100_000);
  requiredText(input, 'ScalingType', {oneOf: ['UNIFORM_SCALING']});
  const stream = reshardable(world, input, caller);
  const current = stream.openShardCount(world.now());
  const counts = `Current open shard count: ${current} Target shard count: ${target}`;
  if (target > current * 2)
    throw limited(`UpdateShardCount cannot scale up over double your current open shard count. ${counts}`);
  if (target < current / 2)
    throw limited(`UpdateShardCount cannot scale down below half your current open shard count. ${counts}`);
  if (target > mostShards)
    throw limited(`UpdateShardCount cannot scale a stream above ${mostShards} shards. ${counts}`);
  mustFit(world, target - current, caller);
  const recent = stream.scalings.filter(at => at > world.now() - dayMs);
  if (recent.length >= scalingsPerDay)
    throw limited(
      `UpdateShardCount can be called at most ${scalingsPerDay} times in 24 hours on stream ${stream.name} under account ${caller.accountId}.`,
    );
  stream.scalings.push(world.now());
  const doneAt = stream.layout.scale(target, world.now() + stream.nextChangeMs(), roundMs);
  stream.busyUntil(doneAt);
  return {
    StreamName: stream.name,
    CurrentShardCount: current,
    TargetShardCount: target,
    StreamARN: stream.arn,
  };
}

function reshardable(world: World, input: Json, caller: Caller): Stream {
  const stream = findStream(world, input, caller);
  if (stream.mode === 'ON_DEMAND')
    throw new AwsError(
      'ValidationException',
      `Stream ${stream.name} under account ${caller.accountId} is in ON_DEMAND capacity mode; its shards cannot be split, merged or counted by hand.`,
    );
  mustBeActive(world, stream, caller);
  return stream;
}

/** Refuses shards beyond the account's quota. */
export function mustFit(world: World, more: number, {accountId, region}: Caller): void {
  const count = world.provisionedShards(region);
  const limit = world.options.scenario.shardLimit;
  if (count + more <= limit) return;
  throw limited(
    `This request would exceed the shard limit for the account ${accountId} in ${region}. Current shard count for the account: ${count}. Limit: ${limit}. Number of additional shards that would have resulted from this request: ${more}.`,
  );
}

const limited = (message: string) => new AwsError('LimitExceededException', message);
