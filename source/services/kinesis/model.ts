import * as v from 'valibot';
import {missingReasons} from '../../reading.ts';

const number = v.nullable(v.number());
const missing = v.record(v.string(), v.picklist(missingReasons));
const time = v.pipe(v.string(), v.isoTimestamp());
/** One value a period; null where the period has no data. */
const values = v.array(number);

const lossSchema = v.object({
  state: v.picklist(['none', 'at-risk', 'losing', 'unknown']),
  inSeconds: number,
  basis: v.nullable(v.picklist(['measured', 'assumed'])),
  limitedBy: v.nullable(v.picklist(['retention'])),
});

const consumerSchema = v.object({
  name: v.string(),
  kind: v.picklist(['shared', 'enhanced']),
  state: v.nullable(v.string()),
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

export type Loss = v.InferOutput<typeof lossSchema>;
export type Consumer = v.InferOutput<typeof consumerSchema>;
export type Shard = v.InferOutput<typeof shardSchema>;
export type Stream = v.InferOutput<typeof streamSchema>;
