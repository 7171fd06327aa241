import {createHash} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketInventoryConfigurationsCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {parquetReadObjects} from 'hyparquet';
import * as v from 'valibot';
import {expect, test} from 'vitest';
import type {SimulatedObject, SimulatedVersion} from '../../../source/simulator/buckets/shape.ts';
import {createBucketWorld} from '../../../source/simulator/buckets/world.ts';
import {stillClock} from '../../../source/simulator/clock.ts';
import {bucketSchema} from '../../../source/simulator/scenarios/buckets/schema.ts';
import type {BucketSource} from '../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../source/simulator/scenarios/start.ts';
import {open} from '../bucket-operations/buckets.ts';
import {dayMs, hourMs, lifecycle} from './harness.ts';

type InventorySource = NonNullable<BucketSource['inventories']>[number];
type ManifestFile = {readonly key: string; readonly size: number; readonly MD5checksum: string};
type Manifest = {
  readonly creationTimestamp: string;
  readonly fileFormat: string;
  readonly fileSchema: string;
  readonly files: readonly ManifestFile[];
};

const md5 = (content: Uint8Array): string => createHash('md5').update(content).digest('hex');

const orders: BucketSource = {
  name: 'orders',
  objects: [
    {prefix: 'raw/', count: 900, sinceDaysAgo: 90, untilDaysAgo: 3},
    {prefix: 'done/', keys: 'folders', count: 700, sinceDaysAgo: 90, untilDaysAgo: 3},
  ],
  single: [{key: 'per%20cent+plus &"quoted",\n\u{1f6d2}.csv', bytes: 77}],
};

const all = (more: Partial<InventorySource> = {}): InventorySource => ({
  id: 'all',
  destinationBucket: 'reports',
  ...more,
});

const reported = (more: Partial<InventorySource> = {}): Promise<{readonly s3: S3Client}> =>
  open([
    {...orders, inventories: [all(more)]},
    {name: 'reports', objects: [{count: 40}]},
  ]);

async function get(s3: S3Client, Key: string, Range?: string): Promise<Buffer> {
  const {Body} = await s3.send(new GetObjectCommand({Bucket: 'reports', Key, ...(Range && {Range})}));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function keysOf(s3: S3Client, Prefix: string): Promise<readonly string[]> {
  const {Contents = []} = await s3.send(new ListObjectsV2Command({Bucket: 'reports', Prefix}));
  return Contents.map(({Key = ''}) => Key);
}

async function newest(s3: S3Client): Promise<{readonly key: string; readonly manifest: Manifest}> {
  const keys = await keysOf(s3, 'inventory/orders/all/');
  const key = keys.filter(each => each.endsWith('manifest.json')).at(-1) ?? '';
  return {key, manifest: JSON.parse((await get(s3, key)).toString())};
}

function csvRows(file: Buffer): readonly (readonly string[])[] {
  const lines = gunzipSync(file).toString().split('\n').slice(0, -1);
  return lines.map(line => line.slice(1, -1).split('","'));
}

const parquetRows = (file: Buffer) => parquetReadObjects({file: new Uint8Array(file).buffer});

/** What a list of the SDK says of the whole bucket. */
async function listed(s3: S3Client) {
  const found = [];
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const page = await s3.send(new ListObjectsV2Command({Bucket: 'orders', ContinuationToken: token}));
    found.push(...(page.Contents ?? []));
    token = page.NextContinuationToken;
  }
  return found;
}

test('an inventory of a bucket lies in its destination, as its manifest says, to the last byte', async () => {
  const {s3} = await reported({fields: ['Size', 'LastModifiedDate', 'StorageClass', 'ETag']});
  const {key, manifest} = await newest(s3);
  expect(key).toMatch(/^inventory\/orders\/all\/\d{4}-\d\d-\d\dT01-00Z\/manifest\.json$/);
  expect(manifest).toMatchObject({
    sourceBucket: 'orders',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key, Size, LastModifiedDate, ETag, StorageClass',
  });
  const written = await get(s3, key);
  expect((await get(s3, key.replace('.json', '.checksum'))).toString()).toBe(md5(written));
  const rows = [];
  for (const file of manifest.files) {
    const content = await get(s3, file.key);
    expect([content.length, md5(content)]).toEqual([file.size, file.MD5checksum]);
    rows.push(...csvRows(content));
  }
  const there = await listed(s3);
  expect(there).toHaveLength(1601);
  expect(rows).toHaveLength(there.length);
  for (const [index, {Key = '', Size, LastModified, ETag, StorageClass}] of there.entries()) {
    const [bucket, name = '', size, date, etag, storageClass] = rows[index] ?? [];
    expect(decodeURIComponent(name.replaceAll('+', ' '))).toBe(Key);
    expect([bucket, size, date]).toEqual(['orders', String(Size), LastModified?.toISOString()]);
    expect([`"${etag}"`, storageClass]).toEqual([ETag, StorageClass]);
  }
});

test('in Parquet the same is there in columns with types', async () => {
  const {s3} = await reported({format: 'Parquet'});
  const {manifest} = await newest(s3);
  expect(manifest.fileSchema).toBe(
    'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary storage_class (UTF8); }',
  );
  const [file] = manifest.files;
  const content = await get(s3, file?.key ?? '');
  expect([content.length, md5(content)]).toEqual([file?.size, file?.MD5checksum]);
  const there = await listed(s3);
  expect(await parquetRows(content)).toEqual(
    there.map(({Key, Size, LastModified, StorageClass}) => ({
      bucket: 'orders',
      key: Key,
      size: BigInt(Size ?? 0),
      last_modified_date: LastModified,
      storage_class: StorageClass,
    })),
  );
});

test('its objects are listed among the others, looked at, and read in part', async () => {
  const {s3} = await reported();
  const Bucket = 'reports';
  const top = await s3.send(new ListObjectsV2Command({Bucket, Delimiter: '/'}));
  expect(top.CommonPrefixes?.map(({Prefix}) => Prefix)).toContain('inventory/');
  const inside = await s3.send(
    new ListObjectsV2Command({Bucket, Prefix: 'inventory/orders/all/', Delimiter: '/'}),
  );
  const folders = inside.CommonPrefixes?.map(({Prefix = ''}) => Prefix.split('/').at(-2)) ?? [];
  expect(folders.slice(2)).toEqual(['data', 'hive']);
  const days = folders.slice(0, 2).map(folder => Date.parse(folder?.slice(0, 10) ?? ''));
  expect((days[1] ?? 0) - (days[0] ?? 0)).toBe(dayMs);

  const {Contents = []} = await s3.send(
    new ListObjectsV2Command({Bucket, Prefix: 'inventory/orders/all/data/'}),
  );
  const {Key = '', Size = 0, ETag} = Contents[0] ?? {};
  expect(await s3.send(new HeadObjectCommand({Bucket, Key}))).toMatchObject({ContentLength: Size, ETag});
  const whole = await get(s3, Key);
  expect(whole).toHaveLength(Size);
  const part = await s3.send(new GetObjectCommand({Bucket, Key, Range: 'bytes=100-299'}));
  expect(part).toMatchObject({ContentRange: `bytes 100-299/${Size}`, ContentLength: 200, ETag});
  expect(part.$metadata.httpStatusCode).toBe(206);
  expect(Buffer.from((await part.Body?.transformToByteArray()) ?? [])).toEqual(whole.subarray(100, 300));
  expect(await get(s3, Key, 'bytes=-40')).toEqual(whole.subarray(-40));
  await expect(get(s3, Key, `bytes=${Size}-`)).rejects.toMatchObject({name: 'InvalidRange'});
});

test('a configuration says what its reports are', async () => {
  const {s3} = await reported({
    format: 'ORC',
    frequency: 'Weekly',
    prefix: 'raw/',
    versions: 'All',
    fields: ['Size', 'ETag'],
    destinationPrefix: 'a/b',
  });
  const answer = await s3.send(new ListBucketInventoryConfigurationsCommand({Bucket: 'orders'}));
  expect(answer.InventoryConfigurationList).toEqual([
    {
      Id: 'all',
      IsEnabled: true,
      Filter: {Prefix: 'raw/'},
      IncludedObjectVersions: 'All',
      OptionalFields: ['Size', 'ETag'],
      Schedule: {Frequency: 'Weekly'},
      Destination: {
        S3BucketDestination: {
          AccountId: expect.any(String),
          Bucket: 'arn:aws:s3:::reports',
          Format: 'ORC',
          Prefix: 'a/b',
        },
      },
    },
  ]);
  const manifests = (await keysOf(s3, 'a/b/orders/all/')).filter(key => key.endsWith('manifest.json'));
  expect(manifests.map(key => new Date(key.split('/')[4]?.slice(0, 10) ?? '').getUTCDay())).toEqual([0, 0]);
  const manifest: Manifest = JSON.parse((await get(s3, manifests[0] ?? '')).toString());
  expect(manifest).toMatchObject({
    fileFormat: 'ORC',
    fileSchema: expect.stringMatching(/^struct<bucket:string,key:/),
  });
  expect((await get(s3, manifest.files[0]?.key ?? '')).toString()).toBe('ORC');
});

test('one that is off, young, or of another region has delivered nothing', async () => {
  const {s3} = await open([
    {...orders, inventories: [all({enabled: false}), all({id: 'young', startedDaysAgo: 0.1})]},
    {name: 'far', region: 'eu-west-1', objects: [{count: 10}], inventories: [all()]},
    {name: 'reports'},
  ]);
  expect(await keysOf(s3, '')).toEqual([]);
});

const strange = ['a b', 'ä/ö\u{1f600}', 'raw/2026/zz', '%2F', '"', 'zz'.repeat(300)];

const expiry =
  '<Rule><Filter><Prefix>raw/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>15</Days></Expiration></Rule>';

const history = fc.record({
  format: fc.constantFrom('CSV' as const, 'Parquet' as const),
  versions: fc.constantFrom('Current' as const, 'All' as const),
  prefix: fc.constantFrom('', 'raw/', 'raw/2026/11/2'),
  keys: fc.constantFrom('dated' as const, 'flat' as const, 'folders' as const),
  count: fc.integer({min: 1, max: 1200}),
  rowsPerFile: fc.constantFrom(37, 1000),
  versioned: fc.boolean(),
  expires: fc.boolean(),
  deeds: fc.array(fc.record({place: fc.nat(20), hours: fc.integer({min: 1, max: 30}), put: fc.boolean()}), {
    maxLength: 12,
  }),
});

test('whatever happened to a bucket, the files of its report have it as it was when the report was begun', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({keys, count, versioned, expires, deeds, ...inventory}) => {
      const {versions, prefix} = inventory;
      const fields = ['Size', 'LastModifiedDate', 'StorageClass', 'ETag'] as const;
      const {world, clock} = worldOf([
        {
          name: 'orders',
          ...(versioned && {versioning: 'Enabled' as const}),
          objects: [{prefix: 'raw/', keys, count, sinceDaysAgo: 40, noncurrent: {share: 0.4, versions: 2}}],
          inventories: [all({...inventory, fields: [...fields]})],
        },
        {name: 'reports', objects: [{count: 20}]},
      ]);
      const [bucket, reports] = [world.bucket('orders'), world.bucket('reports')];
      if (!bucket || !reports) throw new Error('A bucket is not there.');
      if (expires) bucket.change(lifecycle(expiry));
      for (const {place, hours, put} of deeds) {
        const key = strange[place] ?? [...bucket.objects({prefix: '', after: ''})][place * 20]?.key ?? 'none';
        if (put) bucket.put(key, Buffer.alloc(place * 999), 'STANDARD');
        else bucket.delete(key);
        clock.advance(hours * hourMs);
      }
      const delivered = [...reports.objects({prefix: 'inventory/', after: ''})];
      const newestKey = delivered
        .map(({key}) => key)
        .filter(key => key.endsWith('/manifest.json'))
        .at(-1);
      const manifest: Manifest = JSON.parse(String(await reports.body(newestKey ?? '')));
      const at = Number(manifest.creationTimestamp);
      const found = [];
      for (const {key} of manifest.files) found.push(...(await rowsOf(await reports.body(key), manifest)));
      const from = {prefix, after: '', at};
      const was = versions === 'All' ? [...bucket.versions(from)] : [...bucket.objects(from)];
      expect(found).toEqual(was.map(asRow));
      expect(manifest.files).toHaveLength(Math.ceil(was.length / inventory.rowsPerFile));
      const current = [...bucket.objects(from)];
      const truth = bucket.truth(at, prefix);
      expect(truth.objects).toBe(current.length);
      expect(truth.bytes).toBe(current.reduce((sum, {size}) => sum + size, 0));
      const now = [...reports.objects({prefix: '', after: ''})];
      expect(reports.truth().bytes).toBe(now.reduce((sum, {size}) => sum + size, 0));
    }),
    {numRuns: 20},
  );
});

test('a bucket that is given reports has none of itself', () => {
  expect(() => worldOf([{name: 'orders', inventories: [all({destinationBucket: 'orders'})]}])).toThrow(
    'Bucket orders has an inventory and is given some: let them go to a bucket that has none.',
  );
});

function worldOf(buckets: readonly BucketSource[]) {
  const clock = stillClock(scenarioStart);
  const parsed = buckets.map(each => v.parse(bucketSchema, each));
  const scenario = {accountId: '123456789012', regions: ['us-east-1'], buckets: parsed};
  return {world: createBucketWorld({scenario, seed: 3, clock, startAt: scenarioStart}), clock};
}

type Row = Readonly<Record<string, unknown>>;

async function rowsOf(file: Buffer | undefined, {fileFormat, fileSchema}: Manifest): Promise<readonly Row[]> {
  const content = file ?? Buffer.alloc(0);
  if (fileFormat === 'Parquet') {
    const rows = await parquetRows(content);
    return rows.map(({key, version_id, is_delete_marker, size, last_modified_date, storage_class}) => ({
      key,
      version: version_id ?? undefined,
      size: is_delete_marker ? undefined : Number(size),
      at: last_modified_date.getTime(),
      storageClass: is_delete_marker ? undefined : storage_class,
    }));
  }
  const names = fileSchema.split(', ');
  return csvRows(content).map(row => {
    const of = (name: string) => row[names.indexOf(name)];
    const isMarker = of('IsDeleteMarker') === 'true';
    return {
      key: decodeURIComponent((of('Key') ?? '').replaceAll('+', ' ')),
      version: of('VersionId'),
      size: isMarker ? undefined : Number(of('Size')),
      at: Date.parse(of('LastModifiedDate') ?? ''),
      storageClass: isMarker ? undefined : of('StorageClass'),
    };
  });
}

function asRow(object: SimulatedObject | SimulatedVersion): Row {
  const version = 'versionId' in object ? object : undefined;
  const isMarker = version?.isDeleteMarker === true;
  return {
    key: object.key,
    version: version?.versionId,
    size: isMarker ? undefined : object.size,
    at: Math.floor(object.modifiedAt / 1000) * 1000,
    storageClass: isMarker ? undefined : object.storageClass,
  };
}
