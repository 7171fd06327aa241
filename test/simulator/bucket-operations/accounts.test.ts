import {
  CreateBucketCommand,
  DeleteBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketIntelligentTieringConfigurationsCommand,
  ListBucketInventoryConfigurationsCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import {describe, expect, test} from 'vitest';
import {withRates} from '../../../source/simulator/buckets/operations/rates.ts';
import {accountId, holding, open} from './buckets.ts';

describe('the buckets of an account', () => {
  const shop = () => open([{name: 'orders'}, {name: 'orders-eu', region: 'eu-west-1'}, {name: 'logs'}]);

  test('are listed in all regions, with their regions once something more is asked', async () => {
    const {s3} = await shop();
    const plain = await s3.send(new ListBucketsCommand({}));
    expect(plain.Buckets?.map(each => [each.Name, each.BucketRegion])).toEqual([
      ['logs', undefined],
      ['orders', undefined],
      ['orders-eu', undefined],
    ]);
    expect(plain.Buckets?.[0]?.CreationDate).toBeInstanceOf(Date);
    const refined = await s3.send(new ListBucketsCommand({Prefix: 'orders'}));
    expect(refined.Buckets?.map(each => [each.Name, each.BucketRegion])).toEqual([
      ['orders', 'us-east-1'],
      ['orders-eu', 'eu-west-1'],
    ]);
  });

  test('come in pages, and by the region of the endpoint only', async () => {
    const {s3} = await shop();
    const first = await s3.send(new ListBucketsCommand({MaxBuckets: 2}));
    const second = await s3.send(
      new ListBucketsCommand({MaxBuckets: 2, ContinuationToken: first.ContinuationToken}),
    );
    expect([first, second].map(page => page.Buckets?.map(each => each.Name))).toEqual([
      ['logs', 'orders'],
      ['orders-eu'],
    ]);
    expect(second.ContinuationToken).toBeUndefined();
    const here = await s3.send(new ListBucketsCommand({BucketRegion: 'us-east-1'}));
    expect(here.Buckets).toHaveLength(2);
    await expect(s3.send(new ListBucketsCommand({BucketRegion: 'eu-west-1'}))).rejects.toMatchObject({
      name: 'InvalidArgument',
    });
  });

  test('that are elsewhere say where, and answer there', async () => {
    const {s3, other} = await shop();
    const refusal = s3.send(new ListObjectsV2Command({Bucket: 'orders-eu'}));
    await expect(refusal).rejects.toMatchObject({
      name: 'PermanentRedirect',
      Endpoint: 'orders-eu.s3.eu-west-1.amazonaws.com',
      $metadata: {httpStatusCode: 301},
      $response: {headers: {'x-amz-bucket-region': 'eu-west-1'}},
    });
    await expect(s3.send(new HeadBucketCommand({Bucket: 'orders-eu'}))).rejects.toMatchObject({
      $metadata: {httpStatusCode: 301},
      $response: {headers: {'x-amz-bucket-region': 'eu-west-1'}},
    });
    const location = await s3.send(new GetBucketLocationCommand({Bucket: 'orders-eu'}));
    expect(location.LocationConstraint).toBe('eu-west-1');
    const there = await other({region: 'eu-west-1'}).send(new HeadBucketCommand({Bucket: 'orders-eu'}));
    expect(there.BucketRegion).toBe('eu-west-1');
  });

  test('are made where the endpoint is, and deleted when they are empty', async () => {
    const {s3, other} = await open([holding('full', ['a'])]);
    await s3.send(new CreateBucketCommand({Bucket: 'fresh'}));
    const eu = other({region: 'eu-west-1'});
    const constraint = {CreateBucketConfiguration: {LocationConstraint: 'eu-west-1'}} as const;
    await eu.send(new CreateBucketCommand({Bucket: 'fresh-eu', ...constraint}));
    expect((await s3.send(new ListBucketsCommand({MaxBuckets: 9}))).Buckets).toMatchObject([
      {Name: 'fresh', BucketRegion: 'us-east-1'},
      {Name: 'fresh-eu', BucketRegion: 'eu-west-1'},
      {Name: 'full', BucketRegion: 'us-east-1'},
    ]);
    await expect(eu.send(new CreateBucketCommand({Bucket: 'fresh-eu', ...constraint}))).rejects.toMatchObject(
      {
        name: 'BucketAlreadyOwnedByYou',
      },
    );
    await expect(s3.send(new CreateBucketCommand({Bucket: 'more', ...constraint}))).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
    });
    await s3.send(new DeleteBucketCommand({Bucket: 'fresh'}));
    await expect(s3.send(new HeadBucketCommand({Bucket: 'fresh'}))).rejects.toMatchObject({name: 'NotFound'});
    await expect(s3.send(new DeleteBucketCommand({Bucket: 'full'}))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: {httpStatusCode: 409},
    });
  });
});

describe('who may not', () => {
  test('see a bucket learns its region from HeadBucket', async () => {
    const {s3} = await open([{name: 'theirs', denied: true}]);
    await expect(s3.send(new GetBucketVersioningCommand({Bucket: 'theirs'}))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: {httpStatusCode: 403},
    });
    await expect(s3.send(new HeadBucketCommand({Bucket: 'theirs'}))).rejects.toMatchObject({
      $metadata: {httpStatusCode: 403},
      $response: {headers: {'x-amz-bucket-region': 'us-east-1'}},
    });
  });

  test('expect another owner', async () => {
    const {s3} = await open([{name: 'orders'}]);
    const owned = (owner: string) =>
      s3.send(new ListObjectsV2Command({Bucket: 'orders', ExpectedBucketOwner: owner}));
    await expect(owned('111122223333')).rejects.toMatchObject({name: 'AccessDenied'});
    expect(await owned(accountId)).toMatchObject({KeyCount: 0});
  });

  test('sign with a key or a clock of their own', async () => {
    const {s3, clock, other} = await open([{name: 'orders'}]);
    const list = new ListBucketsCommand({});
    await expect(other({accessKeyId: 'SOMEBODYELSE'}).send(list)).rejects.toMatchObject({
      name: 'InvalidAccessKeyId',
      $metadata: {httpStatusCode: 403},
    });
    await expect(other({region: 'ap-south-1'}).send(list)).rejects.toMatchObject({
      name: 'AuthorizationHeaderMalformed',
    });
    clock.advance(60_000);
    await expect(s3.send(list)).resolves.toBeDefined();
  });

  test.each([
    ['AccessDeniedException', 'AccessDenied', 403],
    ['ExpiredTokenException', 'ExpiredToken', 400],
    ['InternalFailure', 'InternalError', 500],
  ])('meet a fault, %s, as S3 names it', async (code, name, status) => {
    const {s3} = await open([{name: 'orders'}], {faults: [{kind: 'error', operation: 's3:*', code}]});
    await expect(s3.send(new ListObjectsV2Command({Bucket: 'orders'}))).rejects.toMatchObject({
      name,
      $metadata: {httpStatusCode: status},
    });
  });

  test('are told the action that IAM knows, and the bucket', async () => {
    const {s3} = await open([{name: 'orders'}], {
      faults: [{kind: 'error', operation: 's3:ListObjectsV2', code: 'AccessDeniedException'}],
    });
    await expect(s3.send(new ListObjectsV2Command({Bucket: 'orders'}))).rejects.toThrow(
      'is not authorized to perform: s3:ListBucket on resource: arn:aws:s3:::orders because',
    );
  });

  test('go faster than S3 are slowed down', async () => {
    const {s3} = await open([{name: 'orders'}], {faults: [{kind: 'throttle', operation: 's3:*'}]});
    await expect(s3.send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: {httpStatusCode: 503},
    });
  });
});

describe('the settings of a bucket', () => {
  test('are what the account says of them', async () => {
    const {s3} = await open([
      {
        name: 'orders',
        versioning: 'Suspended',
        encryption: 'alias/orders',
        publicAccessBlock: true,
        intelligentTiering: [{id: 'cold', archiveDays: 90, deepArchiveDays: 180}],
        inventories: [{id: 'all', destinationBucket: 'reports'}],
      },
    ]);
    const Bucket = 'orders';
    expect(await s3.send(new GetBucketVersioningCommand({Bucket}))).toMatchObject({Status: 'Suspended'});
    const {ServerSideEncryptionConfiguration: encryption} = await s3.send(
      new GetBucketEncryptionCommand({Bucket}),
    );
    expect(encryption?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: {SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/orders'},
        BucketKeyEnabled: true,
      },
    ]);
    const {PublicAccessBlockConfiguration: block} = await s3.send(new GetPublicAccessBlockCommand({Bucket}));
    expect(Object.values(block ?? {})).toEqual([true, true, true, true]);
    const tiering = await s3.send(new ListBucketIntelligentTieringConfigurationsCommand({Bucket}));
    expect(tiering.IntelligentTieringConfigurationList).toEqual([
      {
        Id: 'cold',
        Status: 'Enabled',
        Tierings: [
          {Days: 90, AccessTier: 'ARCHIVE_ACCESS'},
          {Days: 180, AccessTier: 'DEEP_ARCHIVE_ACCESS'},
        ],
      },
    ]);
    const inventories = await s3.send(new ListBucketInventoryConfigurationsCommand({Bucket}));
    expect(inventories.InventoryConfigurationList).toMatchObject([
      {
        Id: 'all',
        IsEnabled: true,
        Schedule: {Frequency: 'Daily'},
        Destination: {
          S3BucketDestination: {Bucket: 'arn:aws:s3:::reports', Format: 'CSV', Prefix: 'inventory'},
        },
      },
    ]);
  });

  test('that were never made are absent, each in its own way', async () => {
    const {s3} = await open([{name: 'orders'}]);
    const Bucket = 'orders';
    expect((await s3.send(new GetBucketVersioningCommand({Bucket}))).Status).toBeUndefined();
    await s3.send(new PutBucketVersioningCommand({Bucket, VersioningConfiguration: {Status: 'Enabled'}}));
    expect((await s3.send(new GetBucketVersioningCommand({Bucket}))).Status).toBe('Enabled');
    await expect(s3.send(new GetPublicAccessBlockCommand({Bucket}))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
      $metadata: {httpStatusCode: 404},
    });
    const inventories = await s3.send(new ListBucketInventoryConfigurationsCommand({Bucket}));
    expect(inventories.InventoryConfigurationList).toBeUndefined();
    expect(inventories.IsTruncated).toBe(false);
  });

  test('that are not simulated are no list of objects', async () => {
    const {s3} = await open([{name: 'orders'}]);
    await expect(s3.send(new GetBucketPolicyCommand({Bucket: 'orders'}))).rejects.toMatchObject({
      name: 'NotImplemented',
    });
    await expect(s3.send(new GetObjectCommand({Bucket: 'nowhere', Key: 'a'}))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });
});

test('a bucket takes so many reads a second, and an account so many restores', () => {
  const caller = {accountId, arn: 'arn', region: 'us-east-1'};
  const request = (Bucket: string) => ({
    Bucket,
    Key: 'a',
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
  });
  let now = 0;
  const {GetObject: get, RestoreObject: restore} = withRates(() => now, {
    GetObject: () => ({}),
    RestoreObject: () => ({}),
  });
  for (let read = 0; read < 5500; read++) get?.(request('orders'), caller);
  expect(() => get?.(request('orders'), caller)).toThrow('Please reduce your request rate.');
  expect(get?.(request('logs'), caller)).toEqual({});
  for (let asked = 0; asked < 1000; asked++) restore?.(request(`bucket-${asked}`), caller);
  expect(() => restore?.(request('orders'), caller)).toThrow('Please reduce your request rate.');
  now = 1000;
  expect(get?.(request('orders'), caller)).toEqual({});
});
