import * as v from 'valibot';
import {atLeastZero, listOf, positive, queueName, second, share, whole} from '../values.ts';

const name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.-]{1,128}$/));

/**
 * Which partition keys the records carry. Named heavy keys and crowded ranges take their share first; the rest
 * is Zipf over `count` keys, or spread evenly when `count` is 0.
 */
const keysSchema = v.pipe(
  v.strictObject({
    prefix: v.optional(v.string(), 'key-'),
    count: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000_000)), 0),
    zipf: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(3)), 1),
    /** `hashKey` places the key by an explicit hash key instead of its MD5. */
    heavy: listOf(
      v.strictObject({
        key: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
        share,
        hashKey: v.optional(v.pipe(v.string(), v.regex(/^(0|[1-9]\d{0,38})$/))),
      }),
    ),
    /** `keys` keys whose hashes lie between two fractions of the key space. */
    ranges: listOf(v.strictObject({from: share, to: share, share, keys: whole})),
    /** The evenly spread rest swells and ebbs over the key space, so that no two shards are quite alike. */
    wave: v.optional(v.strictObject({swing: share, cycles: whole, phase: v.optional(v.number(), 0)}), () => ({
      swing: 0,
      cycles: 1,
      phase: 0,
    })),
  }),
  v.check(
    keys => [...keys.heavy, ...keys.ranges].reduce((sum, part) => sum + part.share, 0) <= 1,
    'the shares of heavy keys and ranges come to more than 1',
  ),
  v.check(
    keys => keys.ranges.every(range => range.from < range.to),
    'a range of keys must start before it ends',
  ),
);

const producerSchema = v.strictObject({
  name: v.optional(v.string(), 'producer'),
  recordsPerSecond: atLeastZero,
  recordBytes: v.pipe(v.number(), v.minValue(64), v.maxValue(1_048_576)),
  /** How often a refused record is sent again, on average; each of those is refused and counted too. */
  retries: v.optional(atLeastZero, 1),
  /** User records that the KPL packs into one Kinesis record; absent when the producer does not aggregate. */
  aggregate: v.optional(whole),
  keys: v.optional(keysSchema, {}),
  /** A day's rise and fall: up to `swing` above and below the mean, highest at `peakSecond`. */
  daily: v.optional(v.strictObject({swing: share, peakSecond: second})),
  /** From `atSecond` the rate is `times` as high, reached over `overSeconds`. Several multiply. */
  steps: listOf(
    v.strictObject({atSecond: second, times: atLeastZero, overSeconds: v.optional(atLeastZero, 0)}),
  ),
  bursts: v.optional(v.strictObject({everySeconds: whole, lastsSeconds: whole, times: atLeastZero})),
  /** How far a shard's minute strays from the mean, as a share of it. */
  noise: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(0.5)), 0.03),
});

/** -1 is AWS's word for: without end. */
const withoutEndOr = (least: number, most: number) =>
  v.optional(
    v.pipe(
      v.number(),
      v.integer(),
      v.maxValue(most),
      v.check(value => value === -1 || value >= least, `it is -1, or at least ${least}`),
    ),
    -1,
  );

/** The event source mapping by which a function reads. */
const mappingSchema = v.strictObject({
  /** The name of the consumer, unless said. */
  function: v.optional(v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_-]{1,64}$/))),
  batchSize: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 100),
  /** Batches of one shard at a time: so many times what the consumer reads by itself. */
  parallelizationFactor: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)), 1),
  maximumRecordAgeSeconds: withoutEndOr(60, 604_800),
  retries: withoutEndOr(0, 10_000),
  bisect: v.optional(v.boolean(), false),
  /** Where it sends word of a batch that it gave up. */
  onFailureQueue: v.optional(queueName),
  disabledAtSecond: v.optional(second),
  /** A batch of this shard fails, whenever it is tried, from then on. */
  poison: v.optional(
    v.strictObject({atSecond: second, shard: v.pipe(v.number(), v.integer(), v.minValue(0))}),
  ),
});

const consumerSchema = v.strictObject({
  name,
  kind: v.optional(v.picklist(['shared', 'enhanced', 'lambda']), 'shared'),
  /** Of a consumer of kind `lambda`. */
  mapping: v.optional(mappingSchema, {}),
  /** What it can read of one shard. Absent: all that Kinesis gives. */
  recordsPerSecond: v.optional(positive),
  bytesPerSecond: v.optional(positive),
  pollsPerSecond: v.optional(positive, 1),
  /** How far behind it was when the history starts, a day before the scenario. */
  behindSeconds: v.optional(atLeastZero, 0),
  /** From `atSecond` it reads at `times` its capacity; 0 is a dead reader. The latest one holds. */
  changes: listOf(v.strictObject({atSecond: second, times: atLeastZero})),
});

export const shardLevelMetrics = [
  'IncomingBytes',
  'IncomingRecords',
  'OutgoingBytes',
  'OutgoingRecords',
  'WriteProvisionedThroughputExceeded',
  'ReadProvisionedThroughputExceeded',
  'IteratorAgeMilliseconds',
] as const;

export const streamSchema = v.strictObject({
  name,
  /** The scenario's first region, unless said. */
  region: v.optional(v.string()),
  mode: v.optional(v.picklist(['PROVISIONED', 'ON_DEMAND']), 'PROVISIONED'),
  shards: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  retentionHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(24), v.maxValue(8760)), 24),
  encrypted: v.optional(v.boolean(), false),
  shardMetrics: v.optional(v.union([v.literal('ALL'), v.array(v.picklist(shardLevelMetrics))]), []),
  createdDaysAgo: v.optional(positive, 90),
  /** Shards that were split before: `at` is where, as a fraction of the shard's own range. */
  splits: listOf(
    v.strictObject({
      atSecond: v.pipe(v.number(), v.maxValue(0)),
      shard: v.pipe(v.number(), v.integer(), v.minValue(0)),
      at: v.optional(v.pipe(v.number(), v.gtValue(0), v.ltValue(1)), 0.5),
    }),
  ),
  producers: listOf(producerSchema),
  consumers: listOf(consumerSchema),
});

export type ShardLevelMetric = (typeof shardLevelMetrics)[number];
