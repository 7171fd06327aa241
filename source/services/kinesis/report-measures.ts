import {familiesOf, type Measure} from '../../report/measures.ts';
import type {Family} from '../../report/prometheus-text.ts';
import type {Consumer, Loss, Shard, Stream} from './model.ts';

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1000);

/** Whether records are being lost; null where nobody knows. */
const losing = (loss: Loss): number | null =>
  loss.state === 'unknown' ? null : Number(loss.state === 'losing');

const streamMeasures: readonly Measure<Stream>[] = [
  {name: 'open_shards', help: 'Open shards.', value: row => row.openShards},
  {
    name: 'retention_seconds',
    help: 'How long records are kept.',
    value: row => (row.retentionHours === null ? null : row.retentionHours * 3600),
  },
  {
    name: 'in_bytes_per_second',
    help: 'Bytes accepted a second, mean of the last complete minute.',
    value: row => row.inBytesPerSecond,
  },
  {
    name: 'in_records_per_second',
    help: 'Records accepted a second, mean of the last complete minute.',
    value: row => row.inRecordsPerSecond,
  },
  {
    name: 'out_bytes_per_second',
    help: 'Bytes read a second with GetRecords, mean of the last complete minute.',
    value: row => row.outBytesPerSecond,
  },
  {
    name: 'utilization_ratio',
    help: 'Accepted writes over what the open shards can take.',
    value: row => row.utilization,
  },
  {
    name: 'utilization_peak_1h_ratio',
    help: 'The fullest minute of the last hour.',
    value: row => row.utilizationPeak1h,
  },
  {
    name: 'utilization_peak_24h_ratio',
    help: 'The fullest minute of the last day.',
    value: row => row.utilizationPeak24h,
  },
  {name: 'skew_ratio', help: 'The busiest shard over the mean of all of them.', value: row => row.skew},
  {
    name: 'refused_records_per_minute',
    help: 'Records refused for want of write capacity, in the last complete minute.',
    value: row => row.refusedPerMinute,
  },
  {
    name: 'read_refused_per_minute',
    help: 'Reads refused in the last complete minute.',
    value: row => row.readRefusedPerMinute,
  },
  {
    name: 'iterator_age_seconds',
    help: 'Age of the records that the slowest shared reader was last given.',
    value: row => seconds(row.iteratorAgeMs),
  },
  {
    name: 'loss_in_seconds',
    help: 'How long until unread records pass the retention, where that can be told.',
    value: row => row.loss.inSeconds,
  },
  {
    name: 'losing_records',
    help: 'Whether unread records are passing the retention now: 1 yes, 0 no.',
    value: row => losing(row.loss),
  },
];

const shardMeasures: readonly Measure<Shard>[] = [
  {
    name: 'key_space_ratio',
    help: 'The share of the hash keys that the shard takes.',
    value: row => row.width,
  },
  {name: 'in_bytes_per_second', help: 'Bytes accepted a second.', value: row => row.inBytesPerSecond},
  {name: 'in_records_per_second', help: 'Records accepted a second.', value: row => row.inRecordsPerSecond},
  {name: 'out_bytes_per_second', help: 'Bytes read a second.', value: row => row.outBytesPerSecond},
  {
    name: 'utilization_ratio',
    help: 'Accepted writes over what a shard can take: the larger of bytes and records.',
    value: row => row.utilization,
  },
  {
    name: 'asked_utilization_at_most_ratio',
    help: 'Accepted and refused writes over what a shard can take; retries of producers are counted again.',
    value: row => row.askedUtilizationAtMost,
  },
  {
    name: 'refused_records_per_minute',
    help: 'Records refused for want of write capacity.',
    value: row => row.refusedPerMinute,
  },
  {name: 'read_refused_per_minute', help: 'Reads refused.', value: row => row.readRefusedPerMinute},
  {
    name: 'iterator_age_seconds',
    help: 'Age of the records that the slowest shared reader was last given.',
    value: row => seconds(row.iteratorAgeMs),
  },
];

const consumerMeasures: readonly Measure<Consumer>[] = [
  {name: 'lag_seconds', help: 'How far behind the newest record it reads.', value: row => seconds(row.lagMs)},
  {
    name: 'lag_growth_ratio',
    help: 'Seconds of lag gained in a second.',
    value: row => seconds(row.slopeMsPerSecond),
  },
  {
    name: 'loss_in_seconds',
    help: 'How long until records that it has not read pass the retention, where that can be told.',
    value: row => row.loss.inSeconds,
  },
  {
    name: 'losing_records',
    help: 'Whether records that it has not read are passing the retention now: 1 yes, 0 no.',
    value: row => losing(row.loss),
  },
];

export function streamFamilies(found: readonly Stream[]): readonly Family[] {
  const streams = found.map(row => ({row, labels: streamLabels(row)}));
  const shards = streams.flatMap(({row, labels}) =>
    row.shards.filter(shard => shard.open).map(shard => ({row: shard, labels: {...labels, shard: shard.id}})),
  );
  const consumers = streams.flatMap(({row, labels}) =>
    row.consumers.map(consumer => ({
      row: consumer,
      labels: {...labels, consumer: consumer.name, kind: consumer.kind},
    })),
  );
  return [
    ...familiesOf('hotshard_kinesis_stream_', streamMeasures, streams),
    ...familiesOf('hotshard_kinesis_shard_', shardMeasures, shards),
    ...familiesOf('hotshard_kinesis_consumer_', consumerMeasures, consumers),
  ];
}

const streamLabels = ({name, account, region}: Stream): Readonly<Record<string, string>> => ({
  stream: name,
  account,
  region,
});
