import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {open} from './buckets.ts';

const Bucket = 'orders';
const Key = 'large/one';
const mebibyte = 1024 * 1024;

async function begun(more: {readonly StorageClass?: 'STANDARD_IA'} = {}) {
  const {s3, clock} = await open([{name: Bucket}]);
  const {UploadId} = await s3.send(new CreateMultipartUploadCommand({Bucket, Key, ...more}));
  const of = {Bucket, Key, UploadId};
  const put = async (PartNumber: number, Body: string | Buffer) => {
    const {ETag} = await s3.send(new UploadPartCommand({...of, PartNumber, Body}));
    return {PartNumber, ETag};
  };
  const complete = (Parts: readonly {PartNumber: number; ETag: string | undefined}[]) =>
    s3.send(new CompleteMultipartUploadCommand({...of, MultipartUpload: {Parts: [...Parts]}}));
  const parts = async () => (await s3.send(new ListPartsCommand(of))).Parts;
  return {s3, clock, put, complete, parts};
}

const uploads = async (s3: S3Client) =>
  (await s3.send(new ListMultipartUploadsCommand({Bucket}))).Uploads ?? [];

test('parts are listed with their sizes, one of the same number takes the place of the other', async () => {
  const {clock, put, parts} = await begun();
  await put(2, 'second');
  clock.advance(60_000);
  await put(1, 'first');
  const again = await put(2, 'the second');
  expect(await parts()).toMatchObject([
    {PartNumber: 1, Size: 5},
    {PartNumber: 2, Size: 10, ETag: again.ETag, LastModified: new Date(clock.now())},
  ]);
});

test('an upload that is completed is an object of all its bytes, and no upload any more', async () => {
  const {s3, put, complete} = await begun({StorageClass: 'STANDARD_IA'});
  const parts = [await put(1, Buffer.alloc(5 * mebibyte, 'a')), await put(7, 'the end')];
  expect(await s3.send(new ListObjectsV2Command({Bucket}))).toMatchObject({KeyCount: 0});
  const made = await complete(parts);
  expect(made).toMatchObject({Bucket, Key, ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/)});
  const {Contents: contents} = await s3.send(new ListObjectsV2Command({Bucket}));
  expect(contents).toMatchObject([
    {Key, Size: 5 * mebibyte + 7, StorageClass: 'STANDARD_IA', ETag: made.ETag},
  ]);
  const {Body: body} = await s3.send(new GetObjectCommand({Bucket, Key, Range: 'bytes=-8'}));
  expect(await body?.transformToString()).toBe('athe end');
  expect(await uploads(s3)).toEqual([]);
  await expect(complete(parts)).rejects.toMatchObject({name: 'NoSuchUpload'});
});

test('what cannot be put together is refused, and stays an upload', async () => {
  const {s3, put, complete} = await begun();
  const [one, two] = [await put(1, 'one'), await put(2, 'two')];
  await expect(complete([one, two])).rejects.toMatchObject({name: 'EntityTooSmall'});
  await expect(complete([two, one])).rejects.toMatchObject({name: 'InvalidPartOrder'});
  await expect(complete([{...one, ETag: two.ETag}])).rejects.toMatchObject({name: 'InvalidPart'});
  await expect(complete([])).rejects.toMatchObject({name: 'MalformedXML'});
  await expect(put(10_001, 'much')).rejects.toMatchObject({name: 'InvalidArgument'});
  expect(await uploads(s3)).toHaveLength(1);
  // The last part is as small as it likes, and parts that are not named are left out.
  await complete([two]);
  expect(await s3.send(new ListObjectsV2Command({Bucket}))).toMatchObject({Contents: [{Size: 3}]});
});
