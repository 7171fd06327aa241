import {contains, hashOf} from '../../../services/kinesis/hash-range.ts';
import {AwsError, type Caller, type Json, type Operation} from '../../operation.ts';
import {firstPutIndex} from '../records.ts';
import {sequenceNumber} from '../sequence.ts';
import {isOpenAt, type Shard, shardWriteBytes, shardWriteRecords} from '../shard.ts';
import type {Stream} from '../stream.ts';
import type {World} from '../world.ts';
import {findStream} from './find.ts';
import {hashKeys, invalid, refused, requiredText, structure, text} from './members.ts';

const mostRecords = 500;
const mostRecordBytes = 1_048_576;
const mostRequestBytes = 10 * 1_048_576;

type NewRecord = {readonly partitionKey: string; readonly hashKey: bigint; readonly data: Buffer};

/** What clients put on a shard in the second that is running. */
type Second = {second: number; records: number; bytes: number};

export function putOperations(world: World): Record<string, Operation> {
  const spent = new WeakMap<Shard, Second>();
  return {
    PutRecord: (input, caller) => {
      const record = parseRecord(input, 'data');
      const stream = writable(world, input, caller);
      const placed = put(world, stream, record, spent);
      if (!placed.sequence) throw exceeded(stream, placed.shard, caller);
      return {ShardId: placed.shard.id, SequenceNumber: placed.sequence, EncryptionType: encryption(stream)};
    },
    PutRecords: (input, caller) => {
      const records = parseRecords(input);
      const stream = writable(world, input, caller);
      const placed = records.map(record => put(world, stream, record, spent));
      return {
        FailedRecordCount: placed.filter(({sequence}) => sequence === undefined).length,
        Records: placed.map(({shard, sequence}) =>
          sequence === undefined
            ? {
                ErrorCode: 'ProvisionedThroughputExceededException',
                ErrorMessage: exceeded(stream, shard, caller).message,
              }
            : {ShardId: shard.id, SequenceNumber: sequence},
        ),
        EncryptionType: encryption(stream),
      };
    },
  };
}

const encryption = (stream: Stream) => (stream.encrypted ? 'KMS' : 'NONE');

function parseRecords(input: Json): readonly NewRecord[] {
  const entries = input.Records;
  if (!Array.isArray(entries)) throw refused(null, 'Records', 'Member must not be null');
  if (entries.length < 1)
    throw refused('[]', 'Records', 'Member must have length greater than or equal to 1');
  if (entries.length > mostRecords)
    throw refused('[...]', 'Records', `Member must have length less than or equal to ${mostRecords}`);
  const records = entries.map((entry: unknown, index) =>
    parseRecord(structure(entry, 'Records'), `records.${index + 1}.member.data`),
  );
  const bytes = records.reduce(
    (sum, {data, partitionKey}) => sum + data.length + Buffer.byteLength(partitionKey),
    0,
  );
  if (bytes > mostRequestBytes) throw invalid('Records size exceeds 10 MB limit');
  return records;
}

function parseRecord(input: Json, where: string): NewRecord {
  const partitionKey = requiredText(input, 'PartitionKey', {max: 256});
  const explicit = text(input, 'ExplicitHashKey', hashKeys);
  if (typeof input.Data !== 'string') throw refused(null, where, 'Member must not be null');
  const data = Buffer.from(input.Data, 'base64');
  if (data.length > mostRecordBytes)
    throw refused('...', where, `Member must have length less than or equal to ${mostRecordBytes}`);
  const hashKey = explicit === undefined ? hashOf(partitionKey) : BigInt(explicit);
  if (hashKey >> 128n > 0n)
    throw invalid(
      `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${hashKey}`,
    );
  return {partitionKey, hashKey, data};
}

function writable(world: World, input: Json, caller: Caller): Stream {
  const stream = findStream(world, input, caller);
  const status = stream.statusAt(world.now());
  if (status === 'CREATING' || status === 'DELETING')
    throw new AwsError(
      'ResourceNotFoundException',
      `Stream ${stream.name} under account ${caller.accountId} not found.`,
    );
  return stream;
}

/** Stores a record on its shard, if the shard has room for it in this second. */
function put(world: World, stream: Stream, record: NewRecord, spent: WeakMap<Shard, Second>) {
  const now = world.now();
  const shard = stream.layout.shards.findLast(
    known => isOpenAt(known, now) && contains(known.range, record.hashKey),
  );
  if (!shard) throw new Error(`No open shard of ${stream.name} holds ${record.hashKey}.`);
  const bytes = record.data.length + Buffer.byteLength(record.partitionKey);
  if (world.options.enforceRates && !hasRoom(stream, shard, now, bytes, spent)) {
    stream.overlay.refusedWrite(shard, now);
    return {shard, sequence: undefined};
  }
  const stored = stream.puts.get(shard.number) ?? [];
  stream.puts.set(shard.number, stored);
  const position = {at: now, index: firstPutIndex + stored.length};
  stored.push({position, partitionKey: record.partitionKey, data: record.data});
  stream.overlay.wrote(shard, now, record.data.length);
  return {shard, sequence: sequenceNumber(position, shard.number)};
}

/** Counts a record against what the shard takes in a second, of which the producers have their part. */
function hasRoom(
  stream: Stream,
  shard: Shard,
  now: number,
  bytes: number,
  spent: WeakMap<Shard, Second>,
): boolean {
  const second = Math.floor(now / 1000);
  const known = spent.get(shard);
  const current = known?.second === second ? known : {second, records: 0, bytes: 0};
  spent.set(shard, current);
  const produced = stream.traffic.rateAt(shard, now);
  const fits =
    produced.records + current.records + 1 <= shardWriteRecords &&
    produced.bytes + current.bytes + bytes <= shardWriteBytes;
  if (fits) {
    current.records++;
    current.bytes += bytes;
  }
  return fits;
}

const exceeded = (stream: Stream, shard: Shard, {accountId}: Caller) =>
  new AwsError(
    'ProvisionedThroughputExceededException',
    `Rate exceeded for shard ${shard.id} in stream ${stream.name} under account ${accountId}.`,
  );
