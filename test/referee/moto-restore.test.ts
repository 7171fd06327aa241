import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Action, OptionValues} from '../../source/actions/action.ts';
import {Journal} from '../../source/actions/journal.ts';
import {startAction} from '../../source/actions/life.ts';
import {Arming} from '../../source/aws/arming.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {restore} from '../../source/services/buckets/restore/action.ts';
import {abortUploads} from '../../source/services/buckets/uploads/action.ts';
import {type Moto, startMoto} from './moto.ts';

/** An S3 that others wrote; our restore and abort against it. */
let moto: Moto;
let s3: S3Client;
let session: Session;
let folder: string;
const account = '123456789012';
const region = 'us-east-1';
const Bucket = 'exports';
const target = {service: 'buckets', account, region, arn: `arn:aws:s3:::${Bucket}`, resource: Bucket};
const arming = new Arming({clock: systemClock, readOnly: false});
const stop = new AbortController();
const keys = ['cold/one', 'cold/two words+plus', 'cold/zwölf 🧊'];

beforeAll(async () => {
  moto = await startMoto();
  folder = await mkdtemp(join(tmpdir(), 'hotshard-moto-'));
  const {endpoint} = moto;
  const keyPair = {accessKeyId: 'key', secretAccessKey: 'secret'};
  s3 = new S3Client({endpoint, region, credentials: keyPair, forcePathStyle: true});
  const credentials = async () => keyPair;
  const {signal} = stop;
  session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials,
    clock: systemClock,
    log: () => {},
    signal,
    arming,
  });
  await s3.send(new CreateBucketCommand({Bucket}));
  for (const Key of keys)
    await s3.send(new PutObjectCommand({Bucket, Key, Body: Key, StorageClass: 'GLACIER'}));
  await s3.send(new PutObjectCommand({Bucket, Key: 'cold/warm', Body: 'warm'}));
}, 60_000);

afterAll(async () => {
  stop.abort();
  session?.close();
  s3?.destroy();
  await moto?.end();
  if (folder) await rm(folder, {recursive: true});
});

async function run(action: Action, values: OptionValues) {
  const confirmed = await action.prepare(session, target, values, stop.signal);
  if ('wrong' in confirmed) throw new Error(confirmed.wrong);
  arming.arm(account, account.slice(-4));
  const started = await startAction(confirmed, {
    action,
    session,
    journal: new Journal(join(folder, 'journal.jsonl')),
    signal: stop.signal,
    onProgress: () => {},
  });
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  return started.finished;
}

test('every archived object under a prefix is restored, whatever its key', async () => {
  const {result, says} = await run(restore, {prefix: 'cold/', days: '2', tier: 'Bulk'});
  expect(says).toMatch(/^3 objects,/);
  expect(result).toBe('done');
  for (const Key of keys) {
    const {Restore} = await s3.send(new HeadObjectCommand({Bucket, Key}));
    expect(Restore).toMatch(/^ongoing-request="(true|false)"/);
  }
  const {Restore} = await s3.send(new HeadObjectCommand({Bucket, Key: 'cold/warm'}));
  expect(Restore).toBeUndefined();
});

test('of uploads begun long ago, the one that got a part today is left alone', async () => {
  // It says of all uploads that they were begun in 2010.
  const begin = async (Key: string) =>
    (await s3.send(new CreateMultipartUploadCommand({Bucket, Key}))).UploadId ?? '';
  await begin('dead/one + two');
  await begin('dead/ö');
  const alive = await begin('alive');
  await s3.send(new UploadPartCommand({Bucket, Key: 'alive', UploadId: alive, PartNumber: 1, Body: 'part'}));
  const {result, says} = await run(abortUploads, {});
  expect(says).toMatch(/^Aborted 2 unfinished uploads/);
  expect(result).toBe('done');
  const {Uploads: left = []} = await s3.send(new ListMultipartUploadsCommand({Bucket}));
  expect(left.map(({UploadId}) => UploadId)).toEqual([alive]);
});
