import {familiesOf, type Measure} from '../../report/measures.ts';
import type {Family} from '../../report/prometheus-text.ts';
import type {Bucket, StoredClass} from './model.ts';
import {enabledRules} from './wording.ts';

const measures: readonly Measure<Bucket>[] = [
  {
    name: 'bytes',
    help: 'What it holds, older versions and unfinished uploads among it; the figure of a day or two ago.',
    value: row => row.bytes,
  },
  {
    name: 'objects',
    help: 'Objects, older versions and unfinished uploads among them.',
    value: row => row.objects,
  },
  {
    name: 'list_price_usd_per_month',
    help: 'What storing it costs a month by list price; not the bill.',
    value: row => row.monthlyUsd,
  },
  {
    name: 'growth_bytes_per_day',
    help: 'Bytes more a day, over the last fortnight.',
    value: row => row.growthBytesPerDay,
  },
  {
    name: 'figures_timestamp_seconds',
    help: 'The day that the storage figures are of, seconds since 1970.',
    value: row => (row.metricDate === null ? null : Date.parse(row.metricDate) / 1000),
  },
  {
    name: 'lifecycle_rules',
    help: 'Lifecycle rules that are on.',
    value: row => (row.lifecycle === null ? null : enabledRules(row.lifecycle).length),
  },
  {
    name: 'unfinished_uploads',
    help: 'Uploads in parts that were never finished; a thousand where there are more.',
    value: row => row.unfinishedUploads.count,
  },
  {
    name: 'public_access_blocked',
    help: 'Whether all four of its own settings block public access: 1 yes, 0 no.',
    value: row => (row.publicAccessBlocked === null ? null : Number(row.publicAccessBlocked)),
  },
];

const classMeasures: readonly Measure<StoredClass>[] = [
  {
    name: 'class_bytes',
    help: 'What is stored in a class, what AWS keeps beside it among it.',
    value: row => row.bytes,
  },
];

export const bucketFamilies = (buckets: readonly Bucket[]): readonly Family[] => [
  ...familiesOf(
    'hotshard_buckets_',
    measures,
    buckets.map(row => ({row, labels: labelsOf(row)})),
  ),
  ...familiesOf(
    'hotshard_buckets_',
    classMeasures,
    buckets.flatMap(bucket =>
      bucket.classes.map(row => ({
        row,
        labels: {...labelsOf(bucket), storage_class: row.storageClass},
      })),
    ),
  ),
];

const labelsOf = ({name, account, region}: Bucket): Readonly<Record<string, string>> => ({
  bucket: name,
  account,
  region,
});
