import {createHash} from 'node:crypto';
import {pipeline} from 'node:stream/promises';
import {createGunzip} from 'node:zlib';
import {keyOf} from '../objects/key.ts';
import {csvDamage, isZlibDamage, rowDamage} from './damage.ts';
import {DamagedReport, type OnRow, type ReportFile} from './report.ts';

/** No row of S3 is near this long: a file without quotes in the right places is not read into memory as one row. */
const longestRow = 65_536;

export type CsvOptions = {
  readonly columns: readonly string[];
  readonly file: Pick<ReportFile, 'checksum'>;
  /** Decoding keys takes time: they are left out unless somebody looks at them. */
  readonly withKeys: boolean;
  readonly signal: AbortSignal;
  readonly onRow: OnRow;
};

/** Reads a gzipped CSV as it comes, without holding it, and compares its checksum at the end. */
export async function readCsv(body: AsyncIterable<Uint8Array>, options: CsvOptions): Promise<void> {
  const {columns, file, signal} = options;
  const {CsvError, parse} = await import('csv-parse');
  const hash = createHash('md5');
  const take = takingRows(options);
  const rows = parse({
    max_record_size: longestRow,
    on_record: (cells: readonly string[]) => {
      if (cells.length !== columns.length) {
        throw rowDamage(`has ${cells.length} columns, not ${columns.length}`);
      }
      take(cells);
      // What is null is not kept for a reader of the stream.
      return null;
    },
  });
  rows.resume();
  async function* hashed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      hash.update(chunk);
      yield chunk;
    }
  }
  try {
    await pipeline(body, hashed, createGunzip(), rows, {signal});
  } catch (error) {
    if (error instanceof CsvError) throw csvDamage(error);
    if (isZlibDamage(error)) {
      throw new DamagedReport(`A file of it is damaged: ${error.message}.`, {cause: error});
    }
    throw error;
  }
  if (hash.digest('hex') !== file.checksum) {
    throw new DamagedReport(
      'A file of it is not what was written: its MD5 is another than its manifest says.',
    );
  }
}

function takingRows({columns, withKeys, onRow}: CsvOptions): (cells: readonly string[]) => void {
  const at = (name: string): number => columns.indexOf(name);
  const [key, size, modified, storageClass] = [
    at('key'),
    at('size'),
    at('lastmodifieddate'),
    at('storageclass'),
  ];
  const [latest, marker] = [at('islatest'), at('isdeletemarker')];
  return cells => {
    if (cells[latest] === 'false' || cells[marker] === 'true') return;
    const modifiedAt = Date.parse(cells[modified] ?? '');
    const bytes = cells[size] ?? '';
    if (!/^\d+$/.test(bytes)) throw rowDamage('has no size');
    if (Number.isNaN(modifiedAt)) throw rowDamage('has no date');
    onRow({
      key: withKeys ? decoded(cells[key] ?? '') : undefined,
      size: Number(bytes),
      modifiedAt,
      storageClass: cells[storageClass] || 'STANDARD',
    });
  };
}

function decoded(written: string): string {
  try {
    return keyOf(written, 'url');
  } catch {
    throw rowDamage('has a key that is not URL-encoded');
  }
}
