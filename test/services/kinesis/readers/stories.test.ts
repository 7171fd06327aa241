import {expect, test} from 'vitest';
import {midpointOf, parseHashKey} from '../../../../source/services/kinesis/hash-range.ts';
import type {Stream} from '../../../../source/services/kinesis/model.ts';
import type {StreamSource} from '../../../../source/simulator/scenarios/schema.ts';
import {type Simulated, scenarioFile, simulated} from '../../../simulated.ts';

type Streams = Readonly<Record<string, Stream>>;

async function look({monitor}: Simulated) {
  const {findings: all, kinesis, usage} = await monitor().once();
  const findings = all.filter(({service}) => service === 'kinesis');
  const streams: Streams = Object.fromEntries((kinesis?.streams ?? []).map(each => [each.name, each]));
  return {findings, streams, usage, kinesis};
}

/** One stream of 300 records a second over two shards, read by whom the test says. */
const account = (consumers: NonNullable<StreamSource['consumers']>, more: Partial<StreamSource> = {}) =>
  scenarioFile({
    name: 'test',
    regions: ['us-east-1'],
    streams: [
      {
        name: 'orders',
        shards: 2,
        producers: [{recordsPerSecond: 300, recordBytes: 700, noise: 0}],
        consumers,
        ...more,
      },
    ],
  });

const arn = 'arn:aws:kinesis:us-east-1:730112094417:stream/orders';

const minutesOf = (seconds: number | null | undefined) => (seconds ?? Number.NaN) / 60;

test('every lagging consumer is told by its cause, and what is left to do about it', async () => {
  const {streams, findings} = await look(await simulated('lagging-consumer'));
  const verdicts = Object.fromEntries(
    Object.entries(streams).map(([name, each]) => [name, each.readVerdict]),
  );
  expect(verdicts).toEqual({
    invoices: 'falling-behind',
    shipments: 'reader-gone',
    returns: 'reader-gone',
    searches: 'read-throttled',
    quotes: 'falling-behind',
    ratings: 'catching-up',
  });
  expect(streams.invoices?.waysOut[0]).toMatch(/parallelization-factor 2$/);
  expect(streams.shipments?.waysOut).toEqual([
    expect.stringMatching(/^Raise the retention from 1d to 2d first \(kinesis\.retain\): aws kinesis .* 48$/),
    expect.stringMatching(/^Enable the mapping of track-shipments: .* --enabled$/),
  ]);
  expect(streams.returns?.waysOut[1]).toMatch(/Start the reader again/);
  expect(streams.searches?.waysOut[0]).toMatch(/enhanced fan-out/);
  expect(streams.searches?.waysOut.at(-1)).toMatch(/A split does not help/);
  expect(streams.ratings).toMatchObject({
    waysOut: [],
    readVerdictText: expect.stringMatching(/behind and catches up, through in \d+m/),
  });
  const gone = findings.find(({resource}) => resource === 'shipments');
  expect(gone).toMatchObject({
    kind: 'kinesis.reader-gone',
    severity: 'critical',
    title: 'Lambda mapping disabled for 3h58m',
    suggest: {action: 'kinesis.retain', args: {stream: 'shipments', hours: '48'}},
  });
});

test('the limit of a mapping comes before that of the stream, and more retention does not help there', async () => {
  const {streams, findings} = await look(await simulated('lagging-consumer'));
  expect(streams.quotes?.loss).toMatchObject({state: 'at-risk', limitedBy: 'maximum-record-age'});
  expect(streams.quotes?.waysOut[0]).toMatch(/--maximum-record-age-in-seconds -1/);
  expect(findings.find(({resource}) => resource === 'quotes')?.suggest).toBeNull();
});

test('a poison pill is told by its shard where shards are metered, and by its errors where they are not', async () => {
  const {streams, findings} = await look(await simulated('poison-pill'));
  expect(streams.payments).toMatchObject({
    readVerdict: 'falling-behind',
    readVerdictText: expect.stringContaining('a batch of shard 0003 fails over and over'),
  });
  expect(streams.payments?.waysOut[1]).toMatch(/--bisect-batch-on-function-error --maximum-retry-attempts 3/);
  expect(streams.payments?.consumers.find(({kind}) => kind === 'lambda')).toMatchObject({
    name: 'settle-payments',
    state: 'Enabled',
    lastResult: 'PROBLEM: Function call failed',
    slopeMsPerSecond: expect.closeTo(1000, 0),
    mapping: {maximumRetryAttempts: -1, maximumRecordAgeSeconds: -1, parallelizationFactor: 1},
  });
  expect(streams.refunds?.readVerdictText).toMatch(/: a batch fails over and over\.$/);
  expect(streams.disputes?.readVerdict).toBe('keeping-up');
  expect(findings.map(({resource, title}) => [resource, title])).toEqual([
    ['payments', 'shard 0003 stuck, a batch fails'],
    ['refunds', 'a shard stuck, a batch fails'],
  ]);
});

test('who may not list mappings is told so in the list of consumers, and nowhere else', async () => {
  const world = await simulated('poison-pill');
  world.account.faults.set([
    {kind: 'error', operation: 'lambda:ListEventSourceMappings', code: 'AccessDeniedException'},
  ]);
  const {streams, kinesis} = await look(world);
  expect(kinesis).toMatchObject({state: 'fresh', problem: null});
  expect(streams.payments).toMatchObject({
    readVerdict: 'falling-behind',
    readVerdictText: expect.stringContaining('shard 0003 stands still'),
    missing: {consumers: 'denied'},
  });
  expect(streams.payments?.consumers.map(({kind}) => kind)).toEqual(['shared', 'enhanced']);
  expect(streams.refunds?.readVerdictText).toMatch(/one shard stands still while others are read/);
});

test('a reader that dies half an hour from now: noticed within minutes, and the clock runs from when it died', async () => {
  const world = await simulated(await account([{name: 'enrich', changes: [{atSecond: 1800, times: 0}]}]));
  const watching = world.monitor();
  const seen: (string | undefined)[] = [];
  let last: Stream | undefined;
  for (let minute = 0; minute <= 60; minute += 5) {
    last = (await watching.once()).kinesis?.streams[0];
    seen.push(last?.readVerdict);
    world.clock.advance(5 * 60_000);
  }
  expect(seen.slice(0, 8)).toEqual(Array(8).fill('keeping-up'));
  expect(seen.slice(9)).toEqual(Array(4).fill('reader-gone'));
  expect(last?.loss).toMatchObject({state: 'at-risk', basis: 'assumed', limitedBy: 'retention'});
  expect(minutesOf(last?.loss.inSeconds)).toBeCloseTo(24 * 60 - 30, -1);
});

test('a reader that died in the night is found in the morning, and since when', async () => {
  const world = await simulated(
    await account([{name: 'enrich', changes: [{atSecond: -9 * 3600, times: 0}]}]),
  );
  const {streams} = await look(world);
  expect(streams.orders?.readVerdict).toBe('reader-gone');
  expect(minutesOf(streams.orders?.loss.inSeconds)).toBeCloseTo(15 * 60, -1);
});

test('at 99 % of the retention records are going, with a slope and without', async () => {
  const slow = {name: 'enrich', recordsPerSecond: 150, behindSeconds: 23.8 * 3600};
  const {streams} = await look(await simulated(await account([slow])));
  expect(streams.orders).toMatchObject({readVerdict: 'losing', loss: {state: 'losing', inSeconds: 0}});
  expect(streams.orders?.waysOut[0]).toMatch(/kinesis\.retain/);
});

test('when the rate of the reader steps down, it is falling behind within minutes, and the clock is right soon', async () => {
  const half = {name: 'enrich', recordsPerSecond: 160, changes: [{atSecond: 0, times: 0.5}]};
  const world = await simulated(await account([half]));
  const watching = world.monitor();
  world.clock.advance(10 * 60_000);
  expect((await watching.once()).kinesis?.streams[0]?.readVerdict).toBe('falling-behind');
  world.clock.advance(10 * 60_000);
  const consumer = (await watching.once()).kinesis?.streams[0]?.consumers[0];
  expect(consumer?.slopeMsPerSecond).toBeGreaterThan(420);
  expect(consumer?.slopeMsPerSecond).toBeLessThan(520);
});

test('a reshard in the middle: the backlog of the parents goes on, and children not read yet are nobody’s loss', async () => {
  const slow = {name: 'enrich', kind: 'lambda' as const, recordsPerSecond: 120, behindSeconds: 3600};
  const world = await simulated(await account([slow], {shardMetrics: 'ALL'}));
  const watching = world.monitor();
  watching.look({visible: [], open: arn});
  const before = (await watching.once()).kinesis?.streams[0];
  const [shard] = before?.shards ?? [];
  const range = {
    start: parseHashKey(shard?.startingHashKey ?? '') ?? 0n,
    end: parseHashKey(shard?.endingHashKey ?? '') ?? 0n,
  };
  const {account: inside} = world.account;
  await inside.kinesis.SplitShard?.(
    {StreamName: 'orders', ShardToSplit: shard?.id, NewStartingHashKey: String(midpointOf(range))},
    {accountId: inside.id, arn: inside.callerArn, region: 'us-east-1'},
  );
  for (let minute = 0; minute < 60; minute += 10) {
    world.clock.advance(10 * 60_000);
    const now = (await watching.once()).kinesis?.streams[0];
    expect(now?.openShards).toBe(3);
    expect(now?.readVerdict).toBe('falling-behind');
    expect(now?.loss.basis).toBe('measured');
    expect(now?.consumers[0]?.slopeMsPerSecond).toBeCloseTo(before?.consumers[0]?.slopeMsPerSecond ?? 0, -2);
  }
});

test('a reader that works through the parents of a split is never gone, and ends up with the children', async () => {
  const fast = {
    name: 'enrich',
    recordsPerSecond: 250,
    behindSeconds: 0,
    changes: [
      {atSecond: -1800, times: 0.01},
      {atSecond: 0, times: 1},
    ],
  };
  const world = await simulated(
    await account([fast], {shardMetrics: 'ALL', splits: [{atSecond: -900, shard: 0}]}),
  );
  const watching = world.monitor();
  watching.look({visible: [], open: arn});
  const seen: (string | undefined)[] = [];
  for (let minute = 0; minute < 90; minute += 5) {
    world.clock.advance(5 * 60_000);
    seen.push((await watching.once()).kinesis?.streams[0]?.readVerdict);
  }
  expect(new Set(seen.slice(4))).toEqual(new Set(['catching-up', 'keeping-up']));
  expect(seen).not.toContain('reader-gone');
  expect(seen.at(-1)).toBe('keeping-up');
});

test('somebody who reads the oldest records by hand for a minute alarms nobody', async () => {
  const world = await simulated(await account([{name: 'enrich'}]));
  const {account: inside} = world.account;
  const caller = {accountId: inside.id, arn: inside.callerArn, region: 'us-east-1'};
  const oldest = {StreamName: 'orders', ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON'};
  const found = await inside.kinesis.GetShardIterator?.(oldest, caller);
  await inside.kinesis.GetRecords?.({ShardIterator: found?.ShardIterator, Limit: 10}, caller);
  world.clock.advance(3 * 60_000);
  const {streams, findings} = await look(world);
  expect(streams.orders?.iteratorAgeMs).toBeGreaterThan(23 * 3_600_000);
  expect(streams.orders).toMatchObject({readVerdict: 'keeping-up', loss: {state: 'none'}});
  expect(findings).toEqual([]);
});
