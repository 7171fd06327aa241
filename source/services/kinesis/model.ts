import * as v from 'valibot';
import {missingReasons} from '../../reading.ts';

const number = v.nullable(v.number());
const missing = v.record(v.string(), v.picklist(missingReasons));
const time = v.pipe(v.string(), v.isoTimestamp());
/** One value a period; null where the period has no data. */
const values = v.array(number);

const writeVerdicts = [
  'balanced',
  'burst',
  'hot-range',
  'hot-key',
  'hot-unsampled',
  'underprovisioned',
  'overprovisioned',
  'unknown',
] as const;

const readVerdicts = [
  'keeping-up',
  'catching-up',
  'falling-behind',
  'losing',
  'reader-gone',
  'read-throttled',
  'unknown',
] as const;

const lossSchema = v.object({
  state: v.picklist(['none', 'at-risk', 'losing', 'unknown']),
  inSeconds: number,
  basis: v.nullable(v.picklist(['measured', 'assumed'])),
  limitedBy: v.nullable(v.picklist(['retention', 'maximum-record-age'])),
});

const consumerSchema = v.object({
  name: v.string(),
  /** `shared` stands for all that share the shards' throughput: AWS measures only the slowest of them. */
  kind: v.picklist(['shared', 'enhanced', 'lambda']),
  state: v.nullable(v.string()),
  /** Lambda's word about its last batch. */
  lastResult: v.nullable(v.string()),
  /** The event source mapping of a function; -1 is AWS's word for infinite. */
  mapping: v.nullable(
    v.object({
      uuid: v.string(),
      parallelizationFactor: number,
      maximumRecordAgeSeconds: number,
      maximumRetryAttempts: number,
      bisectBatchOnFunctionError: v.nullable(v.boolean()),
    }),
  ),
  lagMs: number,
  slopeMsPerSecond: number,
  loss: lossSchema,
  missing,
});

const shardSchema = v.object({
  id: v.string(),
  parent: v.nullable(v.string()),
  adjacentParent: v.nullable(v.string()),
  startingHashKey: v.string(),
  endingHashKey: v.string(),
  /** Share of the whole key space, 0…1. */
  width: v.number(),
  open: v.boolean(),
  inBytesPerSecond: number,
  inRecordsPerSecond: number,
  refusedPerMinute: number,
  utilization: number,
  askedUtilizationAtMost: number,
  outBytesPerSecond: number,
  readRefusedPerMinute: number,
  iteratorAgeMs: number,
  heat: v.picklist(['hot', 'warm', 'cool', 'cold', 'unknown']),
  /** Where heat, utilisation and what comes in are known from: AWS's metrics, or a sample of the records. */
  measuredBy: v.nullable(v.picklist(['metrics', 'sample'])),
  /** When its numbers are true of: shards that nobody watches are measured less often than their stream. */
  metricsAsOf: v.nullable(time),
  /** Utilisation minute by minute over the last hour; null when it was not asked for. */
  history: v.nullable(v.object({startAt: time, periodSeconds: v.number(), utilization: values})),
  missing,
});

export const streamSchema = v.object({
  name: v.string(),
  arn: v.string(),
  account: v.string(),
  region: v.string(),
  status: v.string(),
  mode: v.nullable(v.string()),
  retentionHours: number,
  encryption: v.nullable(v.string()),
  enhancedMetrics: v.array(v.string()),
  openShards: number,
  inBytesPerSecond: number,
  inRecordsPerSecond: number,
  outBytesPerSecond: number,
  utilization: number,
  utilizationPeak1h: number,
  utilizationPeak24h: number,
  skew: number,
  refusedPerMinute: number,
  readRefusedPerMinute: number,
  iteratorAgeMs: number,
  verdict: v.picklist(writeVerdicts),
  /** The verdict on the write side in one sentence, with its evidence. */
  verdictText: v.string(),
  readVerdict: v.picklist(readVerdicts),
  /** The verdict in one sentence, with its evidence. */
  readVerdictText: v.string(),
  /** What can be done about readers that are behind, the first thing first. */
  waysOut: v.array(v.string()),
  loss: lossSchema,
  consumers: v.array(consumerSchema),
  shards: v.array(shardSchema),
  /** Minute by minute over the last three hours; null when it was not asked for. */
  history: v.nullable(
    v.object({
      startAt: time,
      periodSeconds: v.number(),
      inBytesPerSecond: values,
      inRecordsPerSecond: values,
      refusedPerMinute: values,
      iteratorAgeMs: values,
    }),
  ),
  metricsAsOf: v.nullable(time),
  missing,
});

export type ReadVerdict = (typeof readVerdicts)[number];
export type Loss = v.InferOutput<typeof lossSchema>;
export type Consumer = v.InferOutput<typeof consumerSchema>;
export type Shard = v.InferOutput<typeof shardSchema>;
export type Stream = v.InferOutput<typeof streamSchema>;
