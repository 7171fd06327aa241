import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {GetObjectCommand, ListObjectsV2Command} from '@aws-sdk/client-s3';
import {beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {scan} from '../../../source/services/buckets/scan/action.ts';
import {type Acting, acting} from './acting.ts';

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-owner-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
});

const reported = () =>
  acting(
    scan,
    {
      objects: [{prefix: 'logs/', keys: 'flat', count: 3_000}],
      inventories: [{id: 'daily', destinationBucket: 'reports'}],
    },
    {beside: [{name: 'reports'}]},
  );

/** What is asked of objects: which bucket, and whose it has to be. */
async function asked({session}: Acting): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  for (const clients of [session.clients, session.once.clients]) {
    const client = await clients.s3('us-east-1');
    client.middlewareStack.add(
      (next, {commandName = ''}) =>
        async args => {
          const {Bucket, ExpectedBucketOwner: owner} = args.input as unknown as Record<string, unknown>;
          if (/^(GetObject|ListObjectsV2)Command$/.test(commandName)) {
            seen.add(`${commandName} ${Bucket} of ${owner}`);
          }
          return next(args);
        },
      {step: 'initialize', name: 'seen'},
    );
  }
  return seen;
}

test.each([
  ['listing', ['ListObjectsV2Command exports of 730112094417']],
  ['inventory', ['GetObjectCommand reports of 730112094417', 'ListObjectsV2Command reports of 730112094417']],
])('a count from its %s asks only of buckets of the account they have to belong to', async (from, all) => {
  const at = await reported();
  const seen = await asked(at);
  expect(await at.run({from})).toMatchObject({result: 'done'});
  expect([...seen].toSorted()).toEqual(all);
});

test('a listing may list its bucket, and read nothing in it', async () => {
  const at = await reported();
  const client = await at.session.once.clients.s3('us-east-1');
  const asks = {Bucket: 'exports', MaxKeys: 1};
  const tried: unknown[] = [];
  let isOurs = false;
  client.middlewareStack.add(
    next => async args => {
      if (!isOurs) {
        isOurs = true;
        tried.push((await client.send(new ListObjectsV2Command(asks))).KeyCount);
        const read = new GetObjectCommand({Bucket: asks.Bucket, Key: 'logs/'});
        tried.push(await client.send(read).catch((error: unknown) => error));
      }
      return next(args);
    },
    {step: 'initialize', name: 'tries'},
  );
  expect(await at.run({from: 'listing'})).toMatchObject({result: 'done'});
  expect(tried).toEqual([1, expect.objectContaining({name: 'NotAllowedHere'})]);
});
