import * as v from 'valibot';
import {missingReasons} from '../../reading.ts';

const number = v.nullable(v.number());
const text = v.nullable(v.string());
const time = v.pipe(v.string(), v.isoTimestamp());
/** One value a day; null where the day has no data. */
const values = v.array(number);

/** What is stored in one class, its overheads and padding among it. */
const classSchema = v.object({
  storageClass: v.string(),
  storageTypes: v.array(v.string()),
  bytes: v.number(),
  share: v.number(),
  /** Of these, what pads objects under 128 KiB, which are billed as if they had it. */
  paddingBytes: v.number(),
  /** Of these, what AWS keeps beside archived objects: 40 KiB each. */
  overheadBytes: v.number(),
  /** By list price; null for a class that the table does not know. */
  monthlyUsd: number,
  /**
   * Only of INTELLIGENT_TIERING, and not in `monthlyUsd`: what it costs a month that AWS watches its objects, if all
   * objects of the bucket are in it and are large enough; null where nobody knows how many there are.
   */
  monitoringUsdAtMost: number,
});

const ruleSchema = v.object({
  id: v.string(),
  enabled: v.boolean(),
  /** What it is for, in words: `everything`, `logs/`, `tag team=data`. */
  scope: v.string(),
  /** What it does, in words: `to GLACIER after 90 days`. */
  steps: v.array(v.string()),
});

const adviceKinds = [
  'no-lifecycle',
  'transition',
  'small-objects',
  'noncurrent',
  'uploads',
  'intelligent-tiering',
] as const;

const adviceSchema = v.object({
  kind: v.picklist(adviceKinds),
  /** In a few words, what to do and where: `GLACIER_IR@90 for logs/`. */
  title: v.string(),
  text: v.string(),
  /** Line by line, how the numbers came to be. */
  arithmetic: v.array(v.string()),
  savesUsdPerMonth: number,
  costsOnceUsd: number,
  /** Days until what it costs once has been saved; null where it costs nothing, or nobody can tell. */
  breakEvenDays: number,
  /** The action that carries it out, with its options; null when none does. */
  action: v.nullable(v.object({id: v.string(), options: v.record(v.string(), v.string())})),
});

/** What a count of its objects found. The objects of a prefix, where one was named. */
const scanSchema = v.object({
  countedAt: time,
  /** False where it was stopped before its end. */
  whole: v.boolean(),
  source: v.picklist(['listing', 'inventory']),
  prefixed: v.boolean(),
  calls: v.number(),
  objects: v.number(),
  bytes: v.number(),
  byAge: v.array(v.object({age: v.string(), objects: v.number(), bytes: v.number()})),
  bySize: v.array(v.object({size: v.string(), objects: v.number(), bytes: v.number()})),
  byClass: v.array(v.object({storageClass: v.string(), objects: v.number(), bytes: v.number()})),
});

export const bucketSchema = v.object({
  name: v.string(),
  arn: v.string(),
  account: v.string(),
  /** The bucket's own region, wherever it was listed from. */
  region: v.string(),
  createdAt: v.nullable(time),
  /** The day that the storage figures are of: they come once a day, a day or two late. */
  metricDate: v.nullable(time),
  /** Noncurrent versions and unfinished uploads are among these. */
  bytes: number,
  objects: number,
  /** The largest first. */
  classes: v.array(classSchema),
  /** List price, never the bill; null when a class has none. */
  monthlyUsd: number,
  /** What the list price is of: `us-east-1, 2025-10`. */
  priceList: v.string(),
  growthBytesPerDay: number,
  versioning: v.nullable(v.picklist(['enabled', 'suspended', 'never'])),
  /** Null when it could not be read. */
  lifecycle: v.nullable(v.array(ruleSchema)),
  unfinishedUploads: v.object({
    count: number,
    /** There are more than were listed. */
    more: v.boolean(),
    /** At least, where there are more: the oldest of those that were listed. */
    oldestDays: number,
    /** Null until counted: AWS tells their size part by part. */
    bytes: number,
  }),
  /** Why a setting could not be read, in a sentence; null where all of those that were asked for could. */
  settingsProblem: text,
  /** All four of the bucket's own settings; the account's and the organization's may be stricter. */
  publicAccessBlocked: v.nullable(v.boolean()),
  encryption: text,
  /** Archive tiers that are switched on for objects in INTELLIGENT_TIERING. */
  intelligentTiering: v.nullable(v.array(v.string())),
  /** Reports on its objects that AWS writes, in words: `daily, Parquet, to s3://reports/inventory`. */
  inventories: v.nullable(v.array(v.string())),
  scan: v.nullable(scanSchema),
  advice: v.array(adviceSchema),
  /** What it all means, in one sentence. */
  verdictText: v.string(),
  /** Day by day over the last fortnight; null when it was not asked for. */
  history: v.nullable(v.object({startAt: time, periodSeconds: v.number(), bytes: values, objects: values})),
  metricsAsOf: v.nullable(time),
  missing: v.record(v.string(), v.picklist(missingReasons)),
});

export type Bucket = v.InferOutput<typeof bucketSchema>;
export type StoredClass = v.InferOutput<typeof classSchema>;
export type LifecycleRule = v.InferOutput<typeof ruleSchema>;
export type Advice = v.InferOutput<typeof adviceSchema>;
export type Scan = v.InferOutput<typeof scanSchema>;
