import {describe, expect, it} from 'vitest';
import type {StreamSource} from '../../../source/simulator/scenarios/schema.ts';
import {openAccount, region, scenarioOf, type TestAccount} from './harness.ts';

type Mapping = NonNullable<NonNullable<StreamSource['consumers']>[number]['mapping']>;

const streamOf = (name: string, mapping: Mapping = {}, more: Partial<StreamSource> = {}): StreamSource => ({
  name,
  shards: 4,
  shardMetrics: 'ALL',
  producers: [{recordsPerSecond: 400, recordBytes: 500, noise: 0}],
  consumers: [{name: `read-${name}`, kind: 'lambda', mapping}],
  ...more,
});

const open = (...streams: StreamSource[]) => openAccount(scenarioOf(...streams));

type Page = {readonly EventSourceMappings: readonly Record<string, unknown>[]; readonly NextMarker?: string};

function list({account}: TestAccount, input: Record<string, unknown> = {}): Page {
  const caller = {accountId: account.id, arn: account.callerArn, region};
  return account.lambda.ListEventSourceMappings?.(input, caller) as Page;
}

function ofFunction({account, clock}: TestAccount, name: string, fn: string, minutesAgo = 0) {
  const start = Math.floor(clock.now() / 60_000) * 60_000 - (minutesAgo + 1) * 60_000;
  const id = {namespace: 'AWS/Lambda', name, dimensions: {FunctionName: fn}};
  return account.metrics.map(source => source.minute(region, id, start)).find(datum => datum !== undefined);
}

describe('the mappings of an account', () => {
  it('are listed with what they are set to', () => {
    const world = open(
      streamOf('orders', {parallelizationFactor: 4, maximumRecordAgeSeconds: 7200, retries: 5, bisect: true}),
    );
    expect(list(world).EventSourceMappings).toEqual([
      expect.objectContaining({
        EventSourceArn: `arn:aws:kinesis:${region}:${world.account.id}:stream/orders`,
        FunctionArn: `arn:aws:lambda:${region}:${world.account.id}:function:read-orders`,
        State: 'Enabled',
        LastProcessingResult: 'OK',
        ParallelizationFactor: 4,
        MaximumRecordAgeInSeconds: 7200,
        MaximumRetryAttempts: 5,
        BisectBatchOnFunctionError: true,
      }),
    ]);
  });

  it('can be asked for by stream and by function, and in pages', () => {
    const world = open(
      streamOf('a'),
      streamOf('b', {function: 'shared'}),
      streamOf('c', {function: 'shared'}),
    );
    const sources = (input: Record<string, unknown>) =>
      list(world, input).EventSourceMappings.map(each => String(each.EventSourceArn).split('/')[1]);
    expect(sources({EventSourceArn: `arn:aws:kinesis:${region}:${world.account.id}:stream/b`})).toEqual([
      'b',
    ]);
    expect(sources({FunctionName: 'shared'})).toEqual(['b', 'c']);
    const first = list(world, {MaxItems: 2});
    expect(first.EventSourceMappings).toHaveLength(2);
    expect(sources({Marker: first.NextMarker})).toEqual(['c']);
    expect(() => list(world, {MaxItems: 0})).toThrow(/maxItems/);
  });

  it('say when they were disabled, and their function is not invoked any more', () => {
    const world = open(streamOf('orders', {disabledAtSecond: 600}));
    expect(ofFunction(world, 'Invocations', 'read-orders')?.sum).toBeGreaterThan(200);
    world.minutes(20);
    const [mapping] = list(world).EventSourceMappings;
    expect(mapping).toMatchObject({State: 'Disabled'});
    expect(Number(mapping?.LastModified) * 1000).toBe(world.account.startAt + 600_000);
    expect(ofFunction(world, 'Invocations', 'read-orders')).toBeUndefined();
    expect(ofFunction(world, 'IteratorAge', 'read-orders')).toBeUndefined();
  });
});

describe('the functions of an account', () => {
  type Listed = {readonly Functions: readonly Record<string, unknown>[]; readonly NextMarker?: string};
  const listed = ({account}: TestAccount, input: Record<string, unknown> = {}) =>
    account.lambda.ListFunctions?.(input, {
      accountId: account.id,
      arn: account.callerArn,
      region,
    }) as Listed;
  const arn = (service: string, name: string) => `arn:aws:${service}:${region}:730112094417:${name}`;

  it('are those that read streams and those that the scenario names, with their dead-letter queues', () => {
    const world = openAccount({
      ...scenarioOf(streamOf('orders'), streamOf('clicks')),
      functions: [
        {name: 'read-orders', deadLetterQueue: 'failed'},
        {name: 'resize', deadLetterQueue: 'failed'},
        {name: 'elsewhere', region: 'eu-west-1'},
      ],
    });
    const [first, ...others] = listed(world).Functions;
    expect(first).toMatchObject({
      FunctionName: 'read-clicks',
      FunctionArn: arn('lambda', 'function:read-clicks'),
    });
    expect(first).not.toHaveProperty('DeadLetterConfig');
    expect(others.map(each => [each.FunctionName, each.DeadLetterConfig])).toEqual([
      ['read-orders', {TargetArn: arn('sqs', 'failed')}],
      ['resize', {TargetArn: arn('sqs', 'failed')}],
    ]);
  });

  it('come fifty at a time at most', () => {
    const functions = Array.from({length: 60}, (_, index) => ({name: `fn-${index}`}));
    const world = openAccount({...scenarioOf(), functions});
    const first = listed(world, {MaxItems: 1000});
    expect(first.Functions).toHaveLength(50);
    expect(listed(world, {Marker: first.NextMarker})).toEqual({
      Functions: expect.objectContaining({length: 10}),
    });
    expect(() => listed(world, {Marker: 'made up'})).toThrow(/marker/);
  });
});

it('a mapping says where it sends word of what it gave up', () => {
  const world = open(streamOf('clicks', {onFailureQueue: 'failed'}), streamOf('orders'));
  expect(list(world).EventSourceMappings.map(each => each.DestinationConfig)).toEqual([
    {OnFailure: {Destination: `arn:aws:sqs:${region}:${world.account.id}:failed`}},
    {OnFailure: {}},
  ]);
});

describe('a poisoned batch', () => {
  const stuck = {shard: 2, atSecond: 0};
  const age = (world: TestAccount, shard: number) =>
    (world.metric('orders', 'IteratorAgeMilliseconds', {ShardId: `shardId-00000000000${shard}`})?.max ?? 0) /
    60_000;

  it('keeps its shard, and no other, where it is, with errors', () => {
    const world = open(streamOf('orders', {poison: stuck}));
    world.minutes(30);
    expect(age(world, 2)).toBeCloseTo(30, 0);
    expect(age(world, 1)).toBeLessThan(0.1);
    expect(list(world).EventSourceMappings[0]).toMatchObject({
      LastProcessingResult: 'PROBLEM: Function call failed',
    });
    expect(ofFunction(world, 'Errors', 'read-orders')?.sum).toBeGreaterThan(0);
    expect(ofFunction(world, 'IteratorAge', 'read-orders')?.max).toBeCloseTo(30 * 60_000, -4);
    expect(ofFunction(world, 'Errors', 'read-orders', 40)?.sum).toBe(0);
  });

  it('is dropped when it is too old for the mapping', () => {
    const world = open(streamOf('orders', {poison: stuck, maximumRecordAgeSeconds: 900}));
    world.minutes(14);
    expect(age(world, 2)).toBeCloseTo(14, 0);
    world.minutes(6);
    expect(age(world, 2)).toBeLessThan(1);
    expect(ofFunction(world, 'Errors', 'read-orders')?.sum).toBe(0);
  });

  it('is given up where there is an end to trying', () => {
    const world = open(streamOf('orders', {poison: stuck, retries: 2}));
    world.minutes(10);
    expect(age(world, 2)).toBeLessThan(0.1);
  });
});

it('a function that is too slow skips what is too old for its mapping', () => {
  const consumers = [
    {
      name: 'slow',
      kind: 'lambda' as const,
      recordsPerSecond: 10,
      mapping: {maximumRecordAgeSeconds: 3600},
    },
  ];
  const world = open(streamOf('orders', {}, {consumers}));
  expect((ofFunction(world, 'IteratorAge', 'slow')?.max ?? 0) / 60_000).toBeCloseTo(60, -1);
});

it('more batches of a shard at a time read so many times as much', () => {
  const consumers = (parallelizationFactor: number) => [
    {name: 'slow', kind: 'lambda' as const, recordsPerSecond: 30, mapping: {parallelizationFactor}},
  ];
  const ageWith = (factor: number) =>
    ofFunction(open(streamOf('orders', {}, {consumers: consumers(factor)})), 'IteratorAge', 'slow')?.max ?? 0;
  expect(ageWith(1)).toBeGreaterThan(3_600_000);
  expect(ageWith(4)).toBeLessThan(60_000);
});

it('what a function did for several streams comes together', () => {
  const world = open(streamOf('a', {function: 'both'}), streamOf('b', {function: 'both'}), streamOf('c'));
  const invoked = (fn: string) => ofFunction(world, 'Invocations', fn)?.sum ?? 0;
  expect(invoked('both')).toBeGreaterThan(1.8 * invoked('read-c'));
  const names = new Set(
    [...world.account.metrics.flatMap(source => [...source.list(region)])].map(
      id => id.dimensions.FunctionName,
    ),
  );
  expect(names).toContain('both');
});
