import type {Caller, Json, Operation} from '../../operation.ts';
import {beforeAll, behindAll, sequenceNumber} from '../sequence.ts';
import type {Shard} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {findStream} from './find.ts';
import {invalid, names, text, wholeNumber} from './members.ts';
import {seal, unseal} from './token.ts';

/** ListStreams gives at most 100 names however many are asked for. */
const pageOfStreams = 100;

export function describeOperations(world: World): Record<string, Operation> {
  return {
    ListStreams: (input, caller) => listStreams(world, input, caller),
    DescribeStreamSummary: (input, caller) => ({
      StreamDescriptionSummary: summaryOf(world, findStream(world, input, caller)),
    }),
    DescribeStream: (input, caller) => describeStream(world, input, caller),
    DescribeLimits: (_input, {region}) => ({
      ShardLimit: world.options.scenario.shardLimit,
      OpenShardCount: world.provisionedShards(region),
      OnDemandStreamCount: world.streamsOf(region).filter(stream => stream.mode === 'ON_DEMAND').length,
      OnDemandStreamCountLimit: 50,
    }),
    ListTagsForStream: (input, caller) => {
      findStream(world, input, caller);
      return {Tags: [], HasMoreTags: false};
    },
  };
}

function listStreams(world: World, input: Json, caller: Caller): Json {
  const limit = Math.min(wholeNumber(input, 'Limit', 1, 10_000) ?? pageOfStreams, pageOfStreams);
  const token = text(input, 'NextToken', {max: 1_048_576});
  const after = token === undefined ? text(input, 'ExclusiveStartStreamName', names) : placeOf(token);
  const streams = world.streamsOf(caller.region).filter(({name}) => after === undefined || name > after);
  const page = streams.slice(0, limit);
  const hasMore = streams.length > page.length;
  return {
    HasMoreStreams: hasMore,
    StreamNames: page.map(({name}) => name),
    StreamSummaries: page.map(stream => ({
      StreamName: stream.name,
      StreamARN: stream.arn,
      StreamStatus: stream.statusAt(world.now()),
      StreamModeDetails: {StreamMode: stream.mode},
      StreamCreationTimestamp: Math.floor(stream.createdAt / 1000),
    })),
    ...(hasMore && {NextToken: seal({streamsAfter: page.at(-1)?.name})}),
  };
}

function placeOf(token: string): string {
  const after = unseal(token)?.streamsAfter;
  if (typeof after !== 'string') throw invalid('The provided NextToken is invalid.');
  return after;
}

/** What both descriptions of a stream tell. */
function headOf(world: World, stream: Stream): Json {
  const metrics = [...stream.monitoredAt(world.now())];
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: stream.statusAt(world.now()),
    StreamModeDetails: {StreamMode: stream.mode},
    RetentionPeriodHours: stream.retention.hours(),
    StreamCreationTimestamp: Math.floor(stream.createdAt / 1000),
    EnhancedMonitoring: [{ShardLevelMetrics: metrics}],
    EncryptionType: stream.encrypted ? 'KMS' : 'NONE',
    ...(stream.encrypted && {KeyId: 'alias/aws/kinesis'}),
  };
}

const summaryOf = (world: World, stream: Stream): Json => ({
  ...headOf(world, stream),
  OpenShardCount: stream.openShardCount(world.now()),
  ConsumerCount: stream.registered.length,
  MaxRecordSizeInKiB: 1024,
});

function describeStream(world: World, input: Json, caller: Caller): Json {
  const stream = findStream(world, input, caller);
  const limit = Math.min(wholeNumber(input, 'Limit', 1, 10_000) ?? 100, 1000);
  const after = text(input, 'ExclusiveStartShardId', names);
  const shards = stream.listedAt(world.now()).filter(({id}) => after === undefined || id > after);
  return {
    StreamDescription: {
      ...headOf(world, stream),
      HasMoreShards: shards.length > limit,
      Shards: shards.slice(0, limit).map(shard => shardShape(world, shard)),
    },
  };
}

/** A shard as ListShards shows it. */
export function shardShape(world: World, shard: Shard): Json {
  const isClosed = shard.closedAt !== undefined && shard.closedAt <= world.now();
  return {
    ShardId: shard.id,
    ...(shard.parent && {ParentShardId: shard.parent.id}),
    ...(shard.adjacentParent && {AdjacentParentShardId: shard.adjacentParent.id}),
    HashKeyRange: {StartingHashKey: String(shard.range.start), EndingHashKey: String(shard.range.end)},
    SequenceNumberRange: {
      StartingSequenceNumber: sequenceNumber({at: shard.openedAt, index: beforeAll}, shard.number),
      ...(isClosed && {
        EndingSequenceNumber: sequenceNumber({at: shard.closedAt ?? 0, index: behindAll}, shard.number),
      }),
    },
  };
}
