import {setImmediate} from 'node:timers/promises';
import {gunzipSync} from 'node:zlib';
import type {AsyncBuffer, ColumnData} from 'hyparquet';
import {rowDamage} from './damage.ts';
import {columnOf, DamagedReport, type OnRow} from './report.ts';

type ReadBytes = (from: number, to: number) => Promise<ArrayBuffer>;

export type ParquetOptions = {
  readonly bytes: number;
  /** A part of the file. What it throws is thrown on. */
  readonly read: ReadBytes;
  readonly withKeys: boolean;
  readonly signal: AbortSignal;
  readonly onRow: OnRow;
};

/** Snappy, which AWS writes, hyparquet knows itself; it reads a date as a number when it is told to. */
const compressors = {GZIP: (input: Uint8Array) => gunzipSync(input)};
const parsers = {
  timestampFromMilliseconds: (ms: bigint) => Number(ms),
  timestampFromMicroseconds: (us: bigint) => Number(us / 1_000n),
  timestampFromNanoseconds: (ns: bigint) => Number(ns / 1_000_000n),
};
/** What is read of a file first: its description is at its end, and seldom longer. */
const tailBytes = 65_536;
const wanted = ['size', 'lastmodifieddate', 'storageclass', 'islatest', 'isdeletemarker'];

/**
 * A group can have a million rows, and nothing else happens while some are decoded: about 0.3 s for so many where
 * their pages are large too.
 */
const rowsAtOnce = 50_000;

/**
 * Reads a Parquet file by its row groups, of each only the columns that are wanted: the bytes of one group are held at
 * a time, and some of its rows.
 */
export async function readParquet(options: ParquetOptions): Promise<void> {
  const {parquetMetadataAsync, parquetRead, parquetSchema} = await import('hyparquet');
  const {bytes, withKeys, signal, onRow} = options;
  const {file, failure, forget} = watched(options);
  try {
    const metadata = await parquetMetadataAsync(file, {parsers, initialFetchSize: tailBytes});
    const columns = parquetSchema(metadata)
      .children.map(({element}) => element.name)
      .filter(name => wanted.includes(columnOf(name)) || (withKeys && columnOf(name) === 'key'));
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const groupEnd = rowStart + Number(group.num_rows);
      forget();
      while (rowStart < groupEnd) {
        if (signal.aborted) return;
        const rowEnd = Math.min(rowStart + rowsAtOnce, groupEnd);
        const chunks: ColumnData[] = [];
        const onChunk = (chunk: ColumnData) => chunks.push(chunk);
        await parquetRead({file, metadata, columns, rowStart, rowEnd, compressors, parsers, onChunk});
        takeRows(columnsOf(chunks), {rowStart, rowEnd, withKeys}, onRow);
        rowStart = rowEnd;
        await setImmediate();
      }
    }
  } catch (error) {
    if (failure.of !== undefined) throw failure.of.error;
    if (error instanceof DamagedReport) throw error;
    const says = error instanceof Error ? error.message : String(error);
    throw new DamagedReport(`A file of it cannot be read as Parquet of ${bytes} bytes: ${says}.`, {
      cause: error,
    });
  }
}

/** What reading failed with, apart from what the bytes are wrong with; and what was read is not asked for twice. */
function watched({bytes, read}: ParquetOptions) {
  const failure: {of?: {readonly error: unknown}} = {};
  const known = new Map<string, Promise<ArrayBuffer>>();
  const ask = async (from: number, to: number) => {
    try {
      return await read(from, to);
    } catch (error) {
      failure.of ??= {error};
      throw error;
    }
  };
  const slice = (from: number, to = bytes): Promise<ArrayBuffer> => {
    const name = `${from}-${to}`;
    const part = known.get(name) ?? ask(from, to);
    known.set(name, part);
    return part;
  };
  const file: AsyncBuffer = {byteLength: bytes, slice};
  return {file, failure, forget: () => known.clear()};
}

/** The row of a file that a column begins at: it comes by whole pages. */
type Column = {readonly from: number; readonly values: ArrayLike<unknown>};

function columnsOf(chunks: readonly ColumnData[]): ReadonlyMap<string, Column> {
  const columns = new Map<string, {readonly from: number; readonly parts: ColumnData['columnData'][]}>();
  for (const {columnName, columnData, rowStart} of chunks.toSorted((a, b) => a.rowStart - b.rowStart)) {
    const name = columnOf(columnName);
    const known = columns.get(name) ?? {from: rowStart, parts: []};
    known.parts.push(columnData);
    columns.set(name, known);
  }
  return new Map([...columns].map(([name, {from, parts}]) => [name, {from, values: joined(parts)}]));
}

function joined([first = [], ...others]: readonly ColumnData['columnData'][]): Column['values'] {
  if (others.length === 0) return first;
  const all: unknown[] = [];
  for (const part of [first, ...others]) for (const value of part) all.push(value);
  return all;
}

type Rows = {readonly rowStart: number; readonly rowEnd: number; readonly withKeys: boolean};

function takeRows(
  columns: ReadonlyMap<string, Column>,
  {rowStart, rowEnd, withKeys}: Rows,
  onRow: OnRow,
): void {
  const at = (name: string) => {
    const {from, values} = columns.get(name) ?? {from: 0, values: []};
    return (row: number): unknown => values[row - from];
  };
  const [keyAt, sizeAt, timeAt, classAt] = [
    at('key'),
    at('size'),
    at('lastmodifieddate'),
    at('storageclass'),
  ];
  const [latestAt, markerAt] = [at('islatest'), at('isdeletemarker')];
  for (let row = rowStart; row < rowEnd; row += 1) {
    if (latestAt(row) === false || markerAt(row) === true) continue;
    const [key, size, time, storageClass] = [keyAt(row), sizeAt(row), timeAt(row), classAt(row)];
    if (typeof size !== 'bigint' && typeof size !== 'number') throw rowDamage('has no size');
    if (typeof time !== 'number') throw rowDamage('has no date');
    if (withKeys && typeof key !== 'string') throw rowDamage('has no key');
    onRow({
      key: typeof key === 'string' ? key : undefined,
      size: Number(size),
      modifiedAt: time,
      storageClass: typeof storageClass === 'string' && storageClass !== '' ? storageClass : 'STANDARD',
    });
  }
}
