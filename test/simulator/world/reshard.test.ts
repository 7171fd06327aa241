import {describe, expect, it} from 'vitest';
import {tilesKeySpace} from '../../../source/services/kinesis/hash-range.ts';
import type {Json} from '../../../source/simulator/operation.ts';
import {openAccount, scenarioOf} from './harness.ts';

const account = '730112094417';
const half = String(1n << 127n);
const shard0 = 'shardId-000000000000';

const twoStreams = () =>
  openAccount(scenarioOf({name: 's', shards: 2}, {name: 'on-demand', mode: 'ON_DEMAND', shards: 4}));

const summary = (answer: Json) => answer.StreamDescriptionSummary as Json;

describe('resharding', () => {
  const splitHalf = {StreamName: 's', ShardToSplit: shard0, NewStartingHashKey: String(1n << 126n)};

  it('answers at once, takes five to ten seconds, and is one at a time', () => {
    const {call, clock, refusal, openShards, shards} = twoStreams();
    expect(call('SplitShard', splitHalf)).toEqual({});
    expect(summary(call('DescribeStreamSummary', {StreamName: 's'})).StreamStatus).toBe('UPDATING');
    expect(refusal('SplitShard', splitHalf)).toBe(
      `ResourceInUseException: Stream s under account ${account} not ACTIVE, instead in state UPDATING`,
    );
    clock.advance(4900);
    expect(openShards('s')).toHaveLength(2);
    clock.advance(5200);
    expect(openShards('s').map(({ShardId, ParentShardId}) => [ShardId, ParentShardId])).toEqual([
      ['shardId-000000000001', undefined],
      ['shardId-000000000002', shard0],
      ['shardId-000000000003', shard0],
    ]);
    expect(shards('s')[0]?.SequenceNumberRange.EndingSequenceNumber).toMatch(/^49\d+$/);
    expect(refusal('SplitShard', splitHalf)).toMatch(
      /has already been merged or split, and thus is not eligible/,
    );
  });

  it('keeps off the ends of a range', () => {
    const {refusal} = twoStreams();
    const at = (key: bigint) => refusal('SplitShard', {...splitHalf, NewStartingHashKey: String(key)});
    const end = (1n << 127n) - 1n;
    for (const key of [0n, 1n, end, end + 1n]) expect(at(key)).toMatch(/is not both greater than one plus/);
    expect(at(2n)).toBe('no error');
  });

  it('merges neighbours only, and the child knows both parents', () => {
    const {call, clock, refusal, openShards} = openAccount(scenarioOf({name: 's', shards: 3}));
    const merge = (one: string, other: string) => ({
      StreamName: 's',
      ShardToMerge: one,
      AdjacentShardToMerge: other,
    });
    expect(refusal('MergeShards', merge(shard0, 'shardId-000000000002'))).toMatch(
      /are not an adjacent pair of shards/,
    );
    call('MergeShards', merge('shardId-000000000001', shard0));
    clock.advance(10_000);
    expect(openShards('s').at(-1)).toMatchObject({
      ParentShardId: 'shardId-000000000001',
      AdjacentParentShardId: shard0,
    });
  });

  it('goes to any count between half and double, in equal ranges', () => {
    const {call, clock, refusal, openShards} = openAccount(scenarioOf({name: 's', shards: 6}));
    const to = (TargetShardCount: number) => ({
      StreamName: 's',
      TargetShardCount,
      ScalingType: 'UNIFORM_SCALING',
    });
    expect(refusal('UpdateShardCount', to(13))).toBe(
      'LimitExceededException: UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: 6 Target shard count: 13',
    );
    expect(refusal('UpdateShardCount', to(2))).toMatch(/cannot scale down below half/);
    expect(call('UpdateShardCount', to(4))).toMatchObject({CurrentShardCount: 6, TargetShardCount: 4});
    clock.advance(120_000);
    expect(summary(call('DescribeStreamSummary', {StreamName: 's'})).StreamStatus).toBe('ACTIVE');
    const ranges = openShards('s').map(({HashKeyRange}) => ({
      start: BigInt(HashKeyRange.StartingHashKey),
      end: BigInt(HashKeyRange.EndingHashKey),
    }));
    expect(ranges).toHaveLength(4);
    expect(tilesKeySpace(ranges)).toBe(true);
  });

  it('may be scaled ten times in a day', () => {
    const {call, minutes, refusal} = openAccount(scenarioOf({name: 's', shards: 4}));
    for (let time = 0; time < 10; time++) {
      call('UpdateShardCount', {
        StreamName: 's',
        TargetShardCount: time % 2 ? 4 : 5,
        ScalingType: 'UNIFORM_SCALING',
      });
      minutes(5);
    }
    const again = {StreamName: 's', TargetShardCount: 5, ScalingType: 'UNIFORM_SCALING'};
    expect(refusal('UpdateShardCount', again)).toMatch(
      /^LimitExceededException: UpdateShardCount can be called at most 10 times/,
    );
    minutes(24 * 60);
    expect(refusal('UpdateShardCount', again)).toBe('no error');
  });

  it('is nothing for an on-demand stream, and stays within the account’s quota', () => {
    const {refusal} = twoStreams();
    expect(
      refusal('SplitShard', {StreamName: 'on-demand', ShardToSplit: shard0, NewStartingHashKey: half}),
    ).toMatch(/^ValidationException/);
    const full = openAccount({...scenarioOf({name: 's', shards: 2}), shardLimit: 2});
    expect(full.refusal('SplitShard', splitHalf)).toMatch(
      /^LimitExceededException: This request would exceed the shard limit/,
    );
  });

  it('ends a closed shard’s records with its children', () => {
    const {call, clock} = openAccount(scenarioOf({name: 's', shards: 1}));
    call('SplitShard', {StreamName: 's', ShardToSplit: shard0, NewStartingHashKey: half});
    clock.advance(20_000);
    const {ShardIterator} = call('GetShardIterator', {
      StreamName: 's',
      ShardId: shard0,
      ShardIteratorType: 'TRIM_HORIZON',
    });
    const answer = call('GetRecords', {ShardIterator});
    expect(answer.NextShardIterator).toBeUndefined();
    expect((answer.ChildShards as Json[]).map(({ShardId, ParentShards}) => [ShardId, ParentShards])).toEqual([
      ['shardId-000000000001', [shard0]],
      ['shardId-000000000002', [shard0]],
    ]);
  });
});
