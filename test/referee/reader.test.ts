import {KinesisClient, MergeShardsCommand, SplitShardCommand} from '@aws-sdk/client-kinesis';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {requestHandler} from '../../source/aws/clients.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import type {KinesisFacts, StreamDetail} from '../../source/services/kinesis/facts.ts';
import {midpointOf, parseHashKey, tilesKeySpace} from '../../source/services/kinesis/hash-range.ts';
import {read} from '../../source/services/kinesis/read.ts';
import {Reader} from '../../source/services/reader.ts';
import {startKinesisLocal} from './kinesis-local.ts';

/** A Kinesis that others wrote; our reader against it. */
let kinesis: Awaited<ReturnType<typeof startKinesisLocal>>;
let stop: AbortController;
let reader: Reader;
let client: KinesisClient;

beforeAll(async () => {
  kinesis = await startKinesisLocal({streams: {orders: 3, clicks: 1}});
  stop = new AbortController();
  const {endpoint, region, accessKeyId, secretAccessKey} = kinesis;
  const credentials = async () => ({accessKeyId, secretAccessKey});
  const log = () => {};
  const {signal} = stop;
  reader = new Reader(
    new Session({profile: undefined, region, endpoint, credentials, clock: systemClock, log, signal}),
  );
  client = new KinesisClient({endpoint, region, credentials, requestHandler: await requestHandler(5_000)});
}, 60_000);

afterAll(async () => {
  stop.abort();
  client.destroy();
  await kinesis.end();
});

async function facts(): Promise<KinesisFacts> {
  reader.expire();
  reader.begin();
  let last: KinesisFacts | undefined;
  for await (const known of read(reader)) last = known;
  if (!last) throw new Error('Nothing was read');
  return last;
}

async function detail(name: string): Promise<StreamDetail & {readonly status: string | undefined}> {
  const {streams, details} = await facts();
  const listed = streams.value?.find(stream => stream.name === name);
  return {...details.get(listed?.arn ?? ''), status: listed?.status};
}

const openShards = ({shards}: StreamDetail) => (shards?.value ?? []).filter(shard => shard.open);
const rangeOf = ({startingHashKey, endingHashKey}: {startingHashKey: string; endingHashKey: string}) => ({
  start: parseHashKey(startingHashKey) ?? -1n,
  end: parseHashKey(endingHashKey) ?? -1n,
});

/** Reads until the stream is as it should be; each reading is a request, so no time is slept away. */
async function until(name: string, isSo: (stream: StreamDetail) => boolean): Promise<StreamDetail> {
  for (;;) {
    const stream = await detail(name);
    if (stream.status === 'ACTIVE' && isSo(stream)) return stream;
  }
}

test('streams are listed with their ARN, though the emulator lists only names', async () => {
  const {streams} = await facts();
  expect(streams.value?.map(({name, arn}) => [name, arn]).sort()).toEqual([
    ['clicks', `arn:aws:kinesis:us-east-1:${kinesis.accountId}:stream/clicks`],
    ['orders', `arn:aws:kinesis:us-east-1:${kinesis.accountId}:stream/orders`],
  ]);
});

test('a stream has its retention, and open shards that tile the key space', async () => {
  const orders = await until('orders', stream => openShards(stream).length === 3);
  expect(orders.summary?.value).toMatchObject({retentionHours: 24, openShards: 3});
  expect(tilesKeySpace(openShards(orders).map(rangeOf))).toBe(true);
});

test('after a split and a merge the parents are closed, and the children know them', async () => {
  const before = await until('orders', stream => openShards(stream).length === 3);
  const [parent] = openShards(before);
  if (!parent) throw new Error('orders has no shard');
  await client.send(
    new SplitShardCommand({
      StreamName: 'orders',
      ShardToSplit: parent.id,
      NewStartingHashKey: midpointOf(rangeOf(parent)).toString(),
    }),
  );
  const split = await until('orders', stream => openShards(stream).length === 4);
  const children = openShards(split).filter(shard => shard.parent === parent.id);
  expect(children).toHaveLength(2);
  expect(split.shards?.value?.find(shard => shard.id === parent.id)?.open).toBe(false);

  const [low, high] = children.map(({id}) => id);
  await client.send(
    new MergeShardsCommand({StreamName: 'orders', ShardToMerge: low, AdjacentShardToMerge: high}),
  );
  const merged = await until('orders', stream => openShards(stream).length === 3);
  const child = openShards(merged).find(shard => shard.parent === low || shard.adjacentParent === low);
  expect([child?.parent, child?.adjacentParent].sort()).toEqual([low, high].sort());
  expect(tilesKeySpace(openShards(merged).map(rangeOf))).toBe(true);
});
