import {
  blackFridayAlarmFunctions,
  blackFridayAlarms,
  blackFridayAlarmTopics,
  blackFridayComposites,
  blackFridayMuteRules,
} from './alarms/black-friday.ts';
import {blackFridayBuckets} from './buckets/black-friday.ts';
import {blackFridayFunctions, blackFridayQueues, blackFridayTopics} from './queues/black-friday.ts';
import type {ScenarioSource} from './schema.ts';

const hour = 3600;
const dayOf = (swing: number) => ({swing, peakSecond: 7 * hour});

/**
 * A busy Friday, shortly past noon. One tenant alone fills a shard of `clicks`; a crowd of tenants fills a shard
 * of `orders`, where a split helps; whoever reads `clicks-enriched` has about two hours left before loss.
 */
export const blackFriday: ScenarioSource = {
  name: 'black-friday',
  about:
    'A hot key, a hot range, a consumer that is about to lose records, and a dead-letter queue that fills',
  regions: ['us-east-1', 'eu-west-1'],
  streams: [
    {
      name: 'clicks',
      shards: 8,
      shardMetrics: ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'],
      producers: [
        {
          name: 'web',
          recordsPerSecond: 1650,
          recordBytes: 1300,
          retries: 0.2,
          keys: {
            prefix: 'tenant-',
            count: 5000,
            zipf: 0.6,
            heavy: [{key: 'tenant-4471', share: 0.52}],
          },
        },
      ],
      consumers: [{name: 'enrich-clicks'}],
    },
    {
      name: 'orders',
      shards: 16,
      shardMetrics: 'ALL',
      producers: [
        {
          name: 'checkout',
          recordsPerSecond: 5100,
          recordBytes: 1640,
          keys: {prefix: 'customer-', wave: {swing: 0.42, cycles: 3, phase: 0.38}},
        },
        {
          // The shops that went on sale together; their hashes crowd into one part of one shard.
          name: 'flash-sale',
          recordsPerSecond: 430,
          recordBytes: 1150,
          retries: 0.4,
          steps: [{atSecond: -3000, times: 1.76, overSeconds: 600}],
          keys: {
            prefix: 'tenant-',
            heavy: [
              {key: 'tenant-8841', share: 0.3},
              {key: 'tenant-4559', share: 0.08},
            ],
            ranges: [{from: 0.4375, to: 0.468_75, share: 0.62, keys: 300}],
          },
        },
      ],
      consumers: [
        {name: 'enrich-orders', kind: 'lambda', recordsPerSecond: 750},
        {name: 'audit', kind: 'enhanced'},
      ],
    },
    {
      name: 'clicks-enriched',
      shards: 8,
      producers: [
        {
          name: 'enrich-clicks',
          recordsPerSecond: 2000,
          recordBytes: 2100,
          daily: dayOf(0.15),
          keys: {prefix: 'session-', count: 20_000, zipf: 0.4},
        },
      ],
      // Its database went slow yesterday, and it has not kept up since.
      consumers: [
        {
          name: 'personalise',
          kind: 'lambda',
          recordsPerSecond: 330,
          changes: [{atSecond: -23.3 * hour, times: 0.04}],
        },
      ],
    },
    {
      name: 'sessions',
      shards: 4,
      splits: [{atSecond: -5 * hour, shard: 2}],
      shardMetrics: ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'],
      producers: [
        {
          recordsPerSecond: 1100,
          recordBytes: 900,
          daily: dayOf(0.25),
          keys: {prefix: 'session-', count: 3000, zipf: 0.3},
        },
      ],
      consumers: [{name: 'session-windows'}],
    },
    {
      name: 'page-views',
      mode: 'ON_DEMAND',
      shards: 8,
      producers: [
        {
          recordsPerSecond: 2400,
          recordBytes: 800,
          daily: dayOf(0.3),
          keys: {prefix: 'visitor-', wave: {swing: 0.1, cycles: 2}},
        },
      ],
      consumers: [{name: 'page-counts'}],
    },
    {
      name: 'audit-trail',
      shards: 2,
      retentionHours: 168,
      encrypted: true,
      producers: [
        {recordsPerSecond: 180, recordBytes: 1500, keys: {prefix: 'actor-', count: 500, zipf: 0.5}},
      ],
      consumers: [{name: 'compliance', kind: 'enhanced'}, {name: 'archive'}],
    },
    {
      name: 'device-telemetry',
      shards: 4,
      producers: [
        {
          name: 'gateway',
          recordsPerSecond: 60,
          recordBytes: 24_000,
          aggregate: 40,
          daily: dayOf(0.1),
          keys: {prefix: 'device-', count: 2000, zipf: 0.2},
        },
      ],
      consumers: [{name: 'telemetry-rollup'}],
    },
    {
      name: 'inventory',
      shards: 2,
      producers: [
        {
          recordsPerSecond: 90,
          recordBytes: 700,
          bursts: {everySeconds: 300, lastsSeconds: 20, times: 3},
          keys: {prefix: 'sku-', count: 1000, zipf: 0.5},
        },
      ],
      consumers: [{name: 'stock-levels'}],
    },
    {name: 'legacy-import', shards: 1, createdDaysAgo: 900},
    {
      name: 'orders-eu',
      region: 'eu-west-1',
      shards: 4,
      producers: [
        {
          recordsPerSecond: 900,
          recordBytes: 1600,
          daily: dayOf(0.2),
          keys: {prefix: 'customer-', count: 4000, zipf: 0.3},
        },
      ],
      consumers: [{name: 'enrich-orders'}],
    },
    {
      name: 'sessions-eu',
      region: 'eu-west-1',
      shards: 2,
      producers: [
        {
          recordsPerSecond: 500,
          recordBytes: 900,
          daily: dayOf(0.2),
          keys: {prefix: 'session-', count: 3000, zipf: 0.3},
        },
      ],
      consumers: [{name: 'session-windows'}],
    },
  ],
  queues: [...blackFridayQueues],
  buckets: [...blackFridayBuckets],
  functions: [...blackFridayFunctions, ...blackFridayAlarmFunctions],
  topics: [...blackFridayTopics, ...blackFridayAlarmTopics],
  alarms: [...blackFridayAlarms],
  compositeAlarms: [...blackFridayComposites],
  muteRules: [...blackFridayMuteRules],
};
