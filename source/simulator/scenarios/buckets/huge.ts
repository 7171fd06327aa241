import type {BucketSource} from '../schema.ts';

type ObjectsSource = NonNullable<BucketSource['objects']>[number];

const kinds = ['dated', 'flat', 'folders'] as const;

const aged: ObjectsSource['classes'] = [
  {fromDays: 0, storageClass: 'STANDARD'},
  {fromDays: 30, storageClass: 'STANDARD_IA'},
  {fromDays: 120, storageClass: 'GLACIER'},
];

/** Five hundred buckets of all sizes, up to some ten million objects. */
export const hugeBuckets: readonly BucketSource[] = Array.from({length: 500}, (_, index) => ({
  name: `lake-${String(index).padStart(3, '0')}`,
  createdDaysAgo: 400 + index,
  publicAccessBlock: index % 11 !== 3,
  objects: [
    {
      prefix: 'data/',
      keys: kinds[index % kinds.length] ?? 'dated',
      count: Math.round(40 * 1.025 ** index),
      sinceDaysAgo: 380,
      meanBytes: 200_000 * (1 + (index % 17)),
      ...(index % 5 === 2 ? {classes: aged} : {}),
    },
  ],
}));
