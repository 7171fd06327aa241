import type {BucketSource} from '../schema.ts';

const escapeCode = '\u001b[31m';

/** The archive's rules, which have made its objects what they are. */
const archiveRules = `<Rule><ID>archive-orders</ID><Filter><Prefix>orders/</Prefix></Filter><Status>Enabled</Status>
<Transition><Days>30</Days><StorageClass>GLACIER_IR</StorageClass></Transition>
<Transition><Days>180</Days><StorageClass>DEEP_ARCHIVE</StorageClass></Transition></Rule>
<Rule><ID>stop-uploads</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>
<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>`;

/** Where the streams of the Friday end up: one bucket that nobody ever looked after, and its neighbours. */
export const blackFridayBuckets: readonly BucketSource[] = [
  {
    // 61 TB that were written once and never moved or deleted.
    name: 'raw-events',
    createdDaysAgo: 640,
    publicAccessBlock: true,
    objects: [
      {prefix: 'clicks/', count: 2_400_000, sinceDaysAgo: 620, meanBytes: 20_000_000, smallShare: 0.05},
      {prefix: 'orders/', count: 1_100_000, sinceDaysAgo: 620, meanBytes: 11_800_000, smallShare: 0.05},
    ],
    uploads: [
      {
        prefix: 'clicks/backfill/',
        count: 260,
        oldestDaysAgo: 410,
        newestDaysAgo: 2,
        parts: 12,
        partBytes: 67_108_864,
        lastPartDaysAgo: 0.3,
      },
    ],
  },
  {
    name: 'archive',
    createdDaysAgo: 1500,
    publicAccessBlock: true,
    encryption: 'arn:aws:kms:us-east-1:123456789012:key/6b1f2f0c-5a77-4f0e-9d1a-2f5d1c3e7a90',
    lifecycle: archiveRules,
    inventories: [{id: 'whole', format: 'Parquet', destinationBucket: 'reports'}],
    objects: [
      {
        prefix: 'orders/',
        count: 900_000,
        sinceDaysAgo: 1200,
        meanBytes: 9_000_000,
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 30, storageClass: 'GLACIER_IR'},
          {fromDays: 180, storageClass: 'DEEP_ARCHIVE'},
        ],
      },
      {
        prefix: 'invoices/',
        keys: 'folders',
        count: 120_000,
        sinceDaysAgo: 1100,
        untilDaysAgo: 200,
        meanBytes: 400_000,
        classes: [{fromDays: 0, storageClass: 'GLACIER'}],
      },
    ],
  },
  {name: 'exports', createdDaysAgo: 300, denied: true, objects: [{count: 40_000, keys: 'flat'}]},
  {
    name: 'orders-eu-lake',
    region: 'eu-west-1',
    createdDaysAgo: 420,
    publicAccessBlock: true,
    intelligentTiering: [{id: 'cold-orders', archiveDays: 120}],
    objects: [
      {
        prefix: 'orders/',
        count: 310_000,
        sinceDaysAgo: 400,
        meanBytes: 6_000_000,
        classes: [{fromDays: 0, storageClass: 'INTELLIGENT_TIERING'}],
      },
    ],
  },
  {
    // Written over again and again; the older versions are kept for ever.
    name: 'checkout-state',
    createdDaysAgo: 700,
    versioning: 'Enabled',
    publicAccessBlock: true,
    objects: [
      {
        prefix: 'carts/',
        keys: 'flat',
        count: 60_000,
        sinceDaysAgo: 200,
        meanBytes: 300_000,
        noncurrent: {share: 0.7, versions: 9},
      },
    ],
  },
  {
    name: 'partner-uploads',
    createdDaysAgo: 200,
    publicAccessBlock: false,
    objects: [{prefix: 'in/', keys: 'folders', count: 900, sinceDaysAgo: 150, meanBytes: 250_000}],
    single: [
      {key: 'in/two\nlines.csv', bytes: 4200},
      {key: 'in/\u{1f6d2} basket.json', bytes: 900},
      {key: `in/${escapeCode}red${escapeCode}.txt`, bytes: 10},
      {key: 'in/per%20cent+plus&amp.csv', bytes: 77},
      {key: 'in//empty//folders', bytes: 0},
      {key: ' leading space', bytes: 5},
    ],
  },
  {name: 'scratch', createdDaysAgo: 30, publicAccessBlock: true},
  {
    // Tiny objects in a class that bills each as 128 KiB.
    name: 'thumbnails',
    createdDaysAgo: 800,
    publicAccessBlock: true,
    inventories: [{id: 'weekly', frequency: 'Weekly', destinationBucket: 'reports'}],
    objects: [
      {
        prefix: 'small/',
        keys: 'flat',
        count: 700_000,
        sinceDaysAgo: 500,
        meanBytes: 9_000,
        smallShare: 1,
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 30, storageClass: 'STANDARD_IA'},
        ],
      },
    ],
  },
  {
    name: 'reports',
    createdDaysAgo: 900,
    publicAccessBlock: true,
    objects: [{prefix: 'daily/', count: 2_000, sinceDaysAgo: 365, meanBytes: 600_000}],
  },
];
