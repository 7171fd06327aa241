import type {
  EventSourceMappingConfiguration,
  ListEventSourceMappingsCommandOutput,
} from '@aws-sdk/client-lambda';
import type {Session} from '../../aws/session.ts';
import type {ConsumerFact, ListedStream, MappingFact, ShardFact, StreamSummary} from './facts.ts';

export async function listStreams(session: Session): Promise<readonly ListedStream[]> {
  const {ListStreamsCommand} = await import('@aws-sdk/client-kinesis');
  const {clients, signal} = session;
  const client = await clients.kinesis();
  const found: ListedStream[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new ListStreamsCommand({Limit: 100, ...(next ? {NextToken: next} : {})}), {
      abortSignal: signal,
    });
    for (const stream of page.StreamSummaries ?? []) {
      if (stream.StreamName === undefined || stream.StreamARN === undefined) continue;
      found.push({
        name: stream.StreamName,
        arn: stream.StreamARN,
        status: stream.StreamStatus,
        mode: stream.StreamModeDetails?.StreamMode,
      });
    }
    if (page.StreamSummaries === undefined) {
      found.push(...(await Promise.all((page.StreamNames ?? []).map(name => describeNamed(session, name)))));
    }
    next = page.HasMoreStreams ? page.NextToken : undefined;
  } while (next !== undefined);
  return found;
}

/** Some emulators list names alone; what the names belong to has to be asked for. */
async function describeNamed({clients, signal}: Session, name: string): Promise<ListedStream> {
  const {DescribeStreamSummaryCommand} = await import('@aws-sdk/client-kinesis');
  const client = await clients.kinesis();
  const answer = await client.send(new DescribeStreamSummaryCommand({StreamName: name}), {
    abortSignal: signal,
  });
  const summary = answer.StreamDescriptionSummary;
  const arn = summary?.StreamARN ?? name;
  return {name, arn, status: summary?.StreamStatus, mode: summary?.StreamModeDetails?.StreamMode};
}

export async function describeSummary({clients, signal}: Session, arn: string): Promise<StreamSummary> {
  const {DescribeStreamSummaryCommand} = await import('@aws-sdk/client-kinesis');
  const client = await clients.kinesis();
  const answer = await client.send(new DescribeStreamSummaryCommand({StreamARN: arn}), {abortSignal: signal});
  const summary = answer.StreamDescriptionSummary;
  return {
    status: summary?.StreamStatus,
    mode: summary?.StreamModeDetails?.StreamMode,
    retentionHours: summary?.RetentionPeriodHours,
    encryption: summary?.EncryptionType,
    enhancedMetrics: (summary?.EnhancedMonitoring ?? []).flatMap(({ShardLevelMetrics: names}) => names ?? []),
    openShards: summary?.OpenShardCount,
    consumers: summary?.ConsumerCount,
  };
}

export async function listShards({clients, signal}: Session, arn: string): Promise<readonly ShardFact[]> {
  const {ListShardsCommand} = await import('@aws-sdk/client-kinesis');
  const client = await clients.kinesis();
  const found: ShardFact[] = [];
  let next: string | undefined;
  do {
    const input =
      next === undefined ? {StreamARN: arn, MaxResults: 1000} : {NextToken: next, MaxResults: 1000};
    const page = await client.send(new ListShardsCommand(input), {abortSignal: signal});
    for (const shard of page.Shards ?? []) {
      const {StartingHashKey: start, EndingHashKey: end} = shard.HashKeyRange ?? {};
      if (shard.ShardId === undefined || start === undefined || end === undefined) continue;
      found.push({
        id: shard.ShardId,
        parent: shard.ParentShardId,
        adjacentParent: shard.AdjacentParentShardId,
        startingHashKey: start,
        endingHashKey: end,
        open: shard.SequenceNumberRange?.EndingSequenceNumber === undefined,
      });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

export async function listConsumers(
  {clients, signal}: Session,
  arn: string,
): Promise<readonly ConsumerFact[]> {
  const {ListStreamConsumersCommand} = await import('@aws-sdk/client-kinesis');
  const client = await clients.kinesis();
  const found: ConsumerFact[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(
      new ListStreamConsumersCommand({StreamARN: arn, ...(next ? {NextToken: next} : {})}),
      {abortSignal: signal},
    );
    for (const {ConsumerName: name, ConsumerARN: consumerArn, ConsumerStatus: status} of page.Consumers ??
      []) {
      if (name !== undefined && consumerArn !== undefined) {
        found.push({name, arn: consumerArn, status: status ?? 'UNKNOWN'});
      }
    }
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/** Every mapping of the region in one list: for most accounts one page, however many streams there are. */
export async function listMappings({clients, signal}: Session): Promise<readonly MappingFact[]> {
  const {ListEventSourceMappingsCommand} = await import('@aws-sdk/client-lambda');
  const client = await clients.lambda();
  const found: MappingFact[] = [];
  let next: string | undefined;
  do {
    const page: ListEventSourceMappingsCommandOutput = await client.send(
      new ListEventSourceMappingsCommand(next === undefined ? {} : {Marker: next}),
      {abortSignal: signal},
    );
    for (const mapping of page.EventSourceMappings ?? []) {
      const fact = mappingOf(mapping);
      if (fact) found.push(fact);
    }
    next = page.NextMarker;
  } while (next !== undefined && next !== '');
  return found;
}

function mappingOf(mapping: EventSourceMappingConfiguration): MappingFact | undefined {
  const {UUID: uuid, EventSourceArn: source, FunctionArn: functionArn} = mapping;
  const name = functionArn?.split(':function:')[1]?.split(':')[0];
  if (uuid === undefined || source === undefined || name === undefined) return undefined;
  return {
    uuid,
    source,
    function: name,
    state: mapping.State ?? 'UNKNOWN',
    lastResult: mapping.LastProcessingResult ?? null,
    parallelizationFactor: mapping.ParallelizationFactor ?? null,
    maximumRecordAgeSeconds: mapping.MaximumRecordAgeInSeconds ?? null,
    maximumRetryAttempts: mapping.MaximumRetryAttempts ?? null,
    bisectBatchOnFunctionError: mapping.BisectBatchOnFunctionError ?? null,
  };
}
