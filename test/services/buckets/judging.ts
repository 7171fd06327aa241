import type {LifecycleRule} from '@aws-sdk/client-s3';
import type {MetricAsk, Series, SeriesBook} from '../../../source/metrics/ask.ts';
import type {Missing} from '../../../source/reading.ts';
import type {BucketDetail, BucketFacts, Count, ListedBucket} from '../../../source/services/buckets/facts.ts';
import {judge} from '../../../source/services/buckets/judge.ts';
import {listPrices, type Prices} from '../../../source/services/buckets/prices/list.ts';
import {type BucketThresholds, defaultThresholds} from '../../../source/services/buckets/thresholds.ts';

export const now = Date.parse('2026-11-21T12:00:00Z');
export const dayMs = 86_400_000;
export const terabyte = 1e12;
/** The newest figures are of the day before yesterday. */
const newestDay = Date.parse('2026-11-19T00:00:00Z');

export const known = <Value>(value: Value) => ({value, asOf: now});

const listedAs = (name: string, region = 'us-east-1'): ListedBucket => ({
  name,
  arn: `arn:aws:s3:::${name}`,
  region,
  createdAt: now - 900 * dayMs,
});

export const tidy: LifecycleRule = {
  ID: 'tidy',
  Status: 'Enabled',
  Filter: {Prefix: ''},
  Expiration: {Days: 365},
  NoncurrentVersionExpiration: {NoncurrentDays: 30},
  AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7},
};

/** Everything is set as it should be. */
const wellKept: BucketDetail = {
  lifecycle: known({rules: [tidy], minimumObjectSize: 'all_storage_classes_128K'}),
  versioning: known('never' as const),
  encryption: known('AES256'),
  publicAccessBlocked: known(true),
  uploads: known({count: 0, more: false, oldestAt: undefined}),
  intelligentTiering: known([]),
  inventories: known([]),
};

/** What it held on the newest day and on each day before it, the newest last. */
type Days = Readonly<Record<string, readonly number[]>>;

type Bucket = {
  readonly days?: Days;
  readonly objects?: readonly number[];
  readonly detail?: BucketDetail;
  readonly count?: Count;
  readonly prices?: Prices;
  readonly thresholds?: BucketThresholds;
  /** Storage types that nobody could read, and why. */
  readonly unread?: Readonly<Record<string, Missing>>;
  /** Storage types whose newest figures are so many days older than those of the others. */
  readonly late?: Readonly<Record<string, number>>;
};

function bookOf({days = {}, objects = [], unread = {}, late = {}}: Bucket): SeriesBook {
  return ({name, dimensions}: MetricAsk): Series => {
    const type = dimensions.StorageType ?? '';
    const missing = unread[type];
    if (missing) return {points: [], periodSeconds: 86_400, coveredUntil: undefined, missing};
    const last = newestDay - (late[type] ?? 0) * dayMs;
    const values = name === 'NumberOfObjects' ? objects : (days[type] ?? []);
    return {
      points: values.map((value, index) => ({at: last - (values.length - 1 - index) * dayMs, value})),
      periodSeconds: 86_400,
      coveredUntil: newestDay + 2 * dayMs,
    };
  };
}

/** A bucket `exports` that is well kept, but for what is said; judged. */
export function judged(bucketIs: Bucket, changes: Partial<BucketFacts> = {}) {
  const {days = {}, detail = {}, count, prices, thresholds} = bucketIs;
  const facts: BucketFacts = {
    buckets: known([listedAs('exports')]),
    storageTypes: new Map([['us-east-1', known(new Map([['exports', Object.keys(days)]]))]]),
    details: new Map([['exports', {...wellKept, ...detail}]]),
    counts: new Map(count ? [['exports', count]] : []),
    ...changes,
  };
  const {resources, findings} = judge(facts, {
    now,
    region: 'us-east-1',
    account: '123456784417',
    view: {visible: [], open: undefined},
    book: bookOf(bucketIs),
    thresholds: thresholds ?? defaultThresholds,
    prices: prices ?? listPrices,
    others: {},
  });
  const [bucket] = resources;
  if (!bucket) throw new Error('There is no bucket.');
  return {bucket, findings, finding: (kind: string) => findings.find(each => each.kind === kind)};
}

/** A fortnight that ends with `last` and grew by `perDay` each day. */
export const fortnight = (last: number, perDay = 0): readonly number[] =>
  Array.from({length: 14}, (_, index) => last - (13 - index) * perDay);
