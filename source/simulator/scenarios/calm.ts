import {calmAlarms, calmComposites, calmTopics} from './alarms/calm.ts';
import {calmBuckets} from './buckets/calm.ts';
import {calmQueues} from './queues/calm.ts';
import type {ScenarioSource} from './schema.ts';

const afternoon = {swing: 0.25, peakSecond: 4 * 3600};

/** An ordinary day: everything is read within seconds, nothing is refused, no shard is more than half full. */
export const calm: ScenarioSource = {
  name: 'calm',
  about: 'Healthy streams and queues, and nothing else',
  regions: ['us-east-1'],
  streams: [
    {
      name: 'orders',
      shards: 8,
      shardMetrics: 'ALL',
      producers: [
        {
          recordsPerSecond: 2200,
          recordBytes: 1200,
          daily: afternoon,
          keys: {prefix: 'customer-', wave: {swing: 0.15, cycles: 2}},
        },
      ],
      consumers: [
        {name: 'enrich-orders', kind: 'lambda'},
        {name: 'audit', kind: 'enhanced'},
      ],
    },
    {
      name: 'clicks',
      shards: 4,
      shardMetrics: ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'],
      producers: [
        {
          recordsPerSecond: 1300,
          recordBytes: 700,
          daily: afternoon,
          keys: {prefix: 'visitor-', count: 4000, zipf: 0.4},
        },
      ],
      consumers: [{name: 'enrich-clicks'}],
    },
    {
      name: 'page-views',
      mode: 'ON_DEMAND',
      shards: 4,
      producers: [{recordsPerSecond: 900, recordBytes: 800, daily: afternoon, keys: {prefix: 'visitor-'}}],
      consumers: [
        {name: 'page-counts', kind: 'lambda', mapping: {maximumRecordAgeSeconds: 86_400, retries: 5}},
      ],
    },
    {
      name: 'payments',
      shards: 2,
      retentionHours: 168,
      encrypted: true,
      producers: [
        {recordsPerSecond: 150, recordBytes: 1800, keys: {prefix: 'account-', count: 800, zipf: 0.3}},
      ],
      consumers: [{name: 'ledger', kind: 'enhanced'}],
    },
    {
      name: 'telemetry',
      shards: 2,
      producers: [
        {
          recordsPerSecond: 20,
          recordBytes: 20_000,
          aggregate: 30,
          keys: {prefix: 'device-', count: 600, zipf: 0.2},
        },
      ],
      consumers: [{name: 'telemetry-rollup'}],
    },
  ],
  queues: [...calmQueues],
  buckets: [...calmBuckets],
  topics: [...calmTopics],
  alarms: [...calmAlarms],
  compositeAlarms: [...calmComposites],
};
