import {createHash} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {createBucketWorld} from '../../source/simulator/buckets/world.ts';
import {loadScenario} from '../../source/simulator/scenarios/index.ts';
import type {BucketSource} from '../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../source/simulator/scenarios/start.ts';
import {scenarioFile, simulated} from '../simulated.ts';
import {rcloneOn} from './rclone.ts';

const oddKeys = [
  'new\nline',
  'escape\u001b[31mred\u001b[0m',
  'bell\u0007 and tab\tand\rreturn',
  '🦔/ + %41&amp;<>"',
  'ü/a/Ü b',
  `${'x/'.repeat(40)}deep`,
];

const lake: BucketSource = {
  name: 'lake',
  objects: [
    {prefix: 'logs/', keys: 'dated', count: 3_500},
    {prefix: 'flat/', keys: 'flat', count: 2_200},
    {prefix: 'of/', keys: 'folders', count: 2_300},
  ],
  single: oddKeys.map((key, index) => ({key, bytes: 1_000 + index})),
};

/** rclone shows a control character as its picture, and takes the picture for the character. */
const pictured = (key: string): string =>
  key.replaceAll(/\p{Cc}/gu, one => String.fromCodePoint(0x24_00 + one.charCodeAt(0)));

/** rclone on the account, and the same world to be asked for the truth apart from any listing. */
async function opened(...buckets: readonly BucketSource[]) {
  const file = await scenarioFile({name: 'test', regions: ['us-east-1'], buckets: [...buckets]});
  const {account, clock} = await simulated(file);
  const scenario = await loadScenario(file);
  const world = createBucketWorld({scenario, seed: 1, clock, startAt: scenarioStart});
  return {rclone: rcloneOn(account), world};
}

test('rclone counts what the world holds, to the byte', async () => {
  const {rclone, world} = await opened(lake, {name: 'empty'});
  const {objects: count, bytes} = world.bucket('lake')?.truth() ?? {};
  expect(count).toBe(8_000 + oddKeys.length);
  expect(JSON.parse(await rclone('size', '--json', 'sim:lake'))).toMatchObject({count, bytes});
  expect(JSON.parse(await rclone('size', '--json', '--fast-list', 'sim:lake'))).toMatchObject({count, bytes});
  expect(JSON.parse(await rclone('size', '--json', 'sim:empty'))).toMatchObject({count: 0, bytes: 0});
});

test('rclone lists every key, with its size, folder by folder', async () => {
  const {rclone, world} = await opened({...lake, single: []});
  const lines = (await rclone('lsf', '-R', '--files-only', '--format', 'sp', 'sim:lake')).trim().split('\n');
  const objects = [...(world.bucket('lake')?.objects({prefix: '', after: ''}) ?? [])];
  const truth = objects.map(({key, size}) => `${size};${key}`);
  expect(lines.toSorted()).toEqual(truth.toSorted());
});

test('rclone finds keys with line breaks, escape codes and emoji', async () => {
  const {rclone} = await opened({...lake, objects: []});
  const list = JSON.parse(await rclone('lsjson', '-R', '--files-only', 'sim:lake'));
  const found = (list as {readonly Path: string; readonly Size: number}[]).map(({Path, Size}) => [
    Path,
    Size,
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(oddKeys.map((key, index) => [pictured(key), 1_000 + index])),
  );
  expect(await rclone('cat', `sim:lake/${pictured('new\nline')}`)).toHaveLength(1_000);
});

test('rclone uploads in parts, and reads back what it wrote', async () => {
  const {rclone} = await opened({name: 'empty'});
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-rclone-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const body = Buffer.alloc(12 * 1024 * 1024 + 7, 'parts of a whole ');
  await writeFile(join(folder, 'large'), body);
  const inParts = ['--s3-upload-cutoff', '5M', '--s3-chunk-size', '5M'];
  await rclone('copy', ...inParts, folder, 'sim:empty/in');
  expect(JSON.parse(await rclone('size', '--json', 'sim:empty'))).toMatchObject({
    count: 1,
    bytes: body.length,
  });
  const md5 = createHash('md5').update(body).digest('hex');
  expect(await rclone('hashsum', 'MD5', '--download', 'sim:empty/in')).toBe(`${md5}  large\n`);
  const {uploads} = JSON.parse(
    `{"uploads": ${await rclone('backend', 'list-multipart-uploads', 'sim:empty')}}`,
  ) as {readonly uploads: Readonly<Record<string, readonly unknown[] | null>>};
  expect(Object.values(uploads).flatMap(each => each ?? [])).toEqual([]);
});
