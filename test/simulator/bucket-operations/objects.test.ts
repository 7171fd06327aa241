import {Readable} from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {holding, open} from './buckets.ts';

const Bucket = 'orders';
const hourMs = 3_600_000;

test('an object is kept as it was put, and read whole or in part', async () => {
  const {s3} = await open([{name: Bucket}]);
  const put = await s3.send(
    new PutObjectCommand({Bucket, Key: 'a.txt', Body: 'hello there', StorageClass: 'STANDARD_IA'}),
  );
  expect(put.ETag).toMatch(/^"[0-9a-f]{32}"$/);
  const whole = await s3.send(new GetObjectCommand({Bucket, Key: 'a.txt'}));
  expect(await whole.Body?.transformToString()).toBe('hello there');
  const part = await s3.send(new GetObjectCommand({Bucket, Key: 'a.txt', Range: 'bytes=6-8'}));
  expect(await part.Body?.transformToString()).toBe('the');
  expect(part.ContentRange).toBe('bytes 6-8/11');
  const tail = await s3.send(new GetObjectCommand({Bucket, Key: 'a.txt', Range: 'bytes=-5'}));
  expect(await tail.Body?.transformToString()).toBe('there');
  await expect(
    s3.send(new GetObjectCommand({Bucket, Key: 'a.txt', Range: 'bytes=50-'})),
  ).rejects.toMatchObject({name: 'InvalidRange'});
  expect(await s3.send(new HeadObjectCommand({Bucket, Key: 'a.txt'}))).toMatchObject({
    ContentLength: 11,
    StorageClass: 'STANDARD_IA',
    ETag: put.ETag,
  });
});

test('bytes come back as they were, gzipped or not', async () => {
  const {s3} = await open([{name: Bucket}]);
  const body = Uint8Array.from({length: 70_000}, (_, index) => (index * 7) % 256);
  await s3.send(new PutObjectCommand({Bucket, Key: 'report.gz', Body: body, ContentEncoding: 'gzip'}));
  const {Body: found} = await s3.send(new GetObjectCommand({Bucket, Key: 'report.gz'}));
  expect(Buffer.from((await found?.transformToByteArray()) ?? []).equals(Buffer.from(body))).toBe(true);
});

test('a body that is sent in chunks is put together', async () => {
  const {s3} = await open([{name: Bucket}]);
  const body = Readable.from([Buffer.alloc(40_000, 'a'), Buffer.alloc(30_000, 'b')]);
  await s3.send(new PutObjectCommand({Bucket, Key: 'flow', Body: body, ContentLength: 70_000}));
  const {Body: found} = await s3.send(new GetObjectCommand({Bucket, Key: 'flow'}));
  expect(await found?.transformToString()).toBe('a'.repeat(40_000) + 'b'.repeat(30_000));
});

test('what is not there is not there', async () => {
  const {s3} = await open([holding(Bucket, ['a'])]);
  await expect(s3.send(new GetObjectCommand({Bucket, Key: 'b'}))).rejects.toMatchObject({
    name: 'NoSuchKey',
    $metadata: {httpStatusCode: 404},
  });
  await expect(s3.send(new HeadObjectCommand({Bucket, Key: 'b'}))).rejects.toMatchObject({name: 'NotFound'});
  const keys = {Delete: {Objects: [{Key: 'a'}, {Key: 'never'}]}};
  const {Deleted: deleted} = await s3.send(new DeleteObjectsCommand({Bucket, ...keys}));
  expect(deleted).toEqual([{Key: 'a'}, {Key: 'never'}]);
  expect((await s3.send(new ListObjectsV2Command({Bucket}))).KeyCount).toBe(0);
});

test('an archived object is restored before it is read', async () => {
  const single = [
    {key: 'cold', storageClass: 'GLACIER' as const, bytes: 5},
    {key: 'coldest', storageClass: 'DEEP_ARCHIVE' as const},
    {key: 'warm'},
  ];
  const {s3, clock} = await open([{name: Bucket, single}]);
  const head = () => s3.send(new HeadObjectCommand({Bucket, Key: 'cold'}));
  const restore = (Key: string, Tier: 'Standard' | 'Expedited' = 'Standard') =>
    s3.send(new RestoreObjectCommand({Bucket, Key, RestoreRequest: {Days: 2, GlacierJobParameters: {Tier}}}));
  await expect(s3.send(new GetObjectCommand({Bucket, Key: 'cold'}))).rejects.toMatchObject({
    name: 'InvalidObjectState',
    $metadata: {httpStatusCode: 403},
  });
  expect((await head()).Restore).toBeUndefined();
  expect((await restore('cold')).$metadata.httpStatusCode).toBe(202);
  expect((await head()).Restore).toBe('ongoing-request="true"');
  await expect(restore('cold')).rejects.toMatchObject({
    name: 'RestoreAlreadyInProgress',
    $metadata: {httpStatusCode: 409},
  });
  const listed = async () => {
    const asked = new ListObjectsV2Command({Bucket, OptionalObjectAttributes: ['RestoreStatus']});
    return (await s3.send(asked)).Contents?.map(each => each.RestoreStatus);
  };
  expect(await listed()).toEqual([{IsRestoreInProgress: true}, undefined, undefined]);
  clock.advance(12 * hourMs);
  expect((await head()).Restore).toMatch(/^ongoing-request="false", expiry-date="\w{3}, /);
  expect((await listed())?.[0]).toEqual({IsRestoreInProgress: false, RestoreExpiryDate: expect.any(Date)});
  const {Body: body} = await s3.send(new GetObjectCommand({Bucket, Key: 'cold'}));
  expect(await body?.transformToByteArray()).toHaveLength(5);
  expect((await restore('cold')).$metadata.httpStatusCode).toBe(200);
  await expect(restore('warm')).rejects.toMatchObject({name: 'InvalidObjectState'});
  await expect(restore('gone')).rejects.toMatchObject({name: 'NoSuchKey'});
  await expect(restore('coldest', 'Expedited')).rejects.toMatchObject({name: 'InvalidArgument'});
});

test('uploads are listed in pages with their parts, and end when they are aborted', async () => {
  const uploads = [{count: 5, oldestDaysAgo: 20, parts: 3, partBytes: 100}];
  const {s3} = await open([{name: Bucket, uploads}]);
  const found: string[] = [];
  let markers: {KeyMarker?: string | undefined; UploadIdMarker?: string | undefined} = {};
  for (;;) {
    const page = await s3.send(new ListMultipartUploadsCommand({Bucket, MaxUploads: 2, ...markers}));
    found.push(...(page.Uploads ?? []).map(each => `${each.Key} ${each.UploadId}`));
    markers = {KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker};
    if (!page.IsTruncated) break;
  }
  expect(new Set(found).size).toBe(5);
  const {Uploads: [first] = []} = await s3.send(
    new ListMultipartUploadsCommand({Bucket, Prefix: 'uploads/'}),
  );
  expect(first).toMatchObject({StorageClass: 'STANDARD', Initiated: expect.any(Date)});
  const of = {Bucket, Key: first?.Key, UploadId: first?.UploadId};
  const parts = await s3.send(new ListPartsCommand({...of, MaxParts: 2}));
  expect(parts.Parts).toMatchObject([{PartNumber: 1}, {PartNumber: 2}]);
  const rest = await s3.send(new ListPartsCommand({...of, PartNumberMarker: parts.NextPartNumberMarker}));
  expect(rest).toMatchObject({IsTruncated: false, Parts: [{PartNumber: 3}]});
  await s3.send(new AbortMultipartUploadCommand(of));
  await expect(s3.send(new AbortMultipartUploadCommand(of))).rejects.toMatchObject({
    name: 'NoSuchUpload',
    $metadata: {httpStatusCode: 404},
  });
  const begun = await s3.send(new CreateMultipartUploadCommand({Bucket, Key: 'new'}));
  const {UploadId: id} = begun;
  expect((await s3.send(new ListPartsCommand({Bucket, Key: 'new', UploadId: id}))).Parts).toBeUndefined();
  expect((await s3.send(new ListMultipartUploadsCommand({Bucket}))).Uploads).toHaveLength(5);
});
