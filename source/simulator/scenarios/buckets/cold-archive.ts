import type {BucketSource} from '../schema.ts';

const rules = `<Rule><ID>telemetry-down</ID><Filter><Prefix>telemetry/</Prefix></Filter><Status>Enabled</Status>
<Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>
<Transition><Days>365</Days><StorageClass>DEEP_ARCHIVE</StorageClass></Transition></Rule>`;

export const coldArchiveBuckets: readonly BucketSource[] = [
  {
    name: 'cold-archive',
    createdDaysAgo: 2200,
    publicAccessBlock: true,
    lifecycle: rules,
    transitionDefaultMinimumObjectSize: 'varies_by_storage_class',
    inventories: [
      {id: 'customers', prefix: 'customers/', destinationBucket: 'archive-reports'},
      {id: 'scans-orc', format: 'ORC', prefix: 'scans/', destinationBucket: 'archive-reports'},
    ],
    objects: [
      {
        prefix: 'telemetry/',
        count: 16_000_000,
        sinceDaysAgo: 2000,
        meanBytes: 3_000_000,
        smallShare: 0.3,
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 30, storageClass: 'GLACIER'},
          {fromDays: 365, storageClass: 'DEEP_ARCHIVE'},
        ],
      },
      {
        prefix: 'scans/',
        keys: 'flat',
        count: 2_500_000,
        sinceDaysAgo: 1500,
        untilDaysAgo: 200,
        meanBytes: 12_000_000,
        classes: [{fromDays: 0, storageClass: 'GLACIER'}],
      },
      {
        prefix: 'customers/',
        keys: 'folders',
        count: 1_500_000,
        sinceDaysAgo: 900,
        untilDaysAgo: 30,
        meanBytes: 800_000,
        classes: [{fromDays: 0, storageClass: 'GLACIER_IR'}],
      },
    ],
  },
  {
    name: 'restored-work',
    createdDaysAgo: 100,
    publicAccessBlock: true,
    objects: [{prefix: 'jobs/', count: 3_000, sinceDaysAgo: 60, meanBytes: 2_000_000}],
  },
  {
    name: 'archive-reports',
    createdDaysAgo: 700,
    publicAccessBlock: true,
    objects: [{prefix: 'access/', count: 5_000, sinceDaysAgo: 600, meanBytes: 30_000}],
  },
];
