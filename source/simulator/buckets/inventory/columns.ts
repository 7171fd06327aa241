import type {SchemaElement} from 'hyparquet';
import {time, urlEncodeKey} from '../operations/xml.ts';
import type {SimulatedObject, SimulatedVersion} from '../shape.ts';
import type {Inventory} from './index.ts';

export type Row = SimulatedObject &
  Partial<Pick<SimulatedVersion, 'versionId' | 'isLatest' | 'isDeleteMarker'>>;
type Value = string | bigint | boolean | Date | undefined;

/** One column of a report, in the names and types that the user guide's "Amazon S3 Inventory list" and manifests give. */
export type Column = {
  readonly name: string;
  readonly parquet: SchemaElement;
  readonly parquetText: string;
  readonly orc: string;
  /** As it stands between the quotes of a CSV. */
  readonly text: (row: Row) => string;
  readonly value: (row: Row) => Value;
  /** As many bytes a row as it takes at most once it is compressed, where its values follow a pattern. */
  readonly allotted: number;
};

const text = (name: string, column: string, required = false) => ({
  name,
  parquet: {
    name: column,
    type: 'BYTE_ARRAY',
    converted_type: 'UTF8',
    repetition_type: required ? 'REQUIRED' : 'OPTIONAL',
  } satisfies SchemaElement,
  parquetText: `${required ? 'required' : 'optional'} binary ${column} (UTF8)`,
  orc: `${column}:string`,
});

const flag = (name: string, column: string) => ({
  name,
  parquet: {name: column, type: 'BOOLEAN', repetition_type: 'OPTIONAL'} satisfies SchemaElement,
  parquetText: `optional boolean ${column}`,
  orc: `${column}:boolean`,
});

const keyColumn: Column = {
  ...text('Key', 'key', true),
  text: ({key}) => urlEncodeKey(key),
  value: ({key}) => key,
  allotted: 10,
};

const versionColumns: readonly Column[] = [
  {
    ...text('VersionId', 'version_id'),
    text: ({versionId}) => versionId ?? '',
    value: ({versionId}) => versionId,
    allotted: 20,
  },
  {
    ...flag('IsLatest', 'is_latest'),
    text: ({isLatest}) => String(isLatest === true),
    value: ({isLatest}) => isLatest === true,
    allotted: 2,
  },
  {
    ...flag('IsDeleteMarker', 'is_delete_marker'),
    text: ({isDeleteMarker}) => String(isDeleteMarker === true),
    value: ({isDeleteMarker}) => isDeleteMarker === true,
    allotted: 2,
  },
];

const optional: Readonly<Record<Inventory['fields'][number], Column>> = {
  Size: {
    name: 'Size',
    parquet: {name: 'size', type: 'INT64', repetition_type: 'OPTIONAL'},
    parquetText: 'optional int64 size',
    orc: 'size:bigint',
    text: ({size, isDeleteMarker}) => (isDeleteMarker ? '' : String(size)),
    value: ({size, isDeleteMarker}) => (isDeleteMarker ? undefined : BigInt(size)),
    allotted: 4,
  },
  LastModifiedDate: {
    name: 'LastModifiedDate',
    parquet: {
      name: 'last_modified_date',
      type: 'INT64',
      converted_type: 'TIMESTAMP_MILLIS',
      repetition_type: 'OPTIONAL',
    },
    parquetText: 'optional int64 last_modified_date (TIMESTAMP_MILLIS)',
    orc: 'last_modified_date:timestamp',
    text: ({modifiedAt}) => time(modifiedAt),
    value: ({modifiedAt}) => new Date(modifiedAt),
    allotted: 4,
  },
  ETag: {
    ...text('ETag', 'e_tag'),
    text: ({etag}) => etag,
    value: ({etag, isDeleteMarker}) => (isDeleteMarker ? undefined : etag),
    allotted: 8,
  },
  StorageClass: {
    ...text('StorageClass', 'storage_class'),
    text: ({storageClass, isDeleteMarker}) => (isDeleteMarker ? '' : storageClass),
    value: ({storageClass, isDeleteMarker}) => (isDeleteMarker ? undefined : storageClass),
    allotted: 2,
  },
};

/** In the order in which S3 writes them. */
export function columnsOf({name}: {readonly name: string}, {fields, versions}: Inventory): readonly Column[] {
  return [
    {...text('Bucket', 'bucket', true), text: () => name, value: () => name, allotted: 1},
    keyColumn,
    ...(versions === 'All' ? versionColumns : []),
    ...Object.values(optional).filter(column => fields.some(field => field === column.name)),
  ];
}
