import {createHash} from 'node:crypto';
import type {Datum, MetricId, MetricSource} from './metric-source.ts';
import {AwsError, type Caller, type Json, type Operations} from './operation.ts';
import type {ConsumerScenario} from './scenarios/schema.ts';
import {agesOf, countOf, joined} from './world/metrics/datum.ts';
import {minuteMs} from './world/minutes.ts';
import {isPoisoned} from './world/reader.ts';
import type {Stream} from './world/stream.ts';
import type {World} from './world/world.ts';

/** A page of ListEventSourceMappings, however many are asked for. */
const mostMappings = 100;
/** How often a batch that fails is tried in a minute, once the pauses have grown. */
const triesPerMinute = 6;
const historyMs = 86_400_000;

type Mapping = {readonly stream: Stream; readonly consumer: ConsumerScenario; readonly function: string};

/** The Lambda functions of the account that read its streams: their mappings and their metrics. */
export function createLambda(world: World): {
  readonly operations: Operations;
  readonly metrics: MetricSource;
} {
  return {
    operations: {ListEventSourceMappings: (input, caller) => listMappings(world, input, caller)},
    metrics: lambdaMetrics(world),
  };
}

const mappingsOf = (world: World, region: string): readonly Mapping[] =>
  world
    .streamsOf(region)
    .flatMap(stream =>
      stream.functions.map(consumer => ({stream, consumer, function: functionOf(consumer)})),
    );

const functionOf = ({mapping, name}: ConsumerScenario): string => mapping.function ?? name;

function listMappings(world: World, input: Json, caller: Caller): Json {
  const {EventSourceArn: source, FunctionName: named, Marker: marker, MaxItems: most = mostMappings} = input;
  if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > 10_000)
    throw wrong(`Value '${String(most)}' at 'maxItems' must be a whole number between 1 and 10000`);
  const from = marker === undefined ? 0 : Number(marker);
  if (!Number.isInteger(from) || from < 0) throw wrong('The marker is not one of this account.');
  const wanted = typeof named === 'string' ? named.split(':function:').at(-1)?.split(':')[0] : undefined;
  const found = mappingsOf(world, caller.region).filter(
    mapping =>
      (source === undefined || source === mapping.stream.arn) &&
      (named === undefined || wanted === mapping.function),
  );
  const until = from + Math.min(most, mostMappings);
  return {
    EventSourceMappings: found.slice(from, until).map(mapping => shapeOf(world, mapping, caller)),
    ...(until < found.length && {NextMarker: String(until)}),
  };
}

const wrong = (message: string) => new AwsError('InvalidParameterValueException', message);

function shapeOf(world: World, {stream, consumer, function: name}: Mapping, caller: Caller): Json {
  const {mapping} = consumer;
  const {startAt} = world.options;
  const uuid = uuidOf(`${stream.arn}/${consumer.name}`);
  const second = (world.now() - startAt) / 1000;
  const {disabledAtSecond: disabledAt} = mapping;
  const isDisabled = disabledAt !== undefined && disabledAt <= second;
  const changedAt = isDisabled ? startAt + disabledAt * 1000 : stream.createdAt;
  const owner = `arn:aws:lambda:${caller.region}:${caller.accountId}`;
  return {
    UUID: uuid,
    StartingPosition: 'TRIM_HORIZON',
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: 0,
    ParallelizationFactor: mapping.parallelizationFactor,
    EventSourceArn: stream.arn,
    FunctionArn: `${owner}:function:${name}`,
    LastModified: changedAt / 1000,
    LastProcessingResult: resultOf(stream, consumer, second),
    State: isDisabled ? 'Disabled' : 'Enabled',
    StateTransitionReason: 'User action',
    DestinationConfig: {OnFailure: {}},
    MaximumRecordAgeInSeconds: mapping.maximumRecordAgeSeconds,
    BisectBatchOnFunctionError: mapping.bisect,
    MaximumRetryAttempts: mapping.retries,
    TumblingWindowInSeconds: 0,
    FunctionResponseTypes: [],
    EventSourceMappingArn: `${owner}:event-source-mapping:${uuid}`,
  };
}

function resultOf(stream: Stream, consumer: ConsumerScenario, second: number): string {
  if (poisonedShards(stream, consumer, second) > 0) return 'PROBLEM: Function call failed';
  return stream.traffic.isDriven || stream.overlay.wasWritten ? 'OK' : 'No records processed';
}

const poisonedShards = ({layout}: Stream, consumer: ConsumerScenario, second: number): number =>
  layout.shards.filter(shard => isPoisoned(consumer, shard, second)).length;

const uuidOf = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const namespace = 'AWS/Lambda';

/** What Lambda publishes of each function: of all streams that it reads together. */
function lambdaMetrics(world: World): MetricSource {
  const {startAt} = world.options;
  const id = (name: string, fn: string): MetricId => ({namespace, name, dimensions: {FunctionName: fn}});
  return {
    *list(region) {
      const names = new Set(mappingsOf(world, region).map(mapping => mapping.function));
      for (const fn of names) for (const name of Object.keys(functionMetrics)) yield id(name, fn);
    },
    minute(region, {namespace: asked, name, dimensions}, minuteStart) {
      const metric = Object.hasOwn(functionMetrics, name) ? functionMetrics[name] : undefined;
      const {FunctionName: fn, ...others} = dimensions;
      const isOurs = asked === namespace && Object.keys(others).length === 0;
      if (!isOurs || !metric || minuteStart < startAt - historyMs) return undefined;
      return mappingsOf(world, region)
        .filter(mapping => mapping.function === fn)
        .map(mapping => metric(minuteOf(world, mapping, minuteStart)))
        .reduce<Datum | undefined>(joined, undefined);
    },
  };
}

/** What a function did for one stream in one minute. */
type FunctionMinute = {
  readonly invocations: number;
  readonly errors: number;
  readonly ageMin: number;
  readonly ageMax: number;
};

const functionMetrics: Readonly<Record<string, (minute: FunctionMinute) => Datum | undefined>> = {
  Invocations: ({invocations}) => countOf(invocations),
  Errors: ({errors, invocations}) => countOf(errors, invocations),
  IteratorAge: ({invocations, ageMin, ageMax}) => agesOf(invocations, ageMin, ageMax),
};

/** A function is invoked for what there is to read; of a minute without records nothing is published. */
function minuteOf(world: World, {stream, consumer}: Mapping, minuteStart: number): FunctionMinute {
  const read = stream.shared.consumer(consumer.name, Math.floor(minuteStart / minuteMs));
  if (!read) return {invocations: 0, errors: 0, ageMin: 0, ageMax: 0};
  const second = (minuteStart - world.options.startAt) / 1000;
  const errors = poisonedShards(stream, consumer, second) * triesPerMinute;
  const invocations = Math.ceil(read.records / consumer.mapping.batchSize) + errors;
  return {invocations, errors, ageMin: read.ageMin, ageMax: read.ageMax};
}
