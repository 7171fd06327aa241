import type {Caller, Json, Operation} from '../../operation.ts';
import {type ShardLevelMetric, shardLevelMetrics} from '../../scenarios/streams/schema.ts';
import type {World} from '../world.ts';
import {findStream, mustBeActive} from './find.ts';
import {invalid, requiredNumber, texts} from './members.ts';

const least = 24;
const most = 8760;

export function settingsOperations(world: World): Record<string, Operation> {
  return {
    EnableEnhancedMonitoring: (input, caller) =>
      monitor(world, input, caller, (current, named) => new Set([...current, ...named])),
    DisableEnhancedMonitoring: (input, caller) =>
      monitor(
        world,
        input,
        caller,
        (current, named) => new Set([...current].filter(metric => !named.has(metric))),
      ),
    IncreaseStreamRetentionPeriod: (input, caller) => retain(world, input, caller, 'longer'),
    DecreaseStreamRetentionPeriod: (input, caller) => retain(world, input, caller, 'shorter'),
  };
}

type Metrics = ReadonlySet<ShardLevelMetric>;

function monitor(
  world: World,
  input: Json,
  caller: Caller,
  change: (current: Metrics, named: Metrics) => Metrics,
): Json {
  const said = texts(input, 'ShardLevelMetrics', [...shardLevelMetrics, 'ALL']);
  const stream = findStream(world, input, caller);
  mustBeActive(world, stream, caller);
  const named = new Set(shardLevelMetrics.filter(metric => said.includes('ALL') || said.includes(metric)));
  const current = stream.monitoredAt(world.now());
  const desired = change(current, named);
  stream.monitor(desired, world.now());
  return {
    StreamName: stream.name,
    CurrentShardLevelMetrics: [...current],
    DesiredShardLevelMetrics: [...desired],
    StreamARN: stream.arn,
  };
}

function retain(world: World, input: Json, caller: Caller, direction: 'longer' | 'shorter'): Json {
  const hours = requiredNumber(
    input,
    'RetentionPeriodHours',
    Number.MIN_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
  );
  const stream = findStream(world, input, caller);
  mustBeActive(world, stream, caller);
  if (hours < least)
    throw invalid(
      `Minimum allowed retention period is ${least} hours. Requested retention period (${hours} hours) is too short.`,
    );
  if (hours > most)
    throw invalid(
      `Maximum allowed retention period is ${most} hours. Requested retention period (${hours} hours) is too long.`,
    );
  const current = stream.retention.hours();
  if (direction === 'longer' && hours < current)
    throw invalid(
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be shorter than existing retention period (${current} hours). Use DecreaseRetentionPeriod API.`,
    );
  if (direction === 'shorter' && hours > current)
    throw invalid(
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be longer than existing retention period (${current} hours). Use IncreaseRetentionPeriod API.`,
    );
  if (hours !== current) {
    stream.retention.change(hours, world.now());
    stream.busyUntil(world.now() + stream.nextChangeMs());
  }
  return {};
}
