import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {pastFolder, type Walked, walk} from '../../../source/simulator/buckets/operations/list/walk.ts';
import {holding, open} from './buckets.ts';

const keysOf = (contents: readonly {readonly Key?: string | undefined}[] = []) =>
  contents.map(({Key}) => Key);
const foldersOf = (prefixes: readonly {readonly Prefix?: string | undefined}[] = []) =>
  prefixes.map(({Prefix}) => Prefix);

async function all(
  s3: S3Client,
  question: {Bucket: string; Prefix?: string; Delimiter?: string},
  pageSize: number,
) {
  const keys: (string | undefined)[] = [];
  const folders: (string | undefined)[] = [];
  for await (const page of paginateListObjectsV2({client: s3, pageSize}, question)) {
    expect(page.KeyCount).toBeLessThanOrEqual(pageSize);
    keys.push(...keysOf(page.Contents));
    folders.push(...foldersOf(page.CommonPrefixes));
  }
  return {keys, folders};
}

const tree = ['a', 'b/1', 'b/2', 'b/c/1', 'c', 'd/1', 'd0', 'e/1'];

test('pages of any size give every object once', async () => {
  const {s3} = await open([holding('tree', tree)]);
  for (const size of [1, 3, 8, 1000]) {
    expect(await all(s3, {Bucket: 'tree'}, size)).toEqual({keys: tree, folders: []});
    expect(await all(s3, {Bucket: 'tree', Prefix: 'b/'}, size)).toEqual({
      keys: ['b/1', 'b/2', 'b/c/1'],
      folders: [],
    });
    expect(await all(s3, {Bucket: 'tree', Delimiter: '/'}, size)).toEqual({
      keys: ['a', 'c', 'd0'],
      folders: ['b/', 'd/', 'e/'],
    });
    expect(await all(s3, {Bucket: 'tree', Prefix: 'b/', Delimiter: '/'}, size)).toEqual({
      keys: ['b/1', 'b/2'],
      folders: ['b/c/'],
    });
  }
});

test('a list begins behind a key, and a token is good for its own question', async () => {
  const {s3} = await open([holding('tree', tree)]);
  const later = await s3.send(new ListObjectsV2Command({Bucket: 'tree', StartAfter: 'c', FetchOwner: true}));
  expect(keysOf(later.Contents)).toEqual(['d/1', 'd0', 'e/1']);
  expect(later).toMatchObject({StartAfter: 'c', IsTruncated: false, KeyCount: 3, MaxKeys: 1000});
  expect(later.Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  const {NextContinuationToken: token} = await s3.send(
    new ListObjectsV2Command({Bucket: 'tree', MaxKeys: 1}),
  );
  await expect(
    s3.send(new ListObjectsV2Command({Bucket: 'tree', Prefix: 'b', ContinuationToken: token})),
  ).rejects.toMatchObject({name: 'InvalidArgument'});
  const none = await s3.send(new ListObjectsV2Command({Bucket: 'tree', MaxKeys: 0}));
  expect(none).toMatchObject({KeyCount: 0, IsTruncated: false});
});

test('the older list goes on by the last key, or by the folder it ended with', async () => {
  const {s3} = await open([holding('tree', tree)]);
  const seen: (string | undefined)[] = [];
  let marker: string | undefined;
  for (;;) {
    const page = await s3.send(
      new ListObjectsCommand({Bucket: 'tree', Delimiter: '/', MaxKeys: 2, Marker: marker}),
    );
    seen.push(...keysOf(page.Contents), ...foldersOf(page.CommonPrefixes));
    marker = page.NextMarker;
    if (!page.IsTruncated) break;
  }
  expect(seen.toSorted()).toEqual(['a', 'b/', 'c', 'd/', 'd0', 'e/']);
});

test('strange keys come through, in the order of their bytes', async () => {
  const strange = [' ', '&<>"\'.txt', 'a b+c%2F', 'a/../b', 'a//b', 'käse', '\u{fffd}', '😀'];
  const {s3} = await open([{name: 'strange'}]);
  for (const key of strange) await s3.send(new PutObjectCommand({Bucket: 'strange', Key: key, Body: key}));
  const listed = await s3.send(new ListObjectsV2Command({Bucket: 'strange'}));
  expect(keysOf(listed.Contents)).toEqual(strange);
  const encoded = await s3.send(new ListObjectsV2Command({Bucket: 'strange', EncodingType: 'url'}));
  expect(keysOf(encoded.Contents).slice(0, 3)).toEqual(['+', '%26%3C%3E%22%27.txt', 'a+b%2Bc%252F']);
  const decoded = keysOf(encoded.Contents).map(key => decodeURIComponent(String(key).replaceAll('+', ' ')));
  expect(decoded).toEqual(strange);
});

test('characters that XML has no place for come through as a URL has them', async () => {
  const {s3} = await open([{name: 'strange'}]);
  const key = 'a\u0001\nb\u007f';
  await s3.send(new PutObjectCommand({Bucket: 'strange', Key: key, Body: 'x'}));
  const {Contents: contents} = await s3.send(
    new ListObjectsV2Command({Bucket: 'strange', EncodingType: 'url'}),
  );
  expect(keysOf(contents)).toEqual(['a%01%0Ab%7F']);
});

test('versions are listed with what was deleted, the newest of a key first, over any pages', async () => {
  const {s3, clock} = await open([{name: 'kept', versioning: 'Enabled'}]);
  for (const key of ['a', 'b', 'a', 'c/d']) {
    await s3.send(new PutObjectCommand({Bucket: 'kept', Key: key, Body: key}));
    clock.advance(2000);
  }
  await s3.send(new DeleteObjectCommand({Bucket: 'kept', Key: 'b'}));
  const whole = await s3.send(new ListObjectVersionsCommand({Bucket: 'kept'}));
  expect(whole.Versions?.map(each => [each.Key, each.IsLatest])).toEqual([
    ['a', true],
    ['a', false],
    ['b', false],
    ['c/d', true],
  ]);
  expect(whole.DeleteMarkers).toMatchObject([{Key: 'b', IsLatest: true}]);
  const paged: (string | undefined)[] = [];
  let markers: {KeyMarker?: string | undefined; VersionIdMarker?: string | undefined} = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({Bucket: 'kept', MaxKeys: 1, ...markers}));
    paged.push(...[...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].map(each => each.VersionId));
    markers = {KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker};
    if (!page.IsTruncated) break;
  }
  const ids = [...(whole.Versions ?? []), ...(whole.DeleteMarkers ?? [])].map(each => each.VersionId);
  expect(paged.toSorted()).toEqual(ids.toSorted());
});

test('a folder of many objects is stepped over, not walked', () => {
  const folders = 50;
  let taken = 0;
  const walked = walk({
    *from(after: string) {
      for (let folder = 0; folder < folders; folder++) {
        for (let item = 0; item < 10_000; item++) {
          const key = `${String(folder).padStart(2, '0')}/${String(item).padStart(5, '0')}`;
          if (after >= pastFolder(key.slice(0, 3))) break;
          taken += 1;
          yield {key};
        }
      }
    },
    prefix: '',
    delimiter: '/',
    after: '',
    most: 1000,
  });
  expect(walked.folders).toHaveLength(folders);
  expect(taken).toBe(folders);
});

test('whatever the keys, the pages of a list are the list', () => {
  const key = fc.stringMatching(/^[ab/]{1,6}$/);
  fc.assert(
    fc.property(fc.uniqueArray(key, {maxLength: 30}), fc.integer({min: 1, max: 5}), (keys, most) => {
      const sorted = keys.toSorted();
      const found = {items: [] as string[], folders: [] as string[]};
      let after: string | undefined = '';
      while (after !== undefined) {
        const from = (start: string) => sorted.filter(each => each > start).map(each => ({key: each}));
        const page: Walked<{readonly key: string}> = walk({from, prefix: 'a', delimiter: '/', after, most});
        found.items.push(...page.items.map(item => item.key));
        found.folders.push(...page.folders);
        after = page.next;
      }
      const folderOf = (each: string) => each.slice(0, each.indexOf('/', 1) + 1);
      expect(found.items).toEqual(sorted.filter(each => each.indexOf('/', 1) < 0));
      expect(found.folders).toEqual([
        ...new Set(sorted.filter(each => each.indexOf('/', 1) > 0).map(folderOf)),
      ]);
    }),
    {numRuns: 100},
  );
});
