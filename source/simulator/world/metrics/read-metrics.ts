import type {Datum} from '../../metric-source.ts';
import type {Touched} from '../overlay.ts';
import type {ShardRead} from '../reader.ts';
import {agesOf, countOf, joined, latenciesOf, spreadOver} from './datum.ts';

/** A minute of reading: the account's own consumers, and clients of its API. */
export type ReadMinute = {
  readonly own: ShardRead | undefined;
  readonly clients: readonly Touched[];
  readonly seed: number;
  readonly minute: number;
};

type ReadMetric = (minute: ReadMinute) => Datum | undefined;

const sumOf = (
  {own, clients}: ReadMinute,
  ofOwn: (read: ShardRead) => number,
  ofClient: (read: Touched) => number,
) => clients.reduce((sum, client) => sum + ofClient(client), own ? ofOwn(own) : 0);

const calls = (minute: ReadMinute) =>
  sumOf(
    minute,
    read => read.calls,
    client => client.calls,
  );
const throttled = (minute: ReadMinute) =>
  sumOf(
    minute,
    read => read.throttled,
    client => client.readRefused,
  );
const answered = (minute: ReadMinute) => calls(minute) - throttled(minute);

const bytes: ReadMetric = minute =>
  spreadOver(
    sumOf(
      minute,
      read => read.bytes,
      client => client.readBytes,
    ),
    answered(minute),
  );
const records: ReadMetric = minute =>
  spreadOver(
    sumOf(
      minute,
      read => read.records,
      client => client.readRecords,
    ),
    answered(minute),
  );
const refusedCalls: ReadMetric = minute => countOf(throttled(minute), calls(minute));

function iteratorAge({own, clients}: ReadMinute): Datum | undefined {
  const ours = own && agesOf(own.calls - own.throttled, own.ageMin, own.ageMax);
  return clients
    .filter(client => client.calls > client.readRefused)
    .map(({ageSum, ageMin, ageMax, ...client}) => ({
      sum: ageSum,
      count: client.calls - client.readRefused,
      min: ageMin,
      max: ageMax,
    }))
    .reduce<Datum | undefined>(joined, ours);
}

/** Published for a stream, for everybody who polls it together. */
export const streamReadMetrics: Readonly<Record<string, ReadMetric>> = {
  'GetRecords.Bytes': bytes,
  'GetRecords.Records': records,
  'GetRecords.IteratorAgeMilliseconds': iteratorAge,
  'GetRecords.Latency': minute => latenciesOf(answered(minute), 9, minute.seed, minute.minute),
  'GetRecords.Success': minute => countOf(answered(minute), calls(minute)),
  ReadProvisionedThroughputExceeded: refusedCalls,
};

/** Published for a shard while switched on; the names are not the stream's. */
export const shardReadMetrics: Readonly<Record<string, ReadMetric>> = {
  OutgoingBytes: bytes,
  OutgoingRecords: records,
  IteratorAgeMilliseconds: iteratorAge,
  ReadProvisionedThroughputExceeded: refusedCalls,
};

/** Published for one consumer that has enhanced fan-out. */
export const consumerMetrics: Readonly<Record<string, (read: ShardRead) => Datum | undefined>> = {
  'SubscribeToShardEvent.MillisBehindLatest': read => agesOf(read.calls, read.ageMin, read.ageMax),
  'SubscribeToShardEvent.Bytes': read => spreadOver(read.bytes, read.calls),
  'SubscribeToShardEvent.Records': read => spreadOver(read.records, read.calls),
  'SubscribeToShardEvent.Success': read => countOf(read.calls),
  'SubscribeToShard.RateExceeded': read => countOf(0, read.calls),
};
