import {expect, test} from 'vitest';
import type {InventoryFact} from '../../../../source/services/buckets/facts.ts';
import {readManifest} from '../../../../source/services/buckets/inventory/manifest.ts';
import {lacking, whyUnusable} from '../../../../source/services/buckets/inventory/usable.ts';

const manifest = {
  sourceBucket: 'exports',
  destinationBucket: 'arn:aws:s3:::reports',
  version: '2016-11-30',
  creationTimestamp: '1795654800000',
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, Size, LastModifiedDate, StorageClass',
  files: [{key: 'inventory/exports/daily/data/1.csv.gz', size: 512, MD5checksum: 'A'.repeat(32)}],
};

test('a manifest says what the report is of and where its files are', () => {
  expect(readManifest(JSON.stringify(manifest))).toEqual({
    source: 'exports',
    format: 'CSV',
    createdAt: 1_795_654_800_000,
    columns: ['bucket', 'key', 'size', 'lastmodifieddate', 'storageclass'],
    files: [{key: 'inventory/exports/daily/data/1.csv.gz', bytes: 512, checksum: 'a'.repeat(32)}],
  });
});

test('the schema of Parquet gives the same names', () => {
  const fileSchema =
    'message s3.inventory { required binary bucket (STRING); required binary key (STRING); ' +
    'optional int64 size; optional int64 last_modified_date (TIMESTAMP(MILLIS,true)); ' +
    'optional binary storage_class (STRING);}';
  const {columns} = readManifest(JSON.stringify({...manifest, fileSchema}));
  expect(columns).toEqual(['bucket', 'key', 'size', 'lastmodifieddate', 'storageclass']);
});

test.each([
  ['{"files": [', /no JSON/],
  ['{}', /cannot be read/],
  [
    JSON.stringify({...manifest, files: [{key: 'a', size: -1, MD5checksum: 'A'.repeat(32)}]}),
    /cannot be read/,
  ],
  [JSON.stringify({...manifest, files: [{key: 'a', size: 1}]}), /cannot be read/],
])('a damaged manifest is refused: %s', (text, says) => {
  expect(() => readManifest(text)).toThrow(says);
});

const inventory: InventoryFact = {
  id: 'daily',
  enabled: true,
  format: 'CSV',
  frequency: 'Daily',
  destinationBucket: 'reports',
  destinationPrefix: 'inventory',
  prefix: '',
  versions: 'Current',
  fields: ['Size', 'LastModifiedDate', 'StorageClass'],
};

test('an inventory can be used when it covers what is asked and says enough of it', () => {
  expect(whyUnusable(inventory, '')).toBeUndefined();
  expect(whyUnusable({...inventory, prefix: 'logs/'}, 'logs/2026/')).toBeUndefined();
  expect(whyUnusable({...inventory, prefix: 'logs/'}, '')).toMatch(/covers only a part/);
  expect(whyUnusable({...inventory, enabled: false}, '')).toBe('Inventory daily is off: turn it on.');
  expect(whyUnusable({...inventory, format: 'ORC'}, '')).toMatch(/configure CSV or Parquet/);
  expect(whyUnusable({...inventory, fields: ['Size']}, '')).toBe(
    'Inventory daily lacks LastModifiedDate and StorageClass: add them to its fields.',
  );
  expect(lacking('daily', ['size', 'last_modified_date', 'storage_class'])).toBeUndefined();
});
