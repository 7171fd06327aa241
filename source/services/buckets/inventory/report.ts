/** A report that S3 Inventory has written about a bucket. */
export type Report = {
  /** Of its configuration. */
  readonly id: string;
  /** The bucket that it lies in, and where that is. */
  readonly bucket: string;
  readonly region: string;
  /** Whose that bucket has to be, where the configuration says so. */
  readonly account?: string;
  /** The prefix that its configuration has now: what it had when the report was begun, no report says. */
  readonly covers: string;
  /** When AWS began to look at the objects: the report is of then. */
  readonly createdAt: number;
  readonly format: 'CSV' | 'Parquet';
  /** The names of its columns, in their order, as `columnOf` writes them. */
  readonly columns: readonly string[];
  readonly files: readonly ReportFile[];
  /** Why a newer one is not read, in a sentence. */
  readonly newer: string | undefined;
};

export type ReportFile = {
  readonly key: string;
  readonly bytes: number;
  /** MD5, in hex. */
  readonly checksum: string;
};

/** What a report says of one current object. */
export type ReportRow = {
  /** Undefined where it was not asked for. */
  readonly key: string | undefined;
  readonly size: number;
  readonly modifiedAt: number;
  readonly storageClass: string;
};

export type OnRow = (row: ReportRow) => void;

/** The report is not what S3 Inventory writes, or not all of it is there: the message is a sentence about it. */
export class DamagedReport extends Error {
  override readonly name = 'DamagedReport';
}

/** One name for a column that CSV calls `LastModifiedDate` and Parquet `last_modified_date`. */
export const columnOf = (name: string): string => name.trim().replaceAll('_', '').toLowerCase();

export const bytesOf = ({files}: Pick<Report, 'files'>): number =>
  files.reduce((sum, {bytes}) => sum + bytes, 0);
