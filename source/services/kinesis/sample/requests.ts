import type {GetRecordsCommandOutput} from '@aws-sdk/client-kinesis';
import type {Request} from '../../../actions/action.ts';
import type {ReadRecord} from './tally.ts';

type Shard = {readonly streamArn: string; readonly id: string};

/** Carries AWS's id of the request along, for the journal. */
type Answered = Pick<GetRecordsCommandOutput, '$metadata'>;
type Found = Answered & {readonly iterator: string | undefined};

/** Where the newest records of a shard begin: behind the last one. */
export const latestIterator = ({streamArn, id}: Shard): Request<Found> => ({
  operation: 'kinesis:GetShardIterator',
  parameters: {StreamARN: streamArn, ShardId: id, ShardIteratorType: 'LATEST'},
  send: async ({clients, signal}) => {
    const {GetShardIteratorCommand} = await import('@aws-sdk/client-kinesis');
    const client = await clients.kinesis();
    const answer = await client.send(
      new GetShardIteratorCommand({StreamARN: streamArn, ShardId: id, ShardIteratorType: 'LATEST'}),
      {abortSignal: signal},
    );
    return {iterator: answer.ShardIterator, $metadata: answer.$metadata};
  },
});

export type Newest = Answered & {
  readonly records: readonly ReadRecord[];
  readonly behindMs: number;
  /** Undefined at the end of a shard that was closed. */
  readonly next: string | undefined;
};

export const newestRecords = ({streamArn, id}: Shard, iterator: string, limit: number): Request<Newest> => ({
  operation: 'kinesis:GetRecords',
  parameters: {StreamARN: streamArn, ShardId: id, Limit: limit},
  send: async ({clients, signal}) => {
    const {GetRecordsCommand} = await import('@aws-sdk/client-kinesis');
    const client = await clients.kinesis();
    const answer = await client.send(
      new GetRecordsCommand({StreamARN: streamArn, ShardIterator: iterator, Limit: limit}),
      {abortSignal: signal},
    );
    return {
      records: (answer.Records ?? []).map(
        ({PartitionKey: key, Data: data, ApproximateArrivalTimestamp: at}) => ({
          // On streams that spread records by themselves there may be no key.
          partitionKey: key ?? '',
          data: data ?? new Uint8Array(),
          arrivedAt: at?.getTime(),
        }),
      ),
      behindMs: answer.MillisBehindLatest ?? 0,
      next: answer.NextShardIterator,
      $metadata: answer.$metadata,
    };
  },
});
