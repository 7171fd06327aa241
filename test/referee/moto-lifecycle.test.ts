import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  CreateBucketCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {OptionValues} from '../../source/actions/action.ts';
import {Journal} from '../../source/actions/journal.ts';
import {startAction} from '../../source/actions/life.ts';
import {Arming} from '../../source/aws/arming.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {lifecycle} from '../../source/services/buckets/lifecycle/action.ts';
import {type Moto, startMoto} from './moto.ts';

/** An S3 that others wrote; rules that it keeps whole: it loses sizes and versions to keep. */
const region = 'us-east-1';
const account = '123456789012';
const Bucket = 'exports';
let moto: Moto;
let client: S3Client;
let session: Session;
let folder: string;
const stop = new AbortController();
const arming = new Arming({clock: systemClock, readOnly: false});

beforeAll(async () => {
  moto = await startMoto();
  folder = await mkdtemp(join(tmpdir(), 'hotshard-moto-'));
  const {endpoint} = moto;
  const key = {accessKeyId: 'key', secretAccessKey: 'secret'};
  client = new S3Client({endpoint, region, forcePathStyle: true, credentials: key});
  session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials: async () => key,
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
    arming,
  });
  await session.identify();
  await client.send(new CreateBucketCommand({Bucket}));
  await client.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'team',
            Filter: {And: {Prefix: 'data/', Tags: [{Key: 'team', Value: 'data'}]}},
            Status: 'Enabled',
            Transitions: [{Days: 90, StorageClass: 'GLACIER'}],
          },
          {
            ID: 'uploads',
            Filter: {Prefix: ''},
            Status: 'Enabled',
            AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7},
          },
        ],
      },
    }),
  );
}, 60_000);

afterAll(async () => {
  stop.abort();
  client.destroy();
  session.close();
  await moto.end();
  await rm(folder, {recursive: true});
});

const rules = async () =>
  (await client.send(new GetBucketLifecycleConfigurationCommand({Bucket}))).Rules ?? [];

async function run(values: OptionValues) {
  const {signal} = stop;
  const target = {service: 'buckets', account, region, arn: `arn:aws:s3:::${Bucket}`, resource: Bucket};
  const ready = await lifecycle.prepare(session, target, values, signal);
  if ('wrong' in ready) throw new Error(ready.wrong);
  arming.arm(account, account.slice(-4));
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const started = await startAction(ready, {
    action: lifecycle,
    session,
    journal,
    signal,
    onProgress: () => {},
  });
  if (!('finished' in started)) throw new Error('refused' in started ? started.refused : 'planned anew');
  return started.finished;
}

test('a rule is added, changed and taken out; the others stay as they were', async () => {
  const before = await rules();
  const done = {result: 'done', says: expect.stringMatching(/^Done\. Rule tidy is/)};
  expect(await run({id: 'tidy', prefix: 'tmp/', expire: '7'})).toMatchObject(done);
  expect((await rules()).slice(0, 2)).toEqual(before);
  expect((await rules())[2]).toMatchObject({ID: 'tidy', Status: 'Enabled', Expiration: {Days: 7}});
  expect(await run({id: 'tidy', prefix: 'tmp/', to: 'GLACIER_IR@1', expire: '9'})).toMatchObject(done);
  expect((await rules())[2]).toMatchObject({
    Transitions: [{Days: 1, StorageClass: 'GLACIER_IR'}],
    Expiration: {Days: 9},
  });
  expect(await run({id: 'tidy', remove: 'yes'})).toMatchObject(done);
  expect(await rules()).toEqual(before);
});

test('the last rule goes with the configuration, and comes back', async () => {
  const done = {result: 'done', says: expect.stringMatching(/^Done\. Rule (team|uploads) is/)};
  expect(await run({id: 'team', remove: 'yes'})).toMatchObject(done);
  expect(await run({id: 'uploads', remove: 'yes'})).toMatchObject(done);
  await expect(rules()).rejects.toMatchObject({name: 'NoSuchLifecycleConfiguration'});
  expect(await run({id: 'uploads', 'abort-uploads': '7'})).toMatchObject(done);
  expect(await rules()).toMatchObject([
    {ID: 'uploads', AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}},
  ]);
});
