import {poisonPillAlarms, poisonPillComposites, poisonPillTopics} from './alarms/poison-pill.ts';
import {poisonPillQueues} from './queues/poison-pill.ts';
import type {ScenarioSource} from './schema.ts';

/** A record that a function cannot digest: one shard stands still, and everything behind it waits. */
export const poisonPill: ScenarioSource = {
  name: 'poison-pill',
  about: 'One batch fails over and over, and its shard stands still; messages that nobody can digest',
  regions: ['us-east-1'],
  streams: [
    {
      name: 'payments',
      shards: 8,
      shardMetrics: 'ALL',
      producers: [{recordsPerSecond: 1600, recordBytes: 1100, keys: {prefix: 'account-'}}],
      consumers: [
        {
          name: 'settle-payments',
          kind: 'lambda',
          mapping: {batchSize: 200, poison: {atSecond: -40 * 60, shard: 3}},
        },
        {name: 'fraud', kind: 'enhanced'},
      ],
    },
    {
      // The same on a stream whose shards are not metered: only that one of them stands still can be told.
      name: 'refunds',
      shards: 4,
      producers: [{recordsPerSecond: 400, recordBytes: 900, keys: {prefix: 'account-'}}],
      consumers: [
        {name: 'settle-refunds', kind: 'lambda', mapping: {poison: {atSecond: -35 * 60, shard: 1}}},
      ],
    },
    {
      // Where the mapping gives up on a batch, nothing waits for it.
      name: 'disputes',
      shards: 2,
      producers: [{recordsPerSecond: 100, recordBytes: 900, keys: {prefix: 'account-'}}],
      consumers: [
        {
          name: 'open-disputes',
          kind: 'lambda',
          mapping: {retries: 3, bisect: true, poison: {atSecond: -30 * 60, shard: 0}},
        },
      ],
    },
    {
      name: 'invoices',
      shards: 2,
      producers: [{recordsPerSecond: 150, recordBytes: 1200, keys: {prefix: 'invoice-'}}],
      consumers: [{name: 'book-invoices', kind: 'lambda'}],
    },
  ],
  queues: [...poisonPillQueues],
  topics: [...poisonPillTopics],
  alarms: [...poisonPillAlarms],
  compositeAlarms: [...poisonPillComposites],
};
