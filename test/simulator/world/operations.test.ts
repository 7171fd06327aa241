import {describe, expect, it} from 'vitest';
import type {Json} from '../../../source/simulator/operation.ts';
import {loadScenario} from '../../../source/simulator/scenarios/index.ts';
import {openAccount, scenarioOf} from './harness.ts';

const account = '730112094417';
const arn = (name: string) => `arn:aws:kinesis:us-east-1:${account}:stream/${name}`;
const shard0 = 'shardId-000000000000';

const twoStreams = () =>
  openAccount(
    scenarioOf(
      {
        name: 's',
        shards: 2,
        producers: [{recordsPerSecond: 5, recordBytes: 100}],
        consumers: [{name: 'efo', kind: 'enhanced'}],
      },
      {name: 'on-demand', mode: 'ON_DEMAND', shards: 4},
    ),
  );

const summary = (answer: Json) => answer.StreamDescriptionSummary as Json;

describe('a stream', () => {
  it('is found by name or by ARN, and missed in AWS’s words', () => {
    const {call, refusal} = twoStreams();
    const byName = summary(call('DescribeStreamSummary', {StreamName: 's'}));
    expect(summary(call('DescribeStreamSummary', {StreamARN: arn('s')}))).toEqual(byName);
    expect(byName).toMatchObject({
      StreamARN: arn('s'),
      StreamStatus: 'ACTIVE',
      OpenShardCount: 2,
      ConsumerCount: 1,
      RetentionPeriodHours: 24,
      StreamModeDetails: {StreamMode: 'PROVISIONED'},
    });
    expect(refusal('DescribeStreamSummary', {StreamName: 'gone'})).toBe(
      `ResourceNotFoundException: Stream gone under account ${account} not found.`,
    );
    expect(refusal('DescribeStreamSummary', {StreamARN: arn('s').replace('us-east-1', 'eu-west-1')})).toMatch(
      /^ResourceNotFound/,
    );
    expect(refusal('DescribeStreamSummary', {StreamName: 'a b'})).toBe(
      "ValidationException: 1 validation error detected: Value 'a b' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    );
    expect(refusal('DescribeStreamSummary', {StreamARN: 'nonsense'})).toMatch(/^ValidationException/);
    expect(refusal('DescribeStreamSummary', {})).toMatch(/^InvalidArgumentException/);
    expect(refusal('DescribeStreamSummary', {StreamName: 7})).toMatch(/^SerializationException/);
  });

  it('is listed page by page', () => {
    const {call} = openAccount(
      scenarioOf(...Array.from({length: 250}, (_, index) => ({name: `s-${1000 + index}`, shards: 1}))),
    );
    const found: string[] = [];
    let page = call('ListStreams');
    for (;;) {
      found.push(...(page.StreamNames as string[]));
      expect((page.StreamNames as string[]).length).toBeLessThanOrEqual(100);
      if (page.HasMoreStreams !== true) break;
      page = call('ListStreams', {NextToken: page.NextToken});
    }
    expect(found).toHaveLength(250);
    expect(new Set(found).size).toBe(250);
    expect(call('ListStreams', {ExclusiveStartStreamName: 's-1248'}).StreamNames).toEqual(['s-1249']);
  });

  it('is created, used and deleted', () => {
    const {call, clock, refusal, openShards} = twoStreams();
    call('CreateStream', {StreamName: 'new', ShardCount: 3});
    expect(summary(call('DescribeStreamSummary', {StreamName: 'new'})).StreamStatus).toBe('CREATING');
    expect(refusal('ListShards', {StreamName: 'new'})).toMatch(/^ResourceInUseException/);
    expect(refusal('CreateStream', {StreamName: 'new', ShardCount: 3})).toMatch(/already exists/);
    clock.advance(6000);
    expect(openShards('new')).toHaveLength(3);
    call('DeleteStream', {StreamName: 'new'});
    expect(summary(call('DescribeStreamSummary', {StreamName: 'new'})).StreamStatus).toBe('DELETING');
    clock.advance(10_000);
    expect(refusal('DescribeStreamSummary', {StreamName: 'new'})).toMatch(/^ResourceNotFound/);
  });
});

describe('the shards of a stream', () => {
  it('are filtered as AWS does it', () => {
    const {call, clock, minutes} = twoStreams();
    const began = clock.now();
    call('SplitShard', {StreamName: 's', ShardToSplit: shard0, NewStartingHashKey: String(1n << 126n)});
    minutes(60);
    const ids = (filter?: Json) =>
      (call('ListShards', {StreamName: 's', ...(filter && {ShardFilter: filter})}).Shards as Json[]).map(
        ({ShardId}) => Number(String(ShardId).slice(8)),
      );
    expect(ids()).toEqual([0, 1, 2, 3]);
    expect(ids({Type: 'FROM_TRIM_HORIZON'})).toEqual([0, 1, 2, 3]);
    expect(ids({Type: 'AT_LATEST'})).toEqual([1, 2, 3]);
    expect(ids({Type: 'AT_TRIM_HORIZON'})).toEqual([0, 1]);
    expect(ids({Type: 'AT_TIMESTAMP', Timestamp: began / 1000})).toEqual([0, 1]);
    expect(ids({Type: 'FROM_TIMESTAMP', Timestamp: began / 1000})).toEqual([0, 1, 2, 3]);
    expect(ids({Type: 'FROM_TIMESTAMP', Timestamp: began / 1000 + 1800})).toEqual([1, 2, 3]);
    expect(ids({Type: 'AFTER_SHARD_ID', ShardId: 'shardId-000000000001'})).toEqual([2, 3]);
    minutes(24 * 60);
    expect(ids()).toEqual([1, 2, 3]);
  });

  it('come in pages whose token lives five minutes and stands alone', () => {
    const {call, clock, refusal} = twoStreams();
    const first = call('ListShards', {StreamName: 's', MaxResults: 1});
    const {NextToken} = first;
    expect(refusal('ListShards', {StreamName: 's', NextToken})).toBe(
      'InvalidArgumentException: NextToken and StreamName cannot be provided together.',
    );
    const second = call('ListShards', {NextToken, MaxResults: 1});
    expect(second.NextToken).toBeUndefined();
    expect((second.Shards as Json[])[0]).toMatchObject({ShardId: 'shardId-000000000001'});
    clock.advance(300_001);
    expect(refusal('ListShards', {NextToken})).toMatch(/^ExpiredNextTokenException/);
    expect(refusal('ListShards', {NextToken: 'made-up'})).toMatch(/^InvalidArgumentException/);
  });
});

describe('settings', () => {
  it('switch shard metrics on from now, and off again without losing what was', () => {
    const {call, metric, minutes} = twoStreams();
    const names = {StreamName: 's', ShardLevelMetrics: ['IncomingBytes', 'OutgoingBytes']};
    expect(call('EnableEnhancedMonitoring', names)).toMatchObject({
      CurrentShardLevelMetrics: [],
      DesiredShardLevelMetrics: ['IncomingBytes', 'OutgoingBytes'],
    });
    minutes(3);
    expect(metric('s', 'IncomingBytes', {ShardId: shard0})?.sum).toBeGreaterThan(0);
    expect(metric('s', 'IncomingBytes', {ShardId: shard0}, 4)).toBeUndefined();
    expect(metric('s', 'IncomingRecords', {ShardId: shard0})).toBeUndefined();
    call('DisableEnhancedMonitoring', {StreamName: 's', ShardLevelMetrics: ['ALL']});
    minutes(3);
    expect(metric('s', 'IncomingBytes', {ShardId: shard0})).toBeUndefined();
    expect(metric('s', 'IncomingBytes', {ShardId: shard0}, 4)?.sum).toBeGreaterThan(0);
  });

  it('change the retention within AWS’s bounds and in the named direction', () => {
    const {call, clock, refusal} = twoStreams();
    const hours = (RetentionPeriodHours: number) => ({StreamName: 's', RetentionPeriodHours});
    expect(refusal('IncreaseStreamRetentionPeriod', hours(23))).toMatch(
      /^InvalidArgumentException: Minimum allowed/,
    );
    expect(refusal('IncreaseStreamRetentionPeriod', hours(9000))).toMatch(
      /^InvalidArgumentException: Maximum allowed/,
    );
    call('IncreaseStreamRetentionPeriod', hours(48));
    clock.advance(11_000);
    expect(refusal('IncreaseStreamRetentionPeriod', hours(30))).toMatch(/can not be shorter than/);
    expect(refusal('DecreaseStreamRetentionPeriod', hours(72))).toMatch(/can not be longer than/);
    expect(summary(call('DescribeStreamSummary', {StreamName: 's'})).RetentionPeriodHours).toBe(48);
  });

  it('list and describe consumers, and register new ones', () => {
    const {call, clock, refusal} = twoStreams();
    const StreamARN = arn('s');
    const [known] = call('ListStreamConsumers', {StreamARN}).Consumers as Json[];
    expect(known).toMatchObject({ConsumerName: 'efo', ConsumerStatus: 'ACTIVE'});
    call('RegisterStreamConsumer', {StreamARN, ConsumerName: 'second'});
    expect(refusal('RegisterStreamConsumer', {StreamARN, ConsumerName: 'second'})).toMatch(
      /^ResourceInUseException/,
    );
    clock.advance(5000);
    const {ConsumerDescription} = call('DescribeStreamConsumer', {StreamARN, ConsumerName: 'second'});
    expect(ConsumerDescription).toMatchObject({ConsumerStatus: 'ACTIVE', StreamARN});
    call('DeregisterStreamConsumer', {ConsumerARN: (ConsumerDescription as Json).ConsumerARN});
    expect(call('ListStreamConsumers', {StreamARN}).Consumers).toHaveLength(1);
    expect(refusal('ListStreamConsumers', {StreamName: 's'})).toMatch(/at 'streamARN'/);
  });
});

describe('the rates of the control plane', () => {
  it('are kept in each second of the account’s clock', async () => {
    const {call, clock, refusal} = openAccount(await loadScenario('calm'), {enforceRates: true});
    for (let time = 0; time < 5; time++) call('ListStreams');
    expect(refusal('ListStreams')).toMatch(/^LimitExceededException: Rate exceeded/);
    clock.advance(1000);
    expect(refusal('ListStreams')).toBe('no error');
    call('DescribeLimits');
    expect(refusal('DescribeLimits')).toMatch(/^LimitExceededException/);
  });

  it('let a shard be read five times a second', async () => {
    const {call, refusal} = openAccount(await loadScenario('calm'), {enforceRates: true});
    const {ShardIterator} = call('GetShardIterator', {
      StreamName: 'orders',
      ShardId: shard0,
      ShardIteratorType: 'LATEST',
    });
    for (let time = 0; time < 5; time++) call('GetRecords', {ShardIterator});
    expect(refusal('GetRecords', {ShardIterator})).toMatch(
      /^ProvisionedThroughputExceededException: Rate exceeded for shard/,
    );
  });
});
