import {expect, test} from 'vitest';
import {counted} from './stored.ts';
import {csvOf, parquetOf, type Reported} from './written.ts';

const at = Date.UTC(2026, 10, 26, 1);
const objectsOf = (name: string, count: number): readonly Reported[] =>
  Array.from({length: count}, (_, index) => ({
    key: `${name}/${index}`,
    size: 1_000,
    modifiedAt: at - index * 60_000,
    storageClass: 'STANDARD',
  }));
const [first, second] = [objectsOf('a', 300), objectsOf('b', 200)];
const csv = [csvOf(first), csvOf(second)];
const parquet = [first, second].map(objects => new Uint8Array(parquetOf(objects)));

test('the files of a report are counted one after another', async () => {
  const all = await counted({files: csv});
  expect(all).toMatchObject({end: 'counted', standing: {objects: 500, bytes: 500_000, files: 2, calls: 2}});
  const some = await counted({files: parquet, format: 'Parquet', prefix: 'b/'});
  expect(some).toMatchObject({end: 'counted', standing: {objects: 200, bytes: 200_000, files: 2}});
});

test('what a damaged file says does not count, and what is wrong with it is said', async () => {
  const sentence = (says: RegExp) => ({end: {code: 'DamagedReport', sentence: expect.stringMatching(says)}});
  const half = csv[1]?.subarray(0, -20);
  const kept = {standing: {objects: 300, files: 1}};
  expect(await counted({files: [csv[0], half]})).toMatchObject({
    ...kept,
    ...sentence(/daily cannot be counted: .*end of file/),
  });
  expect(await counted({files: [csv[0], undefined]})).toMatchObject({
    ...kept,
    ...sentence(/names is not there/),
  });
  expect(await counted({files: [parquet[0], undefined], format: 'Parquet'})).toMatchObject({
    ...kept,
    ...sentence(/names is not there|not as long/),
  });
  const none = {standing: {objects: 0, files: 0}};
  expect(await counted({files: csv, manifest: {checksum: '0'.repeat(32)}})).toMatchObject({
    ...none,
    ...sentence(/MD5/),
  });
  expect(await counted({files: parquet, format: 'Parquet', manifest: {bytes: 5_000}})).toMatchObject({
    ...none,
    ...sentence(/not as long as its manifest says/),
  });
});

test('a Parquet file that is written anew while it is read is not counted in part', async () => {
  const tag = (before: number) => (before < 2 ? 'first' : 'second');
  expect(await counted({files: parquet.slice(0, 1), format: 'Parquet', tag})).toMatchObject({
    end: {code: 'DamagedReport', sentence: expect.stringContaining('was written anew while it was read')},
    standing: {objects: 0, files: 0},
  });
});

test('a request that was refused for now is sent again, and not for ever', async () => {
  expect(await counted({files: csv, slowDowns: 2})).toMatchObject({
    end: 'counted',
    standing: {objects: 500, calls: 4},
    sleeps: [1_000, 2_000],
  });
  expect(await counted({files: parquet, format: 'Parquet', slowDowns: 100})).toMatchObject({
    end: {missing: 'throttled'},
    standing: {objects: 0, calls: 4},
  });
});

test('it can be stopped, and keeps what it has', async () => {
  const many = [csvOf(objectsOf('a', 20_000)), csvOf(objectsOf('b', 20_000))];
  const {end, standing} = await counted({files: many, onStanding: (_standing, stop) => stop()});
  expect(end).toBe('stopped');
  expect(standing.objects).toBeGreaterThan(0);
  expect(standing.objects).toBeLessThan(40_000);
});
