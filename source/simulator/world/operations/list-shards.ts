import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import {isOpenAt, type Shard, shardNumber} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {shardShape} from './describe.ts';
import {findStream, streamNamed} from './find.ts';
import {invalid, names, record, requiredText, text, time, wholeNumber} from './members.ts';
import {seal, unseal} from './token.ts';

/** MaxResults may say up to 10,000, but no page is longer than this. */
const pageOfShards = 1000;
const tokenLivesMs = 300_000;

const filterTypes = [
  'AFTER_SHARD_ID',
  'AT_TRIM_HORIZON',
  'FROM_TRIM_HORIZON',
  'AT_LATEST',
  'AT_TIMESTAMP',
  'FROM_TIMESTAMP',
];

/** What a token carries from page to page: the question as it was first asked. */
type Place = {
  readonly stream: string;
  readonly filter: Json | undefined;
  readonly after: number;
  readonly issuedAt: number;
};

export function listShardsOperation(world: World): Operation {
  return (input, caller) => {
    const token = text(input, 'NextToken', {max: 1_048_576});
    const limit = Math.min(wholeNumber(input, 'MaxResults', 1, 10_000) ?? pageOfShards, pageOfShards);
    const place = token === undefined ? undefined : placeOf(world, token, input);
    const stream = place ? streamNamed(world, place.stream, caller) : findStream(world, input, caller);
    mustBeReady(world, stream, caller);
    const filter = place ? place.filter : record(input, 'ShardFilter');
    const after = place ? place.after : startOf(input);
    const shards = filtered(world, stream, filter).filter(({number}) => number > after);
    const page = shards.slice(0, limit);
    const last = page.at(-1);
    return {
      Shards: page.map(shard => shardShape(world, shard)),
      ...(last &&
        page.length < shards.length && {
          NextToken: seal({stream: stream.name, filter, after: last.number, issuedAt: world.now()}),
        }),
    };
  };
}

/** What may not come with NextToken. StreamARN may: the client's endpoint rules use it. */
const excluded = ['StreamName', 'StreamCreationTimestamp', 'ExclusiveStartShardId'];

function placeOf(world: World, token: string, input: Json): Place {
  for (const member of excluded)
    if (input[member] !== undefined) throw invalid(`NextToken and ${member} cannot be provided together.`);
  const {stream, filter, after, issuedAt} = unseal(token) ?? {};
  if (typeof stream !== 'string' || typeof after !== 'number' || typeof issuedAt !== 'number')
    throw invalid('The provided NextToken is invalid.');
  if (world.now() - issuedAt > tokenLivesMs)
    throw new AwsError(
      'ExpiredNextTokenException',
      'NextToken has expired; tokens are valid for 300 seconds after they were issued.',
    );
  return {stream, filter: filter as Json | undefined, after, issuedAt};
}

function startOf(input: Json): number {
  const id = text(input, 'ExclusiveStartShardId', names);
  if (id === undefined) return -1;
  const number = shardNumber(id);
  if (number === undefined) throw invalid(`Could not parse shard id ${id}.`);
  return number;
}

function filtered(world: World, stream: Stream, filter: Json | undefined): readonly Shard[] {
  const listed = stream.listedAt(world.now());
  if (!filter) return listed;
  const type = requiredText(filter, 'Type', {oneOf: filterTypes});
  const horizon = Math.max(stream.retention.horizonAt(world.now()), listed[0]?.openedAt ?? stream.createdAt);
  const openAt = (at: number) => listed.filter(shard => isOpenAt(shard, at));
  const openSince = (at: number) => listed.filter(({closedAt}) => closedAt === undefined || closedAt > at);
  switch (type) {
    case 'AFTER_SHARD_ID': {
      const after = startOf({ExclusiveStartShardId: requiredText(filter, 'ShardId', names)});
      return listed.filter(({number}) => number > after);
    }
    case 'AT_TRIM_HORIZON':
      return openAt(horizon);
    case 'AT_LATEST':
      return openAt(world.now());
    case 'AT_TIMESTAMP':
      return openAt(Math.max(horizon, timestampOf(world, filter)));
    case 'FROM_TIMESTAMP':
      return openSince(Math.max(horizon, timestampOf(world, filter)));
    default:
      return listed;
  }
}

function timestampOf(world: World, filter: Json): number {
  const at = time(filter, 'Timestamp');
  if (at === undefined) throw invalid('Timestamp must be provided for this type of shard filter.');
  if (at > world.now()) throw invalid('The timestamp of a shard filter cannot be in the future.');
  return at;
}

function mustBeReady(world: World, stream: Stream, caller: Caller): void {
  if (stream.statusAt(world.now()) !== 'CREATING') return;
  throw new AwsError(
    'ResourceInUseException',
    `Stream ${stream.name} under account ${caller.accountId} not ACTIVE, instead in state CREATING`,
  );
}
