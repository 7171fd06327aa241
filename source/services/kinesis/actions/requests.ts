import type {KinesisClient} from '@aws-sdk/client-kinesis';
import type {Request} from '../../../actions/action.ts';
import type {Session} from '../../../aws/session.ts';
import type {ShardLevelMetricName} from '../limits.ts';

/** How many shards the account may have in the region, and has. */
export type ShardQuota = {readonly limit: number; readonly used: number};

/** Carries AWS's id of the request along, for the journal. */
type Answered = {readonly $metadata: {readonly requestId?: string | undefined}};
type Sdk = typeof import('@aws-sdk/client-kinesis');
type Options = {readonly abortSignal: AbortSignal};

export async function describeQuota({clients, signal}: Session): Promise<ShardQuota | undefined> {
  const {DescribeLimitsCommand} = await import('@aws-sdk/client-kinesis');
  const client = await clients.kinesis();
  const answer = await client.send(new DescribeLimitsCommand({}), {abortSignal: signal});
  const {ShardLimit: limit, OpenShardCount: used} = answer;
  return limit === undefined || used === undefined ? undefined : {limit, used};
}

export function splitShard(arn: string, shard: string, at: bigint): Request<Answered> {
  const input = {StreamARN: arn, ShardToSplit: shard, NewStartingHashKey: String(at)};
  return request('SplitShard', input, (client, {SplitShardCommand}, options) =>
    client.send(new SplitShardCommand(input), options),
  );
}

export function mergeShards(arn: string, shard: string, neighbour: string): Request<Answered> {
  const input = {StreamARN: arn, ShardToMerge: shard, AdjacentShardToMerge: neighbour};
  return request('MergeShards', input, (client, {MergeShardsCommand}, options) =>
    client.send(new MergeShardsCommand(input), options),
  );
}

export function updateShardCount(arn: string, count: number): Request<Answered> {
  const input = {StreamARN: arn, TargetShardCount: count, ScalingType: 'UNIFORM_SCALING'} as const;
  return request('UpdateShardCount', input, (client, {UpdateShardCountCommand}, options) =>
    client.send(new UpdateShardCountCommand(input), options),
  );
}

export function enableMetrics(arn: string, names: readonly ShardLevelMetricName[]): Request<Answered> {
  const input = {StreamARN: arn, ShardLevelMetrics: [...names]};
  const parameters = {StreamARN: arn, ShardLevelMetrics: names.join(',')};
  return request(
    'EnableEnhancedMonitoring',
    parameters,
    (client, {EnableEnhancedMonitoringCommand}, options) =>
      client.send(new EnableEnhancedMonitoringCommand(input), options),
  );
}

export function disableMetrics(arn: string, names: readonly ShardLevelMetricName[]): Request<Answered> {
  const input = {StreamARN: arn, ShardLevelMetrics: [...names]};
  const parameters = {StreamARN: arn, ShardLevelMetrics: names.join(',')};
  return request(
    'DisableEnhancedMonitoring',
    parameters,
    (client, {DisableEnhancedMonitoringCommand}, options) =>
      client.send(new DisableEnhancedMonitoringCommand(input), options),
  );
}

export function increaseRetention(arn: string, hours: number): Request<Answered> {
  const input = {StreamARN: arn, RetentionPeriodHours: hours};
  return request(
    'IncreaseStreamRetentionPeriod',
    input,
    (client, {IncreaseStreamRetentionPeriodCommand}, options) =>
      client.send(new IncreaseStreamRetentionPeriodCommand(input), options),
  );
}

const request = (
  name: string,
  parameters: Request<Answered>['parameters'],
  send: (client: KinesisClient, sdk: Sdk, options: Options) => Promise<Answered>,
): Request<Answered> => ({
  operation: `kinesis:${name}`,
  parameters,
  send: async ({clients, signal}) =>
    send(await clients.kinesis(), await import('@aws-sdk/client-kinesis'), {abortSignal: signal}),
});
