import {functionArn, queueArn} from '../arns.ts';
import type {Caller, Json} from '../operation.ts';
import type {ConsumerScenario} from '../scenarios/schema.ts';
import {uuidOf} from '../uuid.ts';
import {isPoisoned} from '../world/reader.ts';
import type {Stream} from '../world/stream.ts';
import type {World} from '../world/world.ts';
import {pageOf} from './page.ts';

/** A page of ListEventSourceMappings. API reference. */
const mostMappings = 100;

export type Mapping = {
  readonly stream: Stream;
  readonly consumer: ConsumerScenario;
  readonly function: string;
};

/** Which function reads which stream of a region. */
export const mappingsOf = (world: World, region: string): readonly Mapping[] =>
  world
    .streamsOf(region)
    .flatMap(stream =>
      stream.functions.map(consumer => ({stream, consumer, function: functionOf(consumer)})),
    );

const functionOf = ({mapping, name}: ConsumerScenario): string => mapping.function ?? name;

export function listMappings(world: World, input: Json, caller: Caller): Json {
  const {EventSourceArn: source, FunctionName: named} = input;
  const wanted = typeof named === 'string' ? named.split(':function:').at(-1)?.split(':')[0] : undefined;
  const found = mappingsOf(world, caller.region).filter(
    mapping =>
      (source === undefined || source === mapping.stream.arn) &&
      (named === undefined || wanted === mapping.function),
  );
  const {page, next} = pageOf(found, input, mostMappings);
  return {EventSourceMappings: page.map(mapping => shapeOf(world, mapping, caller)), ...next};
}

function shapeOf(world: World, {stream, consumer, function: name}: Mapping, caller: Caller): Json {
  const {mapping} = consumer;
  const {startAt} = world.options;
  const uuid = uuidOf(`${stream.arn}/${consumer.name}`);
  const second = (world.now() - startAt) / 1000;
  const {disabledAtSecond: disabledAt, onFailureQueue: queue} = mapping;
  const isDisabled = disabledAt !== undefined && disabledAt <= second;
  const changedAt = isDisabled ? startAt + disabledAt * 1000 : stream.createdAt;
  return {
    UUID: uuid,
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: mapping.parallelizationFactor,
    EventSourceArn: stream.arn,
    FunctionArn: functionArn(name, caller),
    LastModified: changedAt / 1000,
    LastProcessingResult: resultOf(stream, consumer, second),
    State: isDisabled ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'User action',
    DestinationConfig: {OnFailure: queue === undefined ? {} : {Destination: queueArn(queue, caller)}},
    MaximumRecordAgeInSeconds: mapping.maximumRecordAgeSeconds,
    BisectBatchOnFunctionError: mapping.bisect,
    MaximumRetryAttempts: mapping.retries,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    EventSourceMappingArn: `arn:aws:lambda:${caller.region}:${caller.accountId}:event-source-mapping:${uuid}`,
  };
}

function resultOf(stream: Stream, consumer: ConsumerScenario, second: number): string {
  if (poisonedShards(stream, consumer, second) > 0) return 'PROBLEM: Function call failed';
  return stream.traffic.isDriven || stream.overlay.wasWritten ? 'OK' : 'No records processed';
}

export const poisonedShards = ({layout}: Stream, consumer: ConsumerScenario, second: number): number =>
  layout.shards.filter(shard => isPoisoned(consumer, shard, second)).length;
