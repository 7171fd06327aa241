import {expect, onTestFinished, test} from 'vitest';
import {merge} from '../../../../source/services/kinesis/actions/merge.ts';
import {split} from '../../../../source/services/kinesis/actions/split.ts';
import {equalRanges} from '../../../../source/services/kinesis/hash-range.ts';
import {type Bench, bench, metered, shardId} from './harness.ts';
import {evenly, sampleOf} from './samples.ts';

async function opened(...asked: Parameters<typeof bench>): Promise<Bench> {
  const made = await bench(...asked);
  onTestFinished(made.end);
  return made;
}

/** Five shards: warm, cool, cold, cold, and one that is cold now but was hot half a day ago. */
const steps = [
  {atSecond: -12 * 3600, times: 20},
  {atSecond: -11 * 3600, times: 1 / 20},
];
const part = (index: number) => ({from: index / 5, to: (index + 1) / 5, share: 1, keys: 100});
const five = {
  name: 'orders',
  shards: 5,
  shardMetrics: [...metered],
  producers: [
    {recordsPerSecond: 450, recordBytes: 300, keys: {ranges: [part(0)]}},
    {recordsPerSecond: 200, recordBytes: 300, keys: {ranges: [part(1)]}},
    {recordsPerSecond: 50, recordBytes: 300, keys: {ranges: [part(2)]}},
    {recordsPerSecond: 40, recordBytes: 300, keys: {ranges: [part(3)]}},
    {recordsPerSecond: 30, recordBytes: 300, keys: {ranges: [part(4)]}, steps},
  ],
};

test('a shard is merged with the colder of its neighbours, and the proof says what the one shard takes', async () => {
  const {plan, run, target, open} = await opened([five]);
  const shown = await plan(merge, target('orders', shardId(2)));
  expect(shown.blocked).toEqual([]);
  expect(shown.steps[0]?.cli).toBe(
    `aws kinesis merge-shards --stream-name orders --shard-to-merge ${shardId(2)} --adjacent-shard-to-merge ${shardId(3)} --region us-east-1`,
  );
  expect(shown.changes[1]).toMatch(/^As one shard, their highest minute of 24 hours was (9|1\d)%/);
  expect(shown.undo).toMatch(/^Split the merged shard at \d{6}…\d{4}, where the two met\.$/);
  expect(shown.cost).toMatch(/^-\$11\.85 a month/);
  const {result, proof} = await run(merge, target('orders', shardId(2)));
  expect(result).toBe('done');
  expect(proof?.verdict).toMatch(/^One shard fewer; it is at (9|10)%/);
  expect(await open('orders')).toHaveLength(4);
});

test('two that were warm together in any minute of the day stay apart, and colder ones are named', async () => {
  const {plan, target} = await opened([five]);
  const warm = await plan(merge, target('orders', shardId(3)), {with: shardId(4)});
  expect(warm.blocked[0]?.because).toMatch(
    /^In the highest minute of the last 24 hours 0003 and 0004 together had 6\d% of/,
  );
  const {blocked} = await plan(merge, target('orders', shardId(0)));
  expect(blocked[0]?.unblock).toBe('The coldest neighbours are 0003 and 0004.');
});

test('only neighbours are merged, and only where somebody knows what they take in', async () => {
  const {plan, target, prepare} = await opened([five, {...five, name: 'dark', shardMetrics: []}]);
  const far = await plan(merge, target('orders', shardId(0)), {with: shardId(2)});
  expect(far.blocked[0]).toEqual({
    because: '0000 and 0002 are not neighbours in the key space.',
    unblock: 'Its neighbours are 0001.',
  });
  const dark = await plan(merge, target('dark', shardId(2)));
  expect(dark.blocked[0]?.because).toMatch(/^Nobody knows what 0002 and 000[13] take in/);
  expect(await prepare(merge, target('orders', shardId(0)), {with: shardId(0)})).toMatchObject({
    wrong: expect.stringMatching(/not merged with itself/),
  });
});

test('a stream that is busy refuses in one sentence', async () => {
  const {prepare, runStale, target} = await opened([five]);
  const one = await prepare(merge, target('orders', shardId(2)));
  const two = await prepare(merge, target('orders', shardId(0)));
  const running = runStale(merge, one);
  const refused = await runStale(merge, two);
  expect([await running, refused]).toContain('done');
  expect(refused).toBe(
    'AWS refused to merge 0000 and 0001: the stream is not ACTIVE; wait until it is, then plan again.',
  );
});

test('the day of a shard that was split or merged meanwhile is that of the shards it came from', async () => {
  const {plan, run, target} = await opened([five]);
  await run(split, target('orders', shardId(3)));
  const [, whole] = (await plan(merge, target('orders', shardId(5)), {with: shardId(6)})).changes;
  expect(whole).toMatch(/^As one shard, their highest minute of 24 hours was 4%/);
  const hotOnce = await plan(merge, target('orders', shardId(6)), {with: shardId(4)});
  expect(hotOnce.blocked[0]?.because).toMatch(/^In the highest minute of the last 24 hours 0006 and 0004/);
});

test('two that were only sampled are judged by the highest minute of the stream, scaled down to their share', async () => {
  const {plan, target, sample, clock} = await opened([{...five, name: 'dark', shardMetrics: []}]);
  const rates = [50, 40];
  for (const [index, recordsPerSecond] of rates.entries()) {
    const range = equalRanges(5)[index + 2];
    if (!range) continue;
    const accepted = {recordsPerSecond, bytesPerSecond: recordsPerSecond * 300};
    sample('dark', sampleOf(shardId(index + 2), range, clock.now(), evenly(range, 0, 1), {accepted}));
  }
  const shown = await plan(merge, target('dark', shardId(2)), {with: shardId(3)});
  // 9% of a shard, of a stream that has 77% of one now and had 134% in its highest minute.
  expect(shown.changes[1]).toMatch(/^As one shard, their highest minute of 24 hours was about 1\d%/);
  expect(shown.warnings[0]).toMatch(/not metered all day/);
  expect(shown.blocked).toEqual([]);
});
