import * as v from 'valibot';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import {scenarioSchema} from '../../scenarios/schema.ts';
import type {World} from '../world.ts';
import {findStream} from './find.ts';
import {invalid, names, record, requiredText, text, wholeNumber} from './members.ts';
import {mustFit} from './reshard.ts';

/** How long a new stream is CREATING. */
const creatingMs = 5000;
/** An on-demand stream starts with so many shards: 4 MB/s. */
const onDemandShards = 4;

export function createOperations(world: World): Record<string, Operation> {
  return {
    CreateStream: (input, caller) => create(world, input, caller),
    DeleteStream: (input, caller) => {
      const stream = findStream(world, input, caller);
      if (stream.registered.length > 0 && input.EnforceConsumerDeletion !== true)
        throw new AwsError(
          'ResourceInUseException',
          `Stream ${stream.name} under account ${caller.accountId} has consumers; EnforceConsumerDeletion must be set to delete it.`,
        );
      stream.deletedAt ??= world.now();
      return {};
    },
  };
}

function create(world: World, input: Json, caller: Caller): Json {
  const name = requiredText(input, 'StreamName', names);
  const count = wholeNumber(input, 'ShardCount', 1, 10_000);
  const mode = text(record(input, 'StreamModeDetails') ?? {}, 'StreamMode', {
    oneOf: ['PROVISIONED', 'ON_DEMAND'],
  });
  if (world.stream(caller.region, name))
    throw new AwsError(
      'ResourceInUseException',
      `Stream ${name} under account ${caller.accountId} already exists.`,
    );
  if (mode === 'ON_DEMAND' && count !== undefined)
    throw new AwsError('ValidationException', 'ShardCount may not be set for a stream in ON_DEMAND mode.');
  if (mode !== 'ON_DEMAND' && count === undefined)
    throw invalid('ShardCount must be set for a stream in PROVISIONED mode.');
  if (mode !== 'ON_DEMAND') mustFit(world, count ?? 0, caller);
  const shards = count ?? onDemandShards;
  const [scenario] = v.parse(scenarioSchema.entries.streams, [{name, shards, mode: mode ?? 'PROVISIONED'}]);
  if (scenario) world.create(scenario, caller.region, world.now() + creatingMs);
  return {};
}
