import {AwsError, type Caller, type Json} from '../../operation.ts';
import {isOpenAt, type Shard, shardNumber} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {invalid, names, refused, text} from './members.ts';

const streamArn = /^arn:aws[^:]*:kinesis:([^:]*):(\d{12}):stream\/([^/\s]+)/;

/** The stream that a request means, by ARN or by name. */
export function findStream(world: World, input: Json, caller: Caller): Stream {
  const arn = text(input, 'StreamARN', {max: 2048});
  const name = text(input, 'StreamName', names);
  if (arn === undefined && name === undefined) throw invalid('Either StreamARN or StreamName must be given.');
  if (arn === undefined) return streamNamed(world, name ?? '', caller);
  const [, region, account, named = ''] = streamArn.exec(arn) ?? [];
  if (region === undefined)
    throw refused(
      arn,
      'StreamARN',
      'Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+',
    );
  if (name !== undefined && name !== named) throw invalid('StreamARN and StreamName name different streams.');
  if (account !== caller.accountId || region !== caller.region)
    throw noStream(named, account ?? caller.accountId);
  return streamNamed(world, named, caller);
}

export function streamNamed(world: World, name: string, caller: Caller): Stream {
  const stream = world.stream(caller.region, name);
  if (!stream) throw noStream(name, caller.accountId);
  return stream;
}

const noStream = (name: string, account: string) =>
  new AwsError('ResourceNotFoundException', `Stream ${name} under account ${account} not found.`);

/** Refuses what may only be done to a stream that is ACTIVE. */
export function mustBeActive(world: World, stream: Stream, caller: Caller): void {
  const status = stream.statusAt(world.now());
  if (status !== 'ACTIVE')
    throw new AwsError(
      'ResourceInUseException',
      `Stream ${stream.name} under account ${caller.accountId} not ACTIVE, instead in state ${status}`,
    );
}

/** A shard that is listed; closed ones that have not expired are among them. */
export function findShard(world: World, stream: Stream, id: string, caller: Caller): Shard {
  const number = shardNumber(id);
  const at = world.now();
  const shard = number === undefined ? undefined : stream.layout.shards[number];
  const expired = shard?.closedAt !== undefined && shard.closedAt <= stream.retention.horizonAt(at);
  if (!shard || shard.openedAt > at || expired)
    throw new AwsError(
      'ResourceNotFoundException',
      `Could not find shard ${id} in stream ${stream.name} under account ${caller.accountId}.`,
    );
  return shard;
}

/** A shard that may be split or merged. */
export function findOpenShard(world: World, stream: Stream, id: string, caller: Caller): Shard {
  const shard = findShard(world, stream, id, caller);
  if (!isOpenAt(shard, world.now()))
    throw invalid(
      `Shard ${id} in stream ${stream.name} under account ${caller.accountId} has already been merged or split, and thus is not eligible for merging or splitting.`,
    );
  return shard;
}
