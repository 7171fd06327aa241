import {
  laggingConsumerAlarms,
  laggingConsumerComposites,
  laggingConsumerTopics,
} from './alarms/lagging-consumer.ts';
import {laggingQueues} from './queues/lagging-consumer.ts';
import type {ScenarioSource} from './schema.ts';

const hour = 3600;

/** Readers that are behind for one reason each: too slow, disabled, dead, too many, and one that catches up. */
export const laggingConsumer: ScenarioSource = {
  name: 'lagging-consumer',
  about: 'Readers and consumers that are behind, each for a reason of its own',
  regions: ['us-east-1'],
  streams: [
    {
      name: 'invoices',
      shards: 4,
      producers: [{recordsPerSecond: 1200, recordBytes: 900, keys: {prefix: 'invoice-'}}],
      // It waits for a slow database.
      consumers: [
        {
          name: 'book-invoices',
          kind: 'lambda',
          recordsPerSecond: 400,
          changes: [{atSecond: -5 * hour, times: 0.5}],
        },
      ],
    },
    {
      name: 'shipments',
      shards: 2,
      producers: [{recordsPerSecond: 300, recordBytes: 700, keys: {prefix: 'parcel-'}}],
      // Somebody switched it off during a deploy and forgot.
      consumers: [{name: 'track-shipments', kind: 'lambda', mapping: {disabledAtSecond: -4 * hour}}],
    },
    {
      name: 'returns',
      shards: 2,
      shardMetrics: 'ALL',
      producers: [{recordsPerSecond: 200, recordBytes: 800, keys: {prefix: 'return-'}}],
      consumers: [{name: 'refunds', changes: [{atSecond: -25 * 60, times: 0}]}],
    },
    {
      name: 'searches',
      shards: 2,
      producers: [{recordsPerSecond: 1500, recordBytes: 1200, keys: {prefix: 'visitor-'}}],
      // Together they want more of each shard than it gives.
      consumers: [{name: 'suggest'}, {name: 'rank'}, {name: 'trends'}, {name: 'archive'}],
    },
    {
      name: 'quotes',
      shards: 2,
      producers: [{recordsPerSecond: 600, recordBytes: 500, keys: {prefix: 'symbol-'}}],
      // Its records are dropped after two hours, whatever the stream keeps.
      consumers: [
        {
          name: 'price-quotes',
          kind: 'lambda',
          recordsPerSecond: 500,
          mapping: {maximumRecordAgeSeconds: 2 * hour},
          changes: [{atSecond: -2.2 * hour, times: 0.3}],
        },
      ],
    },
    {
      name: 'ratings',
      shards: 2,
      producers: [{recordsPerSecond: 400, recordBytes: 600, keys: {prefix: 'article-'}}],
      // Down for two hours, repaired half an hour ago.
      consumers: [
        {
          name: 'tally-ratings',
          recordsPerSecond: 500,
          changes: [
            {atSecond: -2.5 * hour, times: 0},
            {atSecond: -0.5 * hour, times: 1},
          ],
        },
      ],
    },
  ],
  queues: [...laggingQueues],
  topics: [...laggingConsumerTopics],
  alarms: [...laggingConsumerAlarms],
  compositeAlarms: [...laggingConsumerComposites],
};
