import {Readable} from 'node:stream';
import {readCsv} from '../../../../source/services/buckets/inventory/read-csv.ts';
import {readParquet} from '../../../../source/services/buckets/inventory/read-parquet.ts';
import type {ReportRow} from '../../../../source/services/buckets/inventory/report.ts';
import {checksumOf, columns} from './written.ts';

type How = {
  readonly withKeys?: boolean;
  readonly checksum?: string;
  readonly columns?: readonly string[];
};

/** What the CSV reader makes of these bytes, which come in pieces of a few. */
export async function rowsOfCsv(bytes: Buffer, how: How = {}): Promise<readonly ReportRow[]> {
  const rows: ReportRow[] = [];
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 97) pieces.push(bytes.subarray(at, at + 97));
  await readCsv(Readable.from(pieces), {
    columns: how.columns ?? columns,
    file: {checksum: how.checksum ?? checksumOf(bytes)},
    withKeys: how.withKeys ?? true,
    signal: new AbortController().signal,
    onRow: row => rows.push(row),
  });
  return rows;
}

export type PartsRead = {readonly rows: readonly ReportRow[]; readonly bytesRead: number};

export async function rowsOfParquet(bytes: ArrayBuffer, {withKeys = true}: How = {}): Promise<PartsRead> {
  const rows: ReportRow[] = [];
  let bytesRead = 0;
  await readParquet({
    bytes: bytes.byteLength,
    read: async (from, to) => {
      bytesRead += to - from;
      return bytes.slice(from, to);
    },
    withKeys,
    signal: new AbortController().signal,
    onRow: row => rows.push(row),
  });
  return {rows, bytesRead};
}
