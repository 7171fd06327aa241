import {expect, onTestFinished, test} from 'vitest';
import {balance} from '../../../../source/services/kinesis/actions/balance.ts';
import {split} from '../../../../source/services/kinesis/actions/split.ts';
import {keySpaceSize} from '../../../../source/services/kinesis/hash-range.ts';
import {type Bench, bench, metered, shardId} from './harness.ts';
import {evenly, sampleOf} from './samples.ts';

async function opened(...asked: Parameters<typeof bench>): Promise<Bench> {
  const made = await bench(...asked);
  onTestFinished(made.end);
  return made;
}

const quarter = keySpaceSize / 4n;
const third = {start: 2n * quarter, end: 3n * quarter - 1n};

/** Four shards: the first two nearly idle, the third more than full, the last as it should be. */
const uneven = {
  name: 'orders',
  shards: 4,
  shardMetrics: [...metered],
  producers: [
    {
      recordsPerSecond: 1500,
      recordBytes: 400,
      noise: 0,
      keys: {
        ranges: [
          {from: 0, to: 0.5, share: 0.1, keys: 200},
          {from: 0.5, to: 0.6, share: 0.6, keys: 300},
          {from: 0.75, to: 1, share: 0.3, keys: 200},
        ],
      },
    },
  ],
};

test('cold neighbours are merged and the full shard is split, shown whole before the first step', async () => {
  const {plan, run, target, sample, clock, open} = await opened([uneven]);
  sample('orders', sampleOf(shardId(2), third, clock.now(), evenly(third, 0, 0.4)));
  const shown = await plan(balance, target('orders'));
  expect(shown.blocked).toEqual([]);
  expect(shown.steps.map(({says}) => says)).toEqual([
    expect.stringMatching(/^Split 0002 at /),
    'Merge 0000 with 0001',
  ]);
  expect(shown.changes[1]).toMatch(/^The fullest shard goes from 9\d% to \d\d% at most/);
  const said: string[] = [];
  const {result, proof} = await run(balance, target('orders'), {}, {onProgress: says => said.push(says)});
  expect(said.filter(says => says.includes('to go'))).toEqual([
    expect.stringMatching(/^Splitting 0002 .*2 to go/),
    'Merging 0000 and 0001, 1 to go',
  ]);
  expect(result).toBe('done');
  expect(proof).toMatchObject({helped: true, before: {shards: '4 shards'}, after: {shards: '4 shards'}});
  expect(await open('orders')).toHaveLength(4);
  const again = await plan(balance, target('orders'));
  expect(again.steps).toEqual([]);
  expect(again.blocked[0]?.because).toMatch(/Every shard that is measured is at 60% or below/);
});

test('stopped after its first step and run again, it ends where it would have ended', async () => {
  const ends: string[] = [];
  for (const stops of [false, true]) {
    const {run, target, sample, clock, open} = await opened([uneven]);
    sample('orders', sampleOf(shardId(2), third, clock.now(), evenly(third, 0, 0.4)));
    const first = await run(
      balance,
      target('orders'),
      {},
      {
        onProgress: (says, stop) => {
          if (stops && says.startsWith('The stream is ACTIVE')) stop();
        },
      },
    );
    expect(first.result).toBe(stops ? 'cancelled' : 'done');
    if (stops) {
      expect(first.says).toMatch(/^The load could not be measured again\.|^Told to stop\./);
      expect((await run(balance, target('orders'))).result).toBe('done');
    }
    const ranges = (await open('orders')).map(shard => `${shard.startingHashKey}-${shard.endingHashKey}`);
    ends.push(ranges.sort().join());
  }
  expect(ends[1]).toBe(ends[0]);
});

test('without a sample it promises nothing of the children, and stops rather than take more steps than shown', async () => {
  const {plan, run, target} = await opened([uneven]);
  const shown = await plan(balance, target('orders'));
  expect(shown.changes.join(' ')).toMatch(
    /2 shards that were not sampled get 0% to 9\d%: nothing is promised/,
  );
  const {result, says} = await run(balance, target('orders'));
  expect(result).toBe('cancelled');
  expect(says).toMatch(
    /^\d more steps are needed where 1 were confirmed\. 1 step is done; balance again to go on\./,
  );
});

test('somebody else who reshards meanwhile ends it', async () => {
  const made = await opened([uneven]);
  const {run, target, runStale, prepare} = made;
  const other = await prepare(split, target('orders', shardId(3)));
  let meddling: Promise<string> | undefined;
  const {result, says} = await run(
    balance,
    target('orders'),
    {},
    {
      onProgress: said => {
        if (said.startsWith('The stream is ACTIVE')) meddling ??= runStale(split, other);
      },
    },
  );
  await meddling;
  expect(result).toBe('cancelled');
  expect(says).toMatch(
    /^Somebody else resharded the stream meanwhile\. 1 step is done; balance again to go on\./,
  );
});

test('where nothing is measured or sampled there is nothing to plan from', async () => {
  const {plan, target} = await opened([
    {name: 'dark', shards: 3, producers: [{recordsPerSecond: 900, recordBytes: 500}]},
  ]);
  const shown = await plan(balance, target('dark'));
  expect(shown.blocked[0]?.unblock).toBe(
    'Switch shard metrics on (kinesis.metrics), or sample the stream (kinesis.sample).',
  );
});
