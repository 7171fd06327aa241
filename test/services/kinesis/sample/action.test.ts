import {expect, test} from 'vitest';
import {sample} from '../../../../source/services/kinesis/sample/action.ts';
import {splitAdvice} from '../../../../source/services/kinesis/sample/advice.ts';
import {samplesOf} from '../../../../source/services/kinesis/sample/memory.ts';
import {blackFridayOf} from '../../../black-friday.ts';
import {scenarioFile, simulated} from '../../../simulated.ts';
import {carriedOut, openSession, targetOf} from './working.ts';

const noSignal = new AbortController().signal;
const oneShard = 'shardId-000000000000';

/** An account of one stream of a black Friday. */
const only = async (name: string) => simulated(await scenarioFile(blackFridayOf(name)));

const streamWith = (more: object = {}, readers: readonly object[] = [{name: 'reader'}]) =>
  scenarioFile({
    name: 'test',
    regions: ['us-east-1'],
    streams: [
      {
        name: 'stream',
        shards: 2,
        shardMetrics: 'ALL',
        producers: [{recordsPerSecond: 1200, recordBytes: 800, ...more}],
        consumers: readers as [],
      },
    ],
  });

test('one tenant fills a shard: the sample names the key, and how much of the shard it takes', async () => {
  const account = await only('clicks');
  const session = openSession(account);
  const target = targetOf('clicks', 'shardId-000000000001');
  const {ending, proof, progress} = await carriedOut(sample, session, account.clock, target);
  expect(ending).toEqual({ended: 'done'});
  const taken = samplesOf(session).of(target.arn, account.clock.now()).get('shardId-000000000001');
  expect(taken?.keys[0]).toMatchObject({key: 'tenant-4471', share: expect.closeTo(0.9, 1)});
  expect(taken?.accepted?.bytesPerSecond).toBeCloseTo(1024 * 1024, -5);
  expect(taken && splitAdvice(taken).reliable).toBe(false);

  // The key is on the screen, and in nothing that is kept.
  expect(progress.at(-1)?.shows?.join()).toContain('tenant-4471');
  expect(JSON.stringify([proof, progress.map(({says}) => says)])).not.toContain('tenant-4471');
  expect(proof?.verdict).toContain('the heaviest key takes 90% of the bytes');
});

test('a crowd of tenants: half of the load is told, and a split there shares it out', async () => {
  const account = await only('orders');
  const session = openSession(account);
  const target = targetOf('orders', 'shardId-000000000007');
  await carriedOut(sample, session, account.clock, target);
  const taken = samplesOf(session).of(target.arn, account.clock.now()).get('shardId-000000000007');
  const advice = taken && splitAdvice(taken);
  expect(advice).toMatchObject({reliable: true, isolate: undefined});
  expect(advice?.lowerShare).toBeCloseTo(0.5, 1);
  expect(advice?.midpoint.lowerShare).toBeGreaterThan(0.8);
});

test('of a whole stream, it tells how full each shard is in about ten seconds', async () => {
  const account = await only('page-views');
  const session = openSession(account);
  const began = account.clock.now();
  const target = targetOf('page-views');
  await carriedOut(sample, session, account.clock, target);
  expect(account.clock.now() - began).toBeLessThan(15_000);
  const watching = account.monitor([session]);
  const stream = (await watching.once()).kinesis?.streams.find(({name}) => name === 'page-views');
  expect(stream?.skew).toBeGreaterThan(1);
  const loads = stream?.shards.map(shard => shard.utilization ?? Number.NaN) ?? [];
  expect(stream?.shards.map(({measuredBy}) => measuredBy)).toEqual(loads.map(() => 'sample'));
  const mean = loads.reduce((sum, load) => sum + load, 0) / loads.length;
  expect(mean).toBeCloseTo(stream?.utilization ?? Number.NaN, 1);

  account.clock.advance(16 * 60_000);
  const later = (await watching.once()).kinesis?.streams.find(({name}) => name === 'page-views');
  expect(later?.shards.map(({utilization, measuredBy}) => [utilization, measuredBy])).toEqual(
    loads.map(() => [null, null]),
  );
});

test('it reads once a second and a quarter of a MiB of a full shard, and stops by itself', async () => {
  const account = await simulated(await streamWith({recordsPerSecond: 400, recordBytes: 9000}));
  const session = openSession(account);
  const began = account.clock.now();
  const {sent} = await carriedOut(sample, session, account.clock, targetOf('stream', oneShard));
  const seconds = (account.clock.now() - began) / 1000;
  expect(seconds).toBeLessThan(22);
  expect(sent.filter(each => each === 'kinesis:GetRecords').length).toBeLessThanOrEqual(20);
  expect(sent.filter(each => each === 'kinesis:GetShardIterator').length).toBeLessThanOrEqual(20);
  const taken = samplesOf(session).of(targetOf('stream').arn, account.clock.now()).get(oneShard);
  expect(taken?.bytes).toBeLessThanOrEqual(256 * 1024 * (seconds + 1));
  expect(taken?.bytes).toBeGreaterThan(256 * 1024 * 15);
});

test('who cancels keeps what was read so far', async () => {
  const account = await only('clicks');
  const session = openSession(account);
  const stop = new AbortController();
  const watched = {
    ...account.clock,
    advance: (ms: number) => {
      account.clock.advance(ms);
      if (account.clock.now() - began > 5000) stop.abort();
    },
  };
  const began = account.clock.now();
  const target = targetOf('clicks', 'shardId-000000000001');
  const {ending} = await carriedOut(sample, session, watched, target, stop.signal);
  expect(ending).toMatchObject({ended: 'stopped'});
  expect(account.clock.now() - began).toBeLessThan(8000);
  const taken = samplesOf(session).of(target.arn, account.clock.now()).get('shardId-000000000001');
  expect(taken?.records).toBeGreaterThan(500);
});

test('where readers are refused or take nearly all, it is not read at their expense', async () => {
  const readers = Array.from({length: 8}, (_, index) => ({name: `reader-${index}`, pollsPerSecond: 4}));
  const account = await simulated(await streamWith({}, readers));
  const prepared = await sample.prepare(openSession(account), targetOf('stream', oneShard), {}, noSignal);
  expect('plan' in prepared && prepared.plan.blocked[0]?.because).toMatch(/were refused/);

  const greedy = await simulated(
    await streamWith({recordsPerSecond: 1900, recordBytes: 1000}, [{name: 'one'}, {name: 'two'}]),
  );
  const other = await sample.prepare(openSession(greedy), targetOf('stream', oneShard), {}, noSignal);
  expect('plan' in other && other.plan.blocked[0]?.because).toMatch(/Readers take 2\.0 MB\/s/);
});

test('the plan says that the readers share the budget, and changes nothing', async () => {
  const account = await only('clicks');
  const prepared = await sample.prepare(
    openSession(account),
    targetOf('clicks', 'shardId-000000000001'),
    {},
    noSignal,
  );
  expect(prepared).toMatchObject({
    plan: {
      risk: 'intrusive-read',
      blocked: [],
      steps: [{operation: 'kinesis:GetShardIterator'}, {operation: 'kinesis:GetRecords'}],
    },
  });
  const {plan} = 'plan' in prepared ? prepared : {plan: undefined};
  expect(plan?.warnings.join(' ')).toMatch(/its readers share.*iterator age/);
  const gone = await sample.prepare(openSession(account), targetOf('clicks', 'shardId-9'), {}, noSignal);
  expect('plan' in gone && gone.plan.blocked[0]?.because).toBe('shardId-9 is not an open shard of clicks.');
});
