import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import type {Action, OptionValues} from '../../source/actions/action.ts';
import {Journal} from '../../source/actions/journal.ts';
import {startAction} from '../../source/actions/life.ts';
import {Arming} from '../../source/aws/arming.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {retain} from '../../source/services/kinesis/actions/retain.ts';
import {split} from '../../source/services/kinesis/actions/split.ts';
import {hashOf} from '../../source/services/kinesis/hash-range.ts';
import {describeSummary, listShards} from '../../source/services/kinesis/requests.ts';
import {startKinesisLocal} from './kinesis-local.ts';

/** A Kinesis that others wrote; our actions against it. It has no metrics: nothing is measured here. */
let kinesis: Awaited<ReturnType<typeof startKinesisLocal>>;
let session: Session;
let journal: Journal;
let folder: string;
const stop = new AbortController();

beforeAll(async () => {
  kinesis = await startKinesisLocal({streams: {orders: 2}});
  const {endpoint, region, accessKeyId, secretAccessKey, accountId} = kinesis;
  const arming = new Arming({clock: systemClock, readOnly: false});
  arming.arm(accountId, accountId.slice(-4));
  session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials: async () => ({accessKeyId, secretAccessKey}),
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
    arming,
  });
  folder = await mkdtemp(join(tmpdir(), 'hotshard-journal-'));
  journal = new Journal(join(folder, 'journal.jsonl'));
}, 60_000);

afterAll(async () => {
  stop.abort();
  session.close();
  await kinesis.end();
  await rm(folder, {recursive: true});
});

const arn = () => `arn:aws:kinesis:us-east-1:${kinesis.accountId}:stream/orders`;

async function run(action: Action, part: string | undefined, values: OptionValues) {
  const target = {
    service: 'kinesis',
    account: kinesis.accountId,
    region: kinesis.region,
    arn: arn(),
    resource: 'orders',
    ...(part === undefined ? {} : {part}),
  };
  const {signal} = stop;
  const prepared = await action.prepare(session, target, values, signal);
  if ('wrong' in prepared) throw new Error(prepared.wrong);
  const started = await startAction(prepared, {action, session, journal, signal, onProgress: () => {}});
  if (!('finished' in started)) throw new Error(JSON.stringify(started));
  return started.finished;
}

test('a key is isolated by two splits that it takes, at the bounds that we keep', async () => {
  const key = 'tenant-7';
  const shards = await listShards(session, arn());
  const shard = shards.find(({endingHashKey}) => BigInt(endingHashKey) >= hashOf(key));
  const {result} = await run(split, shard?.id, {isolate: key});
  expect(result).toBe('done');
  const open = (await listShards(session, arn())).filter(each => each.open);
  expect(open).toHaveLength(4);
  expect(open.map(each => each.startingHashKey)).toContain(String(hashOf(key)));
  expect(open.map(each => each.endingHashKey)).toContain(String(hashOf(key) + 1n));
}, 120_000);

test('the retention is raised', async () => {
  expect((await run(retain, undefined, {hours: '48'})).result).toBe('done');
  expect((await describeSummary(session, arn())).retentionHours).toBe(48);
}, 120_000);
