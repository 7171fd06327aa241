import {expect, onTestFinished, test} from 'vitest';
import {metrics} from '../../../../source/services/kinesis/actions/metrics.ts';
import {retain} from '../../../../source/services/kinesis/actions/retain.ts';
import {scale} from '../../../../source/services/kinesis/actions/scale.ts';
import {split} from '../../../../source/services/kinesis/actions/split.ts';
import {type Bench, bench, metered, shardId} from './harness.ts';

async function opened(...asked: Parameters<typeof bench>): Promise<Bench> {
  const made = await bench(...asked);
  onTestFinished(made.end);
  return made;
}

const busy = {
  name: 'orders',
  shards: 4,
  shardMetrics: [...metered],
  producers: [{recordsPerSecond: 3000, recordBytes: 500}],
};

test('the shard count goes up, at most to double, and the plan says what uniform scaling undoes', async () => {
  const {plan, run, target, summary} = await opened([busy, {name: 'free', mode: 'ON_DEMAND', shards: 4}]);
  const blockedOf = async (count: string, stream = 'orders') =>
    (await plan(scale, target(stream), {count})).blocked.map(({because}) => because);
  expect(await blockedOf('9')).toEqual(['One call goes at most to double, from 4 to 8.']);
  expect(await blockedOf('1')).toEqual(['One call goes at least to half, from 4 to 2.']);
  expect(await blockedOf('4')).toEqual(['There are 4 shards already.']);
  expect((await blockedOf('5', 'free'))[0]).toMatch(/on-demand stream/);
  await run(split, target('orders', shardId(0)));
  const shown = await plan(scale, target('orders'), {count: '6'});
  expect(shown.blocked).toEqual([]);
  expect(shown.warnings[0]).toMatch(/what was split or merged on purpose is undone/);
  expect(shown.warnings[1]).toMatch(/AWS is quickest with steps of a quarter/);
  const {result, proof} = await run(scale, target('orders'), {count: '6'});
  expect(result).toBe('done');
  expect(proof).toMatchObject({helped: true, verdict: 'There are 6 shards, and none refuses writes.'});
  expect((await summary('orders')).openShards).toBe(6);
});

test('ten changes of the count in a day are all that AWS allows: the eleventh is one sentence', async () => {
  const {prepare, runStale, target} = await opened([{name: 's', shards: 4}]);
  const to = (count: string) => prepare(scale, target('s'), {count});
  for (let time = 0; time < 10; time += 1)
    expect(await runStale(scale, await to(time % 2 ? '4' : '5'))).toBe('done');
  expect(await runStale(scale, await to('5'))).toMatch(
    /^AWS refused to change the shard count: it was called ten times/,
  );
});

test('shard metrics are switched on with their price, and off again by the same key', async () => {
  const {plan, run, target, summary, prepare} = await opened([{...busy, shardMetrics: []}]);
  const shown = await plan(metrics, target('orders'));
  expect(shown.risk).toBe('reversible');
  expect(shown.cost).toBe('+$3.60 a month (list price, us-east-1): $0.90 a shard, 4 shards.');
  expect(shown.steps[0]?.cli).toBe(
    'aws kinesis enable-enhanced-monitoring --stream-name orders --shard-level-metrics IncomingBytes IncomingRecords WriteProvisionedThroughputExceeded --region us-east-1',
  );
  expect((await run(metrics, target('orders'))).proof?.verdict).toBe('Shard metrics are on.');
  expect((await summary('orders')).enhancedMetrics).toEqual([...metered]);
  expect((await plan(metrics, target('orders'), {to: 'on'})).blocked[0]?.because).toBe(
    'They are on already.',
  );
  expect((await run(metrics, target('orders'))).proof?.verdict).toBe('Shard metrics are off.');
  expect((await summary('orders')).enhancedMetrics).toEqual([]);
  expect(await prepare(metrics, target('orders'), {names: 'Nonsense'})).toMatchObject({
    wrong: expect.stringMatching(/^Nonsense is no shard-level metric/),
  });
});

const late = {
  name: 'late',
  shards: 2,
  producers: [{recordsPerSecond: 800, recordBytes: 500}],
  consumers: [{name: 'slow', recordsPerSecond: 200, behindSeconds: 3600}],
};

test('the retention is raised to the least that leaves a day, and the undo says what it would drop', async () => {
  const {plan, run, target, summary} = await opened([late]);
  const shown = await plan(retain, target('late'));
  expect(shown.steps[0]?.says).toBe(
    'IncreaseStreamRetentionPeriod from 24 h to 48 h, the least that leaves a day',
  );
  expect(shown.changes[0]).toMatch(
    /^The oldest unread record is 1\dh\d\dm old, 1\dh.* from being dropped today; with 48 h, 1d 1\dh/,
  );
  expect(shown.cost).toMatch(/^\+\$29\.20 a month/);
  expect(shown.undo).toMatch(
    /^DecreaseStreamRetentionPeriod to 24 h, which drops for good what is then older, read or not: aws kinesis decrease-/,
  );
  const {result, proof} = await run(retain, target('late'));
  expect(result).toBe('done');
  expect(proof).toMatchObject({before: {retention: '24 h'}, after: {retention: '48 h'}, helped: true});
  expect((await summary('late')).retentionHours).toBe(48);
});

test('a retention that is not longer is refused before anything is sent', async () => {
  const {plan, target} = await opened([late]);
  expect((await plan(retain, target('late'), {hours: '24'})).blocked[0]?.because).toMatch(/for 24 h already/);
  expect((await plan(retain, target('late'), {hours: '9000'})).blocked[0]?.because).toMatch(/8760 h at most/);
});
