import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import {minuteMs} from '../minutes.ts';
import {firstPutIndex, type StoredRecord} from '../records.ts';
import {beforeAll, isBefore, type Position, positionOf, sequenceNumber} from '../sequence.ts';
import {parentsOf, type Shard, shardReadBytes, shardReadCalls} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {findShard, findStream, streamNamed} from './find.ts';
import {invalid, names, requiredText, sequenceNumbers, time, wholeNumber} from './members.ts';
import type {CallCounter} from './rates.ts';
import {seal, unseal} from './token.ts';

const iteratorLivesMs = 300_000;
const mostRecords = 10_000;
const mostBytes = 10 * 1_048_576;
/** One call looks through at most so much write time; an empty answer does not mean that nothing follows. */
const longestLookMs = 3_600_000;

const iteratorTypes = [
  'AT_SEQUENCE_NUMBER',
  'AFTER_SEQUENCE_NUMBER',
  'TRIM_HORIZON',
  'LATEST',
  'AT_TIMESTAMP',
];

type Iterator = {
  readonly stream: string;
  readonly shard: string;
  readonly position: Position;
  readonly issuedAt: number;
};

export function getOperations(world: World, counter: CallCounter): Record<string, Operation> {
  /** By shard: until when a reader must wait after it took more than the shard gives in a second. */
  const restUntil = new WeakMap<Shard, number>();
  return {
    GetShardIterator: (input, caller) => getShardIterator(world, counter, input, caller),
    GetRecords: (input, caller) => getRecords(world, counter, restUntil, input, caller),
  };
}

function getShardIterator(world: World, counter: CallCounter, input: Json, caller: Caller): Json {
  const id = requiredText(input, 'ShardId', names);
  const type = requiredText(input, 'ShardIteratorType', {oneOf: iteratorTypes});
  const stream = findStream(world, input, caller);
  const shard = findShard(world, stream, id, caller);
  mustBeAdmitted(counter, 'GetShardIterator', stream, shard, caller);
  return {
    ShardIterator: iteratorAt(world, stream, shard, startOf(world, stream, shard, type, input, caller)),
  };
}

function startOf(
  world: World,
  stream: Stream,
  shard: Shard,
  type: string,
  input: Json,
  caller: Caller,
): Position {
  const now = world.now();
  switch (type) {
    case 'TRIM_HORIZON':
      return {at: Math.max(shard.openedAt, stream.retention.horizonAt(now)), index: beforeAll};
    case 'LATEST':
      return {at: now, index: firstPutIndex + (stream.puts.get(shard.number)?.length ?? 0) - 1};
    case 'AT_TIMESTAMP': {
      const at = time(input, 'Timestamp');
      if (at === undefined) throw invalid('Must either specify timestamp or use a different iterator type.');
      if (at > now) throw invalid('The timestampInMillis parameter cannot be greater than the current time.');
      return {at: Math.max(at, shard.openedAt, stream.retention.horizonAt(now)), index: beforeAll};
    }
    default: {
      const sequence = requiredText(input, 'StartingSequenceNumber', sequenceNumbers);
      const position = positionOf(sequence);
      if (position?.shard !== shard.number)
        throw invalid(
          `StartingSequenceNumber ${sequence} used in GetShardIterator on shard ${shard.id} in stream ${stream.name} under account ${caller.accountId} is invalid.`,
        );
      const {at, index} = position;
      return {at, index: type === 'AT_SEQUENCE_NUMBER' ? index - 1 : index};
    }
  }
}

const iteratorAt = (world: World, stream: Stream, shard: Shard, position: Position) =>
  seal({stream: stream.name, shard: shard.id, position, issuedAt: world.now()});

function getRecords(
  world: World,
  counter: CallCounter,
  restUntil: WeakMap<Shard, number>,
  input: Json,
  caller: Caller,
): Json {
  const limit = wholeNumber(input, 'Limit', 1, mostRecords) ?? mostRecords;
  const iterator = opened(world, requiredText(input, 'ShardIterator', {max: 512}));
  const stream = streamNamed(world, iterator.stream, caller);
  const shard = findShard(world, stream, iterator.shard, caller);
  const now = world.now();
  if (world.options.enforceRates && now < (restUntil.get(shard) ?? now)) {
    stream.overlay.refusedRead(shard, now);
    throw exceeded(stream, shard, caller);
  }
  mustBeAdmitted(counter, 'GetRecords', stream, shard, caller);

  const horizon = {at: Math.max(shard.openedAt, stream.retention.horizonAt(now)), index: beforeAll};
  const from = isBefore(iterator.position, horizon) ? horizon : iterator.position;
  const {records, bytes, reached} = collect(stream, shard, from, now, limit);
  restUntil.set(shard, now + Math.max(0, (bytes / shardReadBytes - 1) * 1000));

  const atEnd = shard.closedAt !== undefined && shard.closedAt <= now && reached.at >= shard.closedAt;
  const behind = Math.max(0, now - reached.at);
  const lastWrite = records.at(-1)?.position.at;
  stream.overlay.read(shard, now, records.length, bytes, lastWrite === undefined ? behind : now - lastWrite);
  return {
    Records: records.map(record => ({
      SequenceNumber: sequenceNumber(record.position, shard.number),
      ApproximateArrivalTimestamp: record.position.at / 1000,
      Data: record.data.toString('base64'),
      PartitionKey: record.partitionKey,
      ...(stream.encrypted && {EncryptionType: 'KMS'}),
    })),
    MillisBehindLatest: atEnd ? 0 : behind,
    ...(atEnd
      ? {ChildShards: childrenOf(stream, shard)}
      : {NextShardIterator: iteratorAt(world, stream, shard, reached)}),
  };
}

/** The records behind a position as far as one call gives them, and how far it looked. */
function collect(stream: Stream, shard: Shard, from: Position, now: number, limit: number) {
  const end = Math.min(now, shard.closedAt ?? now);
  const lookTo = stream.traffic.isDriven ? Math.min(end, from.at + longestLookMs) : end;
  const records: StoredRecord[] = [];
  let bytes = 0;
  for (const record of recordsOf(stream, shard, from, lookTo)) {
    const isFull = records.length === limit || bytes + record.data.length > mostBytes;
    if (isFull) return {records, bytes, reached: records.at(-1)?.position ?? from};
    records.push(record);
    bytes += record.data.length;
  }
  const newest = records.at(-1)?.position;
  const tip = {at: lookTo, index: firstPutIndex + (stream.puts.get(shard.number)?.length ?? 0) - 1};
  return {records, bytes, reached: newest && isBefore(tip, newest) ? newest : tip};
}

/** What the producers wrote and what clients put, in the order of the shard. */
function* recordsOf(stream: Stream, shard: Shard, from: Position, until: number): Generator<StoredRecord> {
  const puts = (stream.puts.get(shard.number) ?? []).filter(
    ({position}) => isBefore(from, position) && position.at <= until,
  );
  let next = 0;
  for (
    let minute = Math.floor(from.at / minuteMs);
    stream.traffic.isDriven && minute * minuteMs <= until;
    minute++
  ) {
    for (const record of stream.records.ofMinute(shard, minute, from, until)) {
      for (let put = puts[next]; put && isBefore(put.position, record.position); put = puts[++next])
        yield put;
      yield record;
    }
  }
  yield* puts.slice(next);
}

const childrenOf = (stream: Stream, shard: Shard): readonly Json[] =>
  stream.layout.shards
    .filter(child => parentsOf(child).includes(shard))
    .map(child => ({
      ShardId: child.id,
      ParentShards: parentsOf(child).map(parent => parent.id),
      HashKeyRange: {StartingHashKey: String(child.range.start), EndingHashKey: String(child.range.end)},
    }));

function opened(world: World, token: string): Iterator {
  const {stream, shard, position, issuedAt} = unseal(token) ?? {};
  const place = position as Partial<Position> | undefined;
  if (
    typeof stream !== 'string' ||
    typeof shard !== 'string' ||
    typeof issuedAt !== 'number' ||
    typeof place?.at !== 'number' ||
    typeof place.index !== 'number'
  )
    throw invalid('Invalid ShardIterator.');
  if (world.now() - issuedAt > iteratorLivesMs)
    throw new AwsError(
      'ExpiredIteratorException',
      `Iterator expired. The iterator was created at time ${new Date(issuedAt).toUTCString()} while right now it is ${new Date(world.now()).toUTCString()} which is further in the future than the tolerated delay of ${iteratorLivesMs} milliseconds.`,
    );
  return {stream, shard, position: {at: place.at, index: place.index}, issuedAt};
}

function mustBeAdmitted(
  counter: CallCounter,
  operation: string,
  stream: Stream,
  shard: Shard,
  caller: Caller,
): void {
  if (counter.admits(`${stream.arn} ${shard.id} ${operation}`, shardReadCalls)) return;
  throw exceeded(stream, shard, caller);
}

const exceeded = (stream: Stream, shard: Shard, {accountId}: Caller) =>
  new AwsError(
    'ProvisionedThroughputExceededException',
    `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${accountId}.`,
  );
