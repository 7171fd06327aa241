import {hugeAlarms, hugeComposites, hugeTopics} from './alarms/huge.ts';
import {hugeBuckets} from './buckets/huge.ts';
import {hugeQueues} from './queues/huge.ts';
import type {ScenarioSource, StreamSource} from './schema.ts';

const writeMetrics = ['IncomingBytes', 'IncomingRecords', 'WriteProvisionedThroughputExceeded'] as const;
const sizes = [40, 80, 120, 160, 200, 240, 280];

/** The streams beside the largest: every seventh has shard metrics, every ninth a crowded range. */
function streamNumber(index: number, shards: number): StreamSource {
  return {
    name: `feed-${String(index).padStart(2, '0')}`,
    shards,
    shardMetrics: index % 7 === 1 ? [...writeMetrics] : [],
    producers: [
      {
        name: 'feed',
        recordsPerSecond: 380 * shards,
        recordBytes: 1100,
        daily: {swing: 0.2, peakSecond: 3600 * (index % 12)},
        keys: {
          prefix: 'entity-',
          wave: {swing: 0.3, cycles: 1 + (index % 5)},
          ranges:
            index % 9 === 4 ? [{from: 0.25, to: 0.25 + 0.8 / shards, share: 2.6 / shards, keys: 40}] : [],
        },
      },
    ],
    consumers:
      index === 21
        ? [{name: 'loader', recordsPerSecond: 360, changes: [{atSecond: -20_000, times: 0.6}]}]
        : [{name: 'loader'}],
  };
}

/** Sizes that come to 7,000 shards over 39 streams. */
function otherStreams(): readonly StreamSource[] {
  const streams: StreamSource[] = [];
  let left = 7000;
  for (let index = 1; index <= 38; index++) {
    const shards = sizes[index % sizes.length] ?? 160;
    left -= shards;
    streams.push(streamNumber(index, shards));
  }
  return [...streams, streamNumber(39, left)];
}

/** Ten thousand open shards over forty streams, the largest of them with three thousand; two thousand queues. */
export const huge: ScenarioSource = {
  name: 'huge',
  about: 'Ten thousand shards, two thousand queues',
  regions: ['us-east-1'],
  shardLimit: 20_000,
  streams: [
    {
      name: 'firehose',
      shards: 3000,
      shardMetrics: [...writeMetrics],
      producers: [
        {
          name: 'edge',
          recordsPerSecond: 1_350_000,
          recordBytes: 900,
          keys: {
            prefix: 'edge-',
            wave: {swing: 0.35, cycles: 7},
            heavy: [{key: 'edge-4418', share: 0.0007}],
            ranges: [{from: 0.6, to: 0.6003, share: 0.0006, keys: 12}],
          },
        },
      ],
      consumers: [{name: 'router'}, {name: 'archive'}],
    },
    ...otherStreams(),
  ],
  queues: [...hugeQueues],
  buckets: [...hugeBuckets],
  topics: [...hugeTopics],
  alarms: [...hugeAlarms],
  compositeAlarms: [...hugeComposites],
};
