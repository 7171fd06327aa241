import type {Bucket, StoredClass} from '../../../source/services/buckets/model.ts';

const account = '123456784417';
const day = 86_400;

/** Figures of 20 November, at noon of the 21st. */
const metricDate = '2026-11-20T00:00:00.000Z';

export const stored = (
  storageClass: string,
  bytes: number,
  share: number,
  changes: Partial<StoredClass> = {},
): StoredClass => ({
  storageClass,
  storageTypes: [],
  bytes,
  share,
  paddingBytes: 0,
  overheadBytes: 0,
  monthlyUsd: (bytes / 2 ** 30) * 0.023,
  monitoringUsdAtMost: null,
  ...changes,
});

/** A bucket that is well: 1.2 TB in STANDARD, a rule, nothing unfinished. Everything is known of it. */
export function bucketWith(changes: Partial<Bucket> = {}): Bucket {
  const {name = 'exports', bytes = 1.2e12} = changes;
  const days = 14;
  return {
    name,
    arn: `arn:aws:s3:::${name}`,
    account,
    region: 'us-east-1',
    createdAt: '2024-02-01T08:00:00.000Z',
    metricDate,
    bytes,
    objects: 1_204_000,
    classes: bytes === null ? [] : [stored('STANDARD', bytes, 1, {storageTypes: ['StandardStorage']})],
    monthlyUsd: bytes === null ? null : (bytes / 2 ** 30) * 0.023,
    priceList: 'us-east-1, 2025-10',
    growthBytesPerDay: 0,
    versioning: 'never',
    lifecycle: [{id: 'tidy', enabled: true, scope: 'everything', steps: ['deleted after 365 days']}],
    unfinishedUploads: {count: 0, more: false, oldestDays: null, bytes: null},
    settingsProblem: null,
    publicAccessBlocked: true,
    encryption: 'AES256',
    intelligentTiering: [],
    inventories: [],
    scan: null,
    advice: [],
    verdictText: 'It holds 1.2 TB in 1.2M objects, all of it STANDARD.',
    history: {
      startAt: new Date(Date.parse(metricDate) - (days - 1) * day * 1000).toISOString(),
      periodSeconds: day,
      bytes: new Array<number | null>(days).fill(bytes),
      objects: new Array<number | null>(days).fill(1_204_000),
    },
    metricsAsOf: '2026-11-21T00:00:00.000Z',
    missing: {scan: 'not-asked', 'unfinishedUploads.bytes': 'not-asked'},
    ...changes,
  };
}

/** A bucket that is listed and answers nothing: whoever asks is refused. */
export const deniedBucket = (changes: Partial<Bucket> = {}): Bucket =>
  bucketWith({
    metricDate: null,
    bytes: null,
    objects: null,
    monthlyUsd: null,
    growthBytesPerDay: null,
    versioning: null,
    lifecycle: null,
    unfinishedUploads: {count: null, more: false, oldestDays: null, bytes: null},
    settingsProblem: 'Not allowed: s3:GetBucketVersioning in us-east-1.',
    publicAccessBlocked: null,
    encryption: null,
    intelligentTiering: null,
    inventories: null,
    verdictText: 'Nobody knows how much it holds: not allowed to read it.',
    history: null,
    metricsAsOf: null,
    missing: Object.fromEntries(
      [
        'bytes',
        'objects',
        'monthlyUsd',
        'growthBytesPerDay',
        'versioning',
        'lifecycle',
        'unfinishedUploads',
        'publicAccessBlocked',
        'encryption',
        'intelligentTiering',
        'inventories',
      ].map(field => [field, 'denied' as const]),
    ),
    ...changes,
  });
