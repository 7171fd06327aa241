import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {open} from './buckets.ts';

const Bucket = 'orders';
const get = (s3: S3Client) => s3.send(new GetBucketLifecycleConfigurationCommand({Bucket}));
const put = (s3: S3Client, rules: LifecycleRule[], size?: 'varies_by_storage_class') =>
  s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {Rules: rules},
      TransitionDefaultMinimumObjectSize: size,
    }),
  );
const rule = (more: Partial<LifecycleRule> = {}): LifecycleRule => ({
  ID: 'old',
  Status: 'Enabled',
  Filter: {Prefix: 'logs/'},
  Expiration: {Days: 400},
  ...more,
});

test('a configuration comes back as it was put, and goes', async () => {
  const {s3} = await open([{name: Bucket}]);
  await expect(get(s3)).rejects.toMatchObject({
    name: 'NoSuchLifecycleConfiguration',
    $metadata: {httpStatusCode: 404},
  });
  const rules = [
    rule({
      Transitions: [
        {Days: 30, StorageClass: 'STANDARD_IA'},
        {Days: 90, StorageClass: 'GLACIER'},
      ],
      NoncurrentVersionExpiration: {NoncurrentDays: 30, NewerNoncurrentVersions: 2},
    }),
    rule({
      ID: 'and & more <>',
      Filter: {And: {Prefix: 'a&b/', Tags: [{Key: 'k', Value: 'v'}], ObjectSizeGreaterThan: 500}},
    }),
    rule({ID: 'uploads', Filter: {Prefix: ''}, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}),
  ];
  await put(s3, rules, 'varies_by_storage_class');
  const found = await get(s3);
  expect(found.Rules).toEqual(rules);
  expect(found.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
  await put(s3, rules);
  expect((await get(s3)).TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
  await s3.send(new DeleteBucketLifecycleCommand({Bucket}));
  await expect(get(s3)).rejects.toMatchObject({name: 'NoSuchLifecycleConfiguration'});
});

test('a rule without an id gets one, and the rules of a scenario are there from the start', async () => {
  const {s3} = await open([
    {
      name: Bucket,
      lifecycle:
        '<Rule><ID>first</ID><Prefix>tmp/</Prefix><Status>Enabled</Status><Expiration><Days>3</Days></Expiration></Rule>',
    },
  ]);
  expect((await get(s3)).Rules).toEqual([
    {ID: 'first', Prefix: 'tmp/', Status: 'Enabled', Expiration: {Days: 3}},
  ]);
  await put(s3, [rule({ID: undefined}), rule()]);
  const ids = (await get(s3)).Rules?.map(each => each.ID) ?? [];
  expect(ids).toEqual([expect.stringMatching(/^.{16,}$/), 'old']);
});

test.each<[string, LifecycleRule[], string]>([
  ['no rules', [], 'MalformedXML'],
  ['the same id twice', [rule(), rule()], 'InvalidArgument'],
  ['an id that is too long', [rule({ID: 'x'.repeat(256)})], 'InvalidArgument'],
  ['more than a thousand rules', Array.from({length: 1001}, (_, n) => rule({ID: `${n}`})), 'MalformedXML'],
  ['nothing to do', [rule({Expiration: undefined})], 'InvalidRequest'],
  ['no filter', [rule({Filter: undefined})], 'MalformedXML'],
  ['a filter and a prefix', [rule({Prefix: 'a'})], 'MalformedXML'],
  ['IA within a month', [rule({Transitions: [{Days: 7, StorageClass: 'STANDARD_IA'}]})], 'InvalidArgument'],
  [
    'an end before the move',
    [rule({Expiration: {Days: 30}, Transitions: [{Days: 30, StorageClass: 'GLACIER'}]})],
    'InvalidArgument',
  ],
  [
    'a way up',
    [
      rule({
        Transitions: [
          {Days: 30, StorageClass: 'GLACIER'},
          {Days: 90, StorageClass: 'STANDARD_IA'},
        ],
      }),
    ],
    'InvalidArgument',
  ],
  [
    'less than a month in IA',
    [
      rule({
        Transitions: [
          {Days: 30, StorageClass: 'STANDARD_IA'},
          {Days: 40, StorageClass: 'GLACIER'},
        ],
      }),
    ],
    'InvalidArgument',
  ],
  ['a day of no length', [rule({Expiration: {Days: 0}})], 'InvalidArgument'],
  [
    'days and dates',
    [rule({Transitions: [{Date: new Date('2027-01-01'), StorageClass: 'GLACIER'}]})],
    'InvalidRequest',
  ],
  [
    'uploads by tags',
    [rule({Filter: {Tag: {Key: 'k', Value: 'v'}}, AbortIncompleteMultipartUpload: {DaysAfterInitiation: 1}})],
    'InvalidRequest',
  ],
  [
    'too many versions kept',
    [rule({NoncurrentVersionExpiration: {NoncurrentDays: 1, NewerNoncurrentVersions: 101}})],
    'InvalidArgument',
  ],
])('%s is refused, and what was there stays', async (_what, rules, name) => {
  const {s3} = await open([{name: Bucket}]);
  await put(s3, [rule({ID: 'kept'})]);
  await expect(put(s3, rules)).rejects.toMatchObject({name, $metadata: {httpStatusCode: 400}});
  expect((await get(s3)).Rules).toHaveLength(1);
});
