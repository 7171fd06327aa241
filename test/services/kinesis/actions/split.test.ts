import {expect, onTestFinished, test} from 'vitest';
import {split} from '../../../../source/services/kinesis/actions/split.ts';
import {hashOf, keySpaceSize} from '../../../../source/services/kinesis/hash-range.ts';
import {lineText} from '../../../../source/text/line.ts';
import {type Bench, bench, metered, shardId} from './harness.ts';
import {evenly, sampleOf} from './samples.ts';

const half = keySpaceSize / 2n;
const lower = {start: 0n, end: half - 1n};
const first = shardId(0);

/** All that is written crowds into the first fifth of the first of two shards. */
const crowded = {
  name: 'orders',
  shards: 2,
  shardMetrics: [...metered],
  producers: [
    {recordsPerSecond: 1150, recordBytes: 500, keys: {ranges: [{from: 0, to: 0.1, share: 1, keys: 300}]}},
  ],
};

async function opened(...asked: Parameters<typeof bench>): Promise<Bench> {
  const made = await bench(...asked);
  onTestFinished(made.end);
  return made;
}

const crowd = (at: number) => sampleOf(first, lower, at, evenly(lower, 0, 0.2));

test('without a sample it is split in the middle, says so, and the proof says that it did not help', async () => {
  const {plan, run, target, open} = await opened([crowded]);
  const shown = await plan(split, target('orders', first));
  expect(shown.blocked).toEqual([]);
  expect(shown.steps).toEqual([
    {
      operation: 'kinesis:SplitShard',
      says: 'SplitShard at 850705…3232… (the midpoint of the range: nothing was sampled)'.replace(
        '3232…',
        String(half / 2n).slice(-4),
      ),
      cli: `aws kinesis split-shard --stream-name orders --shard-to-split ${first} --new-starting-hash-key ${half / 2n} --region us-east-1`,
    },
  ]);
  expect(shown.warnings[0]).toMatch(/kinesis.sample/);
  expect(await open('orders')).toHaveLength(2);

  const {result, proof} = await run(split, target('orders', first));
  expect(result).toBe('done');
  expect(proof?.helped).toBe(false);
  expect(proof?.verdict).toMatch(/^It did not help/);
  expect(await open('orders')).toHaveLength(3);
});

test('at the median of a sample both children get half, and writes are no longer refused', async () => {
  const {plan, run, target, sample, clock, open} = await opened([crowded]);
  sample('orders', crowd(clock.now()));
  const shown = await plan(split, target('orders', first));
  expect(shown.steps[0]?.says).toMatch(/the load median of 9,840 sampled records/);
  expect(shown.changes.join(' ')).toMatch(/parted 50% │ 50%.*The midpoint would part it 100% │ 0%/);
  expect(shown.cost).toMatch(/^\+\$11\.85 a month .*2 of 500 shards/);
  for (const width of [60, 80, 200]) {
    const lines = shown.picture?.(width, {ascii: false}).map(lineText) ?? [];
    expect(lines.map(line => line.length)).toEqual([width, width]);
  }
  expect(shown.picture?.(80, {ascii: false}).map(line => lineText(line).trimEnd().slice(-9))).toEqual([
    expect.stringMatching(/most \d{3}%$/),
    expect.stringMatching(/\d\d% │ \d\d%$/),
  ]);
  const {proof} = await run(split, target('orders', first));
  expect(proof?.helped).toBe(true);
  expect(proof?.verdict).toMatch(/^Writes are no longer refused; the fuller child is at (5\d|6[0-5])%/);
  expect(Object.keys(proof?.after ?? {})).toEqual(['0002', '0003']);
  expect(await open('orders')).toHaveLength(3);
});

test('one key above half of the load is not split at the median: it is isolated, in two splits', async () => {
  const {plan, run, target, sample, clock, open} = await opened([crowded]);
  const key = [...Array(100).keys()].map(n => `tenant-${n}`).find(name => hashOf(name) < half) ?? '';
  const taken = sampleOf(
    first,
    lower,
    clock.now(),
    [...evenly(lower, 0, 1).map(each => ({...each, weight: 0.002})), {hashKey: hashOf(key), weight: 0.6}],
    {keys: [{key, share: 0.6}]},
  );
  sample('orders', taken);
  const refused = await plan(split, target('orders', first));
  expect(refused.blocked[0]?.because).toMatch(/One partition key has 60% of the load/);
  expect(refused.blocked[0]?.unblock).toMatch(/--isolate KEY/);

  const shown = await plan(split, target('orders', first), {isolate: key});
  expect(shown.blocked).toEqual([]);
  expect(shown.steps).toHaveLength(2);
  expect(JSON.stringify(shown)).not.toContain(key);
  expect((await run(split, target('orders', first), {isolate: key})).result).toBe('done');
  const ranges = (await open('orders')).map(shard => [shard.startingHashKey, shard.endingHashKey]);
  expect(ranges).toContainEqual([String(hashOf(key)), String(hashOf(key) + 1n)]);
});

test('what stands in the way is said before anything is sent, with what unblocks it', async () => {
  const {plan, run, target, prepare} = await opened(
    [crowded, {name: 'free', mode: 'ON_DEMAND', shards: 4}, {name: 'calm', shards: 2}],
    {shardLimit: 5},
  );
  const blockedOf = async (stream: string, part: string, values = {}) => {
    const {blocked} = await plan(split, target(stream, part), values);
    return blocked.map(({because, unblock}) => `${because} ${unblock}`).join(' ');
  };
  expect(await blockedOf('free', first)).toMatch(/on-demand stream: AWS splits.*more partition keys/);
  expect(await blockedOf('calm', shardId(9))).toMatch(/There is no shard .*Choose one of the open shards/);
  expect(await blockedOf('calm', first, {at: '1'})).toMatch(
    /not well inside 0000.*Take a hash key from 2 to/,
  );
  await run(split, target('calm', first));
  expect(await blockedOf('calm', first)).toMatch(/0000 is closed: .*Take what came from it: 0002, 0003/);
  expect(await blockedOf('calm', shardId(1))).toMatch(/5 of 5 shards in use.*Merge cold shards/);
  expect(await prepare(split, target('calm', first), {at: 'x'})).toEqual({
    wrong: 'x is not a hash key: a whole number from 0 to 2^128 − 1.',
  });
});

test('a stream whose records are lost in a few hours is not resharded before its retention is raised', async () => {
  const {plan, target} = await opened([
    {
      name: 'late',
      shards: 1,
      producers: [{recordsPerSecond: 400, recordBytes: 500}],
      consumers: [{name: 'slow', recordsPerSecond: 100, behindSeconds: 3600}],
    },
  ]);
  const {blocked} = await plan(split, target('late', first));
  expect(blocked.map(each => each.because).join()).toMatch(
    /Records are lost in \d+h.*its retention cannot be raised/,
  );
  expect(blocked[0]?.unblock).toBe('Raise the retention first (kinesis.retain late).');
});

test('what AWS refuses after all is one sentence that says what to do', async () => {
  const {prepare, run, runStale, target} = await opened(
    [
      {name: 's', shards: 4},
      {name: 't', shards: 1},
    ],
    {
      shardLimit: 6,
    },
  );
  const stale = await prepare(split, target('s', first));
  const other = await prepare(split, target('s', shardId(1)));
  expect(await runStale(split, stale)).toBe('done');
  expect(await runStale(split, stale)).toBe(
    'AWS refused to split 0000: the shard is closed already, somebody else resharded; plan again with the shards there are.',
  );
  expect(await runStale(split, other)).toBe(
    'AWS refused to split 0001: the account has no more shards in this region; merge cold ones, or ask for a higher quota (Service Quotas).',
  );
  expect(await run(split, target('t', first)).catch(error => error.message)).toMatch(/6 of 6 shards in use/);
});
