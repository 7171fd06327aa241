import {expect, onTestFinished, test} from 'vitest';
import type {Request} from '../../../../source/actions/action.ts';
import {
  increaseRetention,
  mergeShards,
  splitShard,
  updateShardCount,
} from '../../../../source/services/kinesis/actions/requests.ts';
import {refusalOf} from '../../../../source/services/kinesis/actions/running/refusal.ts';
import {bench, shardId} from './harness.ts';

const operations = [
  'kinesis:SplitShard',
  'kinesis:MergeShards',
  'kinesis:UpdateShardCount',
  'kinesis:IncreaseStreamRetentionPeriod',
];

test('every refusal of AWS is one sentence that says what to do', async () => {
  const {session, target, clock, end} = await bench(
    [
      {name: 's', shards: 4},
      {name: 'free', mode: 'ON_DEMAND', shards: 4},
    ],
    {shardLimit: 6},
  );
  onTestFinished(end);
  const send = async (stream: string, request: (arn: string) => Request<unknown>) => {
    const {arn, resource, account} = target(stream);
    const lease = session.gate.lease({operations, names: [arn, resource]}, account);
    if ('refused' in lease) throw new Error(lease.refused);
    const {operation, send: leave} = request(arn);
    const answer = await lease.run(() => session.attempt(operation, () => leave(session.once)));
    return answer.ok ? 'done' : refusalOf(answer.problem, 'it').sentence.replace('AWS refused it: ', '');
  };
  const split = (stream: string, shard: number, at: bigint) =>
    send(stream, arn => splitShard(arn, shardId(shard), at));

  expect(await split('free', 0, 99n)).toMatch(/^the stream is on-demand and reshards itself; spread/);
  expect(await split('s', 0, 1n)).toMatch(
    /^the hash key is not well inside the shard's range; keep two keys/,
  );
  expect(await send('s', arn => mergeShards(arn, shardId(0), shardId(2)))).toMatch(
    /^the two shards are not neighbours/,
  );
  expect(await send('s', arn => updateShardCount(arn, 9))).toMatch(/^one call goes at most to double/);
  expect(await send('s', arn => updateShardCount(arn, 1))).toMatch(
    /^one call goes at most to double and at least/,
  );
  expect(await send('s', arn => updateShardCount(arn, 7))).toMatch(
    /^the account has no more shards in this region/,
  );
  expect(await split('s', 9, 99n)).toMatch(/^the stream or the shard is not there any more; refresh/);
  expect(await split('s', 0, 99n)).toBe('done');
  expect(await split('s', 1, 99n)).toMatch(/^the stream is not ACTIVE; wait until it is/);
  expect(await send('s', arn => increaseRetention(arn, 48))).toMatch(/^the stream is not ACTIVE/);
  clock.advance(20_000);
  expect(await split('s', 0, 99n)).toMatch(/^the shard is closed already, somebody else resharded/);
});
