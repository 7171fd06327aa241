import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, inject, onTestFinished, test} from 'vitest';
import {recordedAccount} from './account.ts';
import {awsCli} from './aws-cli.ts';
import {loadModel} from './model.ts';
import {judgeRestXml} from './verdict.ts';

/** The operation of a command: `list-objects-v2`. */
const pascal = (command: string): string =>
  command.replaceAll(/(?:^|-)(\w)/g, (_dash, letter: string) => letter.toUpperCase());

test('the AWS CLI understands every operation of S3, and its models approve of the answers', async () => {
  const {simulation, clock, recorder} = await recordedAccount();
  const aws = awsCli({...simulation, endpoint: recorder.endpoint});
  const model = await loadModel(inject('tools').models, 's3');
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-s3-'));
  onTestFinished(() => rm(folder, {recursive: true}));
  const file = join(folder, 'body');
  await writeFile(file, 'hello there');
  const succeeded = new Set<string>();
  const problems: string[] = [];
  const s3 = async (command: string, ...args: readonly string[]) => {
    const before = recorder.exchanges.length;
    const said = await aws.run('s3api', command, ...args);
    const operation = pascal(command);
    succeeded.add(operation);
    problems.push(
      ...recorder.exchanges.slice(before).flatMap(exchange => judgeRestXml(model, operation, exchange)),
    );
    return said;
  };
  const fail = (command: string, ...args: readonly string[]) => aws.fail('s3api', command, ...args);
  const at = ['--bucket', 'drill-of-the-cli'];
  const of = (key: string) => [...at, '--key', key];

  await s3('create-bucket', ...at);
  expect(await s3('list-buckets', '--prefix', 'drill', '--page-size', '1')).toMatchObject({
    Buckets: [{Name: 'drill-of-the-cli', BucketRegion: 'us-east-1'}],
  });
  expect(await s3('head-bucket', ...at)).toMatchObject({BucketRegion: 'us-east-1'});
  expect(await s3('get-bucket-location', ...at)).toEqual({LocationConstraint: null});
  await s3('put-bucket-versioning', ...at, '--versioning-configuration', 'Status=Suspended');
  expect(await s3('get-bucket-versioning', ...at)).toEqual({Status: 'Suspended'});
  expect(await s3('get-bucket-encryption', ...at)).toMatchObject({
    ServerSideEncryptionConfiguration: {Rules: [{BucketKeyEnabled: false}]},
  });
  expect(await fail('get-public-access-block', ...at)).toContain('(NoSuchPublicAccessBlockConfiguration)');
  await s3('list-bucket-intelligent-tiering-configurations', ...at);
  await s3('list-bucket-inventory-configurations', ...at);

  const keys = ['a', 'b/one two', 'b/ü+&<>', 'c'];
  for (const key of keys) {
    expect(await s3('put-object', ...of(key), '--body', file)).toMatchObject({ETag: expect.any(String)});
  }
  await s3('put-object', ...of('cold'), '--body', file, '--storage-class', 'GLACIER');
  const all = [...keys, 'cold'].toSorted();
  for (const command of ['list-objects', 'list-objects-v2']) {
    const {Contents: contents} = await s3(command, ...at, '--page-size', '2');
    expect((contents as {readonly Key: string}[]).map(({Key}) => Key).toSorted()).toEqual(all);
    const folders = await s3(command, ...at, '--delimiter', '/');
    expect(folders.CommonPrefixes).toEqual([{Prefix: 'b/'}]);
  }
  const {Versions: versions} = await s3('list-object-versions', ...at, '--page-size', '2');
  expect(versions).toHaveLength(all.length);
  expect(await s3('head-object', ...of('b/ü+&<>'))).toMatchObject({ContentLength: 11});
  await aws.run('s3api', 'get-object', ...of('b/one two'), '--range', 'bytes=6-10', `${file}.part`);
  expect(await readFile(`${file}.part`, 'utf8')).toBe('there');
  succeeded.add('GetObject');
  expect(await fail('get-object', ...of('cold'), `${file}.cold`)).toContain('(InvalidObjectState)');
  expect(await fail('get-object', ...of('never'), `${file}.cold`)).toContain('(NoSuchKey)');
  const restore = ['--restore-request', 'Days=1,GlacierJobParameters={Tier=Standard}'];
  await s3('restore-object', ...of('cold'), ...restore);
  expect(await fail('restore-object', ...of('cold'), ...restore)).toContain('(RestoreAlreadyInProgress)');
  clock.advance(12 * 3_600_000);
  expect(await s3('head-object', ...of('cold'))).toMatchObject({
    Restore: expect.stringContaining('ongoing-request="false"'),
  });

  const rules = {
    Rules: [
      {
        ID: 'old logs',
        Status: 'Enabled',
        Filter: {And: {Prefix: 'logs/', ObjectSizeGreaterThan: 1000}},
        Transitions: [{Days: 30, StorageClass: 'STANDARD_IA'}],
        Expiration: {Days: 400},
        AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7},
      },
    ],
  };
  const put = ['--lifecycle-configuration', JSON.stringify(rules)];
  const size = 'varies_by_storage_class';
  await s3(
    'put-bucket-lifecycle-configuration',
    ...at,
    ...put,
    '--transition-default-minimum-object-size',
    size,
  );
  expect(await s3('get-bucket-lifecycle-configuration', ...at)).toEqual({
    ...rules,
    TransitionDefaultMinimumObjectSize: size,
  });
  await s3('delete-bucket-lifecycle', ...at);
  expect(await fail('get-bucket-lifecycle-configuration', ...at)).toContain('(NoSuchLifecycleConfiguration)');

  const {UploadId: id} = await s3('create-multipart-upload', ...of('large'));
  const upload = [...of('large'), '--upload-id', String(id)];
  expect((await s3('list-multipart-uploads', ...at)).Uploads).toMatchObject([{Key: 'large', UploadId: id}]);
  expect(await s3('list-parts', ...upload)).toMatchObject({StorageClass: 'STANDARD'});
  await s3('abort-multipart-upload', ...upload);
  expect(await fail('abort-multipart-upload', ...upload)).toContain('(NoSuchUpload)');
  const {UploadId: second} = await s3('create-multipart-upload', ...of('large'));
  const again = [...of('large'), '--upload-id', String(second)];
  const {ETag} = await s3('upload-part', ...again, '--part-number', '1', '--body', file);
  const joined = ['--multipart-upload', JSON.stringify({Parts: [{PartNumber: 1, ETag}]})];
  expect(await s3('complete-multipart-upload', ...again, ...joined)).toMatchObject({Key: 'large'});
  expect(await s3('head-object', ...of('large'))).toMatchObject({ContentLength: 11});
  await s3('delete-object', ...of('large'));

  expect(await fail('delete-bucket', ...at)).toContain('(BucketNotEmpty)');
  await s3('delete-object', ...of('a'));
  const rest = {Objects: all.filter(key => key !== 'a').map(key => ({Key: key}))};
  expect((await s3('delete-objects', ...at, '--delete', JSON.stringify(rest))).Deleted).toHaveLength(4);
  expect(await fail('get-object', '--bucket', 'nobody-has-this', '--key', 'a', file)).toContain(
    '(NoSuchBucket)',
  );

  // The model knows one class of versions; S3 lists each with the class that it has.
  const isKnown = (problem: string) =>
    /^ListObjectVersions: .*StorageClass: GLACIER is none of/.test(problem);
  expect([...new Set(problems)].filter(problem => !isKnown(problem))).toEqual([]);
  const unasked = ['GetPublicAccessBlock', 'DeleteBucket'];
  const served = Object.keys(simulation.account.s3).filter(name => !unasked.includes(name));
  expect([...succeeded].toSorted()).toEqual(served.toSorted());
}, 240_000);
