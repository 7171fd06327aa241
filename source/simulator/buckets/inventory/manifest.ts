import {bucketArn} from '../../arns.ts';
import type {Column} from './columns.ts';
import type {Inventory} from './index.ts';

export type ManifestOptions = {
  readonly sourceBucket: string;
  readonly inventory: Inventory;
  readonly columns: readonly Column[];
  readonly runAt: number;
  readonly files: readonly {readonly key: string; readonly size: number; readonly md5: string}[];
};

/** "Inventory manifest", Amazon S3 User Guide: the time is text, in milliseconds. */
export function manifestOf({sourceBucket, inventory, columns, runAt, files}: ManifestOptions): Buffer {
  const manifest = {
    sourceBucket,
    destinationBucket: bucketArn(inventory.destinationBucket),
    version: '2016-11-30',
    creationTimestamp: String(runAt),
    fileFormat: inventory.format,
    fileSchema: schemaOf(inventory.format, columns),
    files: files.map(({key, size, md5}) => ({key, size, MD5checksum: md5})),
  };
  return Buffer.from(JSON.stringify(manifest, undefined, 2));
}

function schemaOf(format: Inventory['format'], columns: readonly Column[]): string {
  if (format === 'CSV') return columns.map(({name}) => name).join(', ');
  if (format === 'ORC') return `struct<${columns.map(({orc}) => orc).join(',')}>`;
  return `message s3.inventory { ${columns.map(({parquetText}) => `${parquetText};`).join(' ')} }`;
}
