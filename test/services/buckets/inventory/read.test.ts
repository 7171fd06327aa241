import {createHash} from 'node:crypto';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {ReportRow} from '../../../../source/services/buckets/inventory/report.ts';
import {Tally} from '../../../../source/services/buckets/scan/tally.ts';
import {rowsOfCsv, rowsOfParquet} from './reading.ts';
import {csvOf, parquetOf, type Reported} from './written.ts';

const at = Date.UTC(2026, 10, 26, 1);
const names = ['plain', 'new\nline', 'a "quoted", one', '🦔/ + %41&amp;', 'esc\u001b[31m', 'a b+c'];
const objects: readonly Reported[] = names.map((key, index) => ({
  key,
  size: index * 131_072,
  modifiedAt: at - index * 86_400_000,
  storageClass: index % 2 === 0 ? 'STANDARD' : 'GLACIER',
}));

const readBoth = async (rows: readonly Reported[]) => [
  await rowsOfCsv(csvOf(rows)),
  (await rowsOfParquet(parquetOf(rows))).rows,
];

test('a report gives back what it was written of, whatever is in the keys', async () => {
  for (const rows of await readBoth(objects)) expect(rows).toEqual(objects);
});

test('of all versions only the current ones count, and no delete marker', async () => {
  const [current = objects[0], ...others] = objects;
  if (!current) throw new Error('no object');
  const older = others.map(object => ({...object, isLatest: false}));
  const marker = {...current, key: 'gone', isDeleteMarker: true};
  for (const rows of await readBoth([current, ...older, marker])) expect(rows).toEqual([current]);
});

test('keys are left out where nobody looks at them, and of Parquet not even read', async () => {
  const many = Array.from({length: 6_000}, (_, index) => ({
    key: createHash('sha256').update(`${index}`).digest('hex'),
    size: 5,
    modifiedAt: at,
    storageClass: 'STANDARD',
  }));
  const bytes = parquetOf(many, 3_000);
  const {rows, bytesRead} = await rowsOfParquet(bytes, {withKeys: false});
  expect(rows).toHaveLength(many.length);
  expect(rows[5_999]).toEqual({...many[5_999], key: undefined});
  expect(bytesRead).toBeLessThan(bytes.byteLength / 4);
  const [row] = await rowsOfCsv(csvOf(objects), {withKeys: false});
  expect(row?.key).toBeUndefined();
});

test('what a report says is counted as what a listing says of the same objects', async () => {
  const object = fc.record({
    key: fc.string({unit: 'grapheme', minLength: 1, maxLength: 20}),
    size: fc.integer({min: 0, max: 2 ** 43}),
    modifiedAt: fc.integer({min: at - 4_000 * 86_400_000, max: at}),
    storageClass: fc.constantFrom('STANDARD', 'GLACIER', 'DEEP_ARCHIVE', 'NEW_CLASS'),
  });
  const counted = (rows: readonly (ReportRow | Reported)[]) => {
    const tally = new Tally(at);
    for (const row of rows) tally.add(row);
    return tally.cells;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(object, {minLength: 1, maxLength: 250}), async listed => {
      for (const rows of await readBoth(listed)) expect(counted(rows)).toEqual(counted(listed));
    }),
    {numRuns: 20},
  );
});

test('a damaged CSV is refused in a sentence', async () => {
  const whole = csvOf(objects);
  const refused = (bytes: Buffer, how = {}) => rowsOfCsv(bytes, how).catch((error: Error) => error.message);
  expect(await refused(whole.subarray(0, -12))).toMatch(
    /^A file of it is damaged: unexpected end of file\.$/,
  );
  expect(await refused(Buffer.from('"exports","key"'))).toMatch(/incorrect header check/);
  expect(await refused(whole, {checksum: '0'.repeat(32)})).toMatch(/MD5 is another than its manifest says/);
  expect(await refused(gzipSync('"exports","key","v1"\n'))).toBe(
    'A file of it is damaged: a row has 3 columns, not 8.',
  );
  expect(await refused(gzipSync(`"${'x'.repeat(100_000)}`))).toMatch(/is no CSV \(CSV_MAX_RECORD_SIZE\)/);
  const row = (key: string, size: string, date: string) =>
    gzipSync(`"exports","${key}","v","true","false","${size}","${date}","STANDARD"\n`);
  expect(await refused(row('key', '', '2026-11-26T01:00:00.000Z'))).toMatch(/a row has no size/);
  expect(await refused(row('key', '5', 'yesterday'))).toMatch(/a row has no date/);
  expect(await refused(row('%zz', '5', '2026-11-26T01:00:00.000Z'))).toMatch(/a key that is not URL-encoded/);
});

test('of a row whose quotes are wrong no key is told', async () => {
  const rest = '"v","true","false","5","2026-11-26T01:00:00.000Z","STANDARD"';
  for (const key of ['patients/jane.doe"@x.org', '"patients/jane"doe@x.org"']) {
    const error = await rowsOfCsv(gzipSync(`"exports","a",${rest}\n"exports",${key},${rest}\n`)).catch(
      (thrown: Error) => thrown,
    );
    expect(error).toMatchObject({name: 'DamagedReport'});
    expect(String(error)).toMatch(/damaged: line 2 is no CSV \([A-Z_]+\)\.$/);
    expect(String(error)).not.toContain('jane');
  }
});

test('a row group of many rows is read in parts, and its bytes once', async () => {
  const many = Array.from({length: 60_000}, (_, index) => ({
    key: `k${index}`,
    size: index,
    modifiedAt: at,
    storageClass: index < 55_000 ? 'STANDARD' : 'GLACIER',
  }));
  const bytes = parquetOf(many, many.length);
  const {rows, bytesRead} = await rowsOfParquet(bytes);
  expect(rows).toEqual(many);
  expect(bytesRead).toBeLessThan(bytes.byteLength + 70_000);
});

test('a Parquet file without keys says nothing of a prefix', async () => {
  const [object = {key: '', size: 0, modifiedAt: at, storageClass: 'STANDARD'}] = objects;
  const bytes = parquetOf([object]);
  const renamed = Buffer.from(
    Buffer.from(bytes).toString('latin1').replaceAll('\x03key', '\x03kez'),
    'latin1',
  );
  const nameless = new Uint8Array(renamed).buffer;
  expect((await rowsOfParquet(nameless, {withKeys: false})).rows).toHaveLength(1);
  const refused = rowsOfParquet(nameless).catch((error: Error) => error.message);
  expect(await refused).toBe('A file of it is damaged: a row has no key.');
});

test('a damaged Parquet file is refused in a sentence', async () => {
  const whole = parquetOf(objects);
  const refused = (bytes: ArrayBuffer) => rowsOfParquet(bytes).catch((error: Error) => error.message);
  expect(await refused(whole.slice(0, -12))).toMatch(/^A file of it cannot be read as Parquet of \d+ bytes/);
  expect(await refused(new ArrayBuffer(3))).toMatch(/^A file of it cannot be read as Parquet of 3 bytes/);
  const torn = whole.slice(0);
  new Uint8Array(torn).fill(255, 4, 60);
  expect(await refused(torn)).toMatch(/^A file of it/);
});
