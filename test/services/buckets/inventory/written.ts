import {createHash} from 'node:crypto';
import {gzipSync} from 'node:zlib';
import {parquetWriteBuffer} from 'hyparquet-writer';
import type {Listed} from '../../../../source/services/buckets/scan/page.ts';

/** What a report says of an object or a version of one. */
export type Reported = Listed & {
  readonly isLatest?: boolean;
  readonly isDeleteMarker?: boolean;
};

export const columns = [
  'bucket',
  'key',
  'versionid',
  'islatest',
  'isdeletemarker',
  'size',
  'lastmodifieddate',
  'storageclass',
];

const encoded = (key: string): string =>
  encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');

/** The rows as AWS writes them as CSV: every value in quotes, the key as in a URL, no header. */
export function csvOf(rows: readonly Reported[]): Buffer {
  const lines = rows.map(({key, size, modifiedAt, storageClass, isLatest = true, isDeleteMarker = false}) => {
    const [bytes, stored] = isDeleteMarker ? ['', ''] : [size, storageClass];
    const cells = [
      'exports',
      encoded(key),
      'v1',
      isLatest,
      isDeleteMarker,
      bytes,
      new Date(modifiedAt).toISOString(),
      stored,
    ];
    return `${cells.map(cell => `"${cell}"`).join(',')}\n`;
  });
  return gzipSync(lines.join(''));
}

export const checksumOf = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');

/** The same as Parquet, in row groups of a few. */
export function parquetOf(rows: readonly Reported[], rowGroupSize = 100): ArrayBuffer {
  const marked = (value: unknown, {isDeleteMarker = false}: Reported) => (isDeleteMarker ? undefined : value);
  return parquetWriteBuffer({
    rowGroupSize,
    columnData: [
      {name: 'bucket', data: rows.map(() => 'exports'), type: 'STRING'},
      {name: 'key', data: rows.map(({key}) => key), type: 'STRING'},
      {name: 'is_latest', data: rows.map(({isLatest = true}) => isLatest), type: 'BOOLEAN', nullable: true},
      {
        name: 'is_delete_marker',
        data: rows.map(({isDeleteMarker = false}) => isDeleteMarker),
        type: 'BOOLEAN',
        nullable: true,
      },
      {name: 'size', data: rows.map(row => marked(BigInt(row.size), row)), type: 'INT64', nullable: true},
      {
        name: 'last_modified_date',
        data: rows.map(({modifiedAt}) => new Date(modifiedAt)),
        type: 'TIMESTAMP',
        nullable: true,
      },
      {
        name: 'storage_class',
        data: rows.map(row => marked(row.storageClass, row)),
        type: 'STRING',
        nullable: true,
      },
    ],
  });
}
