import {KinesisClient, PutRecordsCommand} from '@aws-sdk/client-kinesis';
import {expect, onTestFinished, test} from 'vitest';
import {Arming} from '../../source/aws/arming.ts';
import {requestHandler} from '../../source/aws/clients.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';
import {hashOf} from '../../source/services/kinesis/hash-range.ts';
import {listShards} from '../../source/services/kinesis/requests.ts';
import {readShard} from '../../source/services/kinesis/sample/reading.ts';
import {aggregate} from '../../source/simulator/world/aggregate.ts';
import {startKinesisLocal} from './kinesis-local.ts';

test('records of a Kinesis that others wrote are sampled: single ones, and aggregated ones', async () => {
  const local = await startKinesisLocal({streams: {orders: 1}});
  onTestFinished(local.end);
  const {endpoint, region, accessKeyId, secretAccessKey, accountId} = local;
  const credentials = async () => ({accessKeyId, secretAccessKey});
  const stop = new AbortController();
  onTestFinished(() => stop.abort());
  const {signal} = stop;
  const arming = new Arming({clock: systemClock, readOnly: false});
  const log = () => {};
  const session = new Session({
    profile: undefined,
    region,
    endpoint,
    credentials,
    clock: systemClock,
    log,
    signal,
    arming,
  });
  onTestFinished(() => session.close());
  const client = new KinesisClient({
    endpoint,
    region,
    credentials,
    requestHandler: await requestHandler(5000),
  });
  onTestFinished(() => client.destroy());

  const arn = `arn:aws:kinesis:${region}:${accountId}:stream/orders`;
  const [shard] = await listShards(session, arn);
  const range = {start: BigInt(shard?.startingHashKey ?? -1), end: BigInt(shard?.endingHashKey ?? -1)};
  const put = () =>
    client.send(
      new PutRecordsCommand({
        StreamARN: arn,
        Records: [
          ...Array.from({length: 50}, (_, index) => ({
            PartitionKey: index < 30 ? 'tenant-1' : `tenant-${index}`,
            Data: Buffer.alloc(500),
          })),
          {
            PartitionKey: 'a',
            ExplicitHashKey: '7',
            Data: aggregate(
              Array.from({length: 20}, (__, index) => ({
                partitionKey: `packed-${index}`,
                data: Buffer.alloc(100),
              })),
            ),
          },
        ],
      }),
    );
  const terms = {
    operations: ['kinesis:GetShardIterator', 'kinesis:GetRecords'],
    names: [arn, 'orders'],
  };
  const lease = session.gate.lease(terms, accountId);
  if ('refused' in lease) throw new Error(lease.refused);
  // What is written after the sample began is in it: a batch before each of its calls.
  const sleep = async () => {
    await put();
  };
  const reading = await lease.run(() =>
    readShard({...range, streamArn: arn, id: shard?.id ?? ''}, 5, {
      now: session.clock.now,
      sleep,
      signal,
      send: ({operation, send}) => session.attempt(operation, () => send(session.once)),
    }),
  );
  if (!reading.ok) throw new Error(reading.problem.sentence);
  const {sample, cutShort} = reading.value;
  expect(cutShort).toBeUndefined();
  expect(sample.records).toBeGreaterThanOrEqual(100);
  expect(sample.misplaced).toBe(0);
  expect(sample.keys[0]).toMatchObject({key: 'tenant-1', hashKey: hashOf('tenant-1')});
  expect(sample.keys.map(({key}) => key).join()).not.toContain('a,');
  expect(sample.load.some(({hashKey}) => hashKey === hashOf('packed-3'))).toBe(true);
}, 60_000);
