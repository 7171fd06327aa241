import * as v from 'valibot';
import {alarmSchema} from '../services/alarms/model.ts';
import {bucketSchema} from '../services/buckets/model.ts';
import {streamSchema} from '../services/kinesis/model.ts';
import {queueSchema} from '../services/queues/model.ts';

const time = v.pipe(v.string(), v.isoTimestamp());
const number = v.nullable(v.number());

const partStates = ['fresh', 'stale', 'denied', 'throttled', 'expired', 'failed', 'partial'] as const;

/** How a part of the document came to be: its state, the time its data is true of, and what went wrong. */
const partSchema = v.object({
  state: v.picklist(partStates),
  asOf: v.nullable(time),
  /** One sentence: what could not be read, and what to do about it. */
  problem: v.nullable(v.string()),
});

const findingSchema = v.object({
  /** Stable: a hash of kind and ARN. */
  id: v.string(),
  kind: v.string(),
  severity: v.picklist(['critical', 'warning', 'info']),
  service: v.string(),
  account: v.string(),
  region: v.string(),
  arn: v.string(),
  resource: v.string(),
  title: v.pipe(v.string(), v.maxLength(40)),
  detail: v.string(),
  since: v.nullable(time),
  /** When data is lost. */
  deadline: v.nullable(time),
  evidence: v.record(v.string(), v.number()),
  suggest: v.nullable(
    v.object({action: v.string(), args: v.record(v.string(), v.string()), cli: v.string()}),
  ),
});

const sourceSchema = v.object({
  profile: v.nullable(v.string()),
  account: v.nullable(v.string()),
  callerArn: v.nullable(v.string()),
  region: v.string(),
  parts: v.record(v.string(), partSchema),
});

const usageSchema = v.object({
  calls: v.number(),
  metricsRequested: v.number(),
  estimatedUsd: v.number(),
  estimatedUsdPerHour: number,
  byOperation: v.record(v.string(), v.number()),
});

export const statuses = ['ok', 'warning', 'critical', 'unknown'] as const;

export const snapshotSchema = v.object({
  schema: v.literal('hotshard.snapshot/1'),
  takenAt: time,
  tookMs: v.number(),
  status: v.picklist(statuses),
  sources: v.array(sourceSchema),
  findings: v.array(findingSchema),
  /** Left out when `--panel` did not ask for it. */
  kinesis: v.optional(v.object({...partSchema.entries, streams: v.array(streamSchema)})),
  queues: v.optional(v.object({...partSchema.entries, queues: v.array(queueSchema)})),
  alarms: v.optional(v.object({...partSchema.entries, alarms: v.array(alarmSchema)})),
  buckets: v.optional(v.object({...partSchema.entries, buckets: v.array(bucketSchema)})),
  usage: usageSchema,
});

export type PartState = (typeof partStates)[number];
export type Part = v.InferOutput<typeof partSchema>;
export type Finding = v.InferOutput<typeof findingSchema>;
export type Source = v.InferOutput<typeof sourceSchema>;
export type Usage = v.InferOutput<typeof usageSchema>;
export type Snapshot = v.InferOutput<typeof snapshotSchema>;
