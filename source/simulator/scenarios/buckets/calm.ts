import type {BucketSource} from '../schema.ts';

const abortRule = `<Rule><ID>stop-uploads</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>
<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule>`;

/** Two buckets that somebody looks after. */
export const calmBuckets: readonly BucketSource[] = [
  {
    name: 'orders-lake',
    createdDaysAgo: 500,
    publicAccessBlock: true,
    lifecycle: `<Rule><ID>cool-down</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>
<Transition><Days>60</Days><StorageClass>GLACIER_IR</StorageClass></Transition>
<Expiration><Days>400</Days></Expiration></Rule>${abortRule}`,
    objects: [
      {
        prefix: 'orders/',
        count: 80_000,
        sinceDaysAgo: 390,
        meanBytes: 4_000_000,
        smallShare: 0,
        classes: [
          {fromDays: 0, storageClass: 'STANDARD'},
          {fromDays: 60, storageClass: 'GLACIER_IR'},
        ],
      },
    ],
  },
  {
    name: 'job-results',
    createdDaysAgo: 400,
    publicAccessBlock: true,
    lifecycle: `<Rule><ID>thirty-days</ID><Filter><Prefix></Prefix></Filter><Status>Enabled</Status>
<Expiration><Days>30</Days></Expiration></Rule>${abortRule}`,
    objects: [{count: 6_000, sinceDaysAgo: 29, meanBytes: 700_000}],
  },
];
