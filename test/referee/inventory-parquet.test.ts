import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, inject, onTestFinished, test} from 'vitest';
import {rowsOfParquet} from '../services/buckets/inventory/reading.ts';

/** Parquet that others wrote: Apache Arrow. */
const at = Date.UTC(2026, 10, 26, 1, 2, 3);
const rows = Array.from({length: 2_500}, (_, index) => ({
  key: index === 7 ? 'new\nline, "quoted" 🦔' : `logs/part ${index}`,
  size: index * 2 ** 31,
  modifiedAt: at - index * 3_600_123,
  storageClass: ['STANDARD', 'GLACIER', 'DEEP_ARCHIVE'][index % 3] ?? '',
  isLatest: index % 5 !== 0,
  isDeleteMarker: index % 7 === 3,
}));
const current = rows
  .filter(({isLatest, isDeleteMarker}) => isLatest && !isDeleteMarker)
  .map(({key, size, modifiedAt, storageClass}) => ({key, size, modifiedAt, storageClass}));

async function written(options: Readonly<Record<string, unknown>>): Promise<ArrayBuffer> {
  const {python, pyarrow} = inject('tools');
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-parquet-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const path = join(folder, 'report.parquet');
  const script = join(import.meta.dirname, 'written-parquet.py');
  const child = spawn(python, [script, path, JSON.stringify({unit: 'ms', ...options})], {
    env: {PATH: process.env.PATH ?? '', PYTHONPATH: pyarrow},
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  child.stdin.end(JSON.stringify(rows));
  expect(await once(child, 'close')).toEqual([0, null]);
  return new Uint8Array(await readFile(path)).buffer;
}

test.each([
  {compression: 'snappy'},
  {compression: 'snappy', row_group_size: 300},
  {compression: 'gzip', data_page_version: '2.0'},
  {compression: 'none', use_dictionary: false},
  {compression: 'snappy', data_page_size: 512, write_page_index: true},
  {compression: 'snappy', unit: 'us'},
  {compression: 'snappy', unit: 'ns', version: '2.6'},
])('a report that Apache Arrow wrote is read row by row: %o', async options => {
  const file = await written(options);
  expect((await rowsOfParquet(file)).rows).toEqual(current);
  const withoutKeys = current.map(row => ({...row, key: undefined}));
  expect((await rowsOfParquet(file, {withKeys: false})).rows).toEqual(withoutKeys);
});

test('a compression that is not known is refused in a sentence', async () => {
  await expect(rowsOfParquet(await written({compression: 'zstd'}))).rejects.toThrow(
    /^A file of it cannot be read as Parquet of \d+ bytes: .*ZSTD/,
  );
});
