import {expect, test} from 'vitest';
import {openConsole} from './driver.ts';
import {blackFriday, manyStreams, orders, shard, snapshotOf, stream} from './fixtures.ts';

test('a refresh that changes nothing visible writes nothing', async () => {
  const console = await openConsole();
  for (const keys of [[], ['2'], ['j', 'Enter']]) {
    await console.press(...keys);
    expect(await console.bytesOf(() => console.monitor.show({}))).toBe(0);
    expect(await console.bytesOf(() => console.monitor.publish({reading: true}))).toBe(0);
    expect(await console.bytesOf(() => console.monitor.publish({reading: false}))).toBe(0);
  }
});

test('a refresh that changes one row writes under 400 bytes', async () => {
  const console = await openConsole();
  await console.press('2');
  const streams = blackFriday.map(each =>
    each.name === 'carts' ? {...each, utilization: 0.77, inBytesPerSecond: 3e6, iteratorAgeMs: 99_000} : each,
  );
  const bytes = await console.bytesOf(() => console.monitor.show({streams}));
  expect(console.screen()).toMatch(/carts +77%/u);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(400);
});

test('a key in a list writes the two rows that changed, in one piece', async () => {
  const console = await openConsole();
  await console.press('2');
  const writes = console.display.writes;
  const bytes = await console.bytesOf(() => console.keyboard.push('j'));
  expect(bytes).toBeLessThan(500);
  expect(console.display.writes - writes).toBe(1);
});

test('nothing is written while nothing happens, for hours', async () => {
  const console = await openConsole({
    published: {snapshot: snapshotOf({part: {state: 'fresh', asOf: null, problem: null}})},
  });
  const bytes = await console.bytesOf(async () => {
    for (let minute = 0; minute < 180; minute += 1) {
      console.monitor.advance(60_000);
      await console.pass(60_000);
    }
  });
  expect(bytes).toBe(0);
});

/** The time that the processor needs from a key to its frame: a busy machine does not count against it. */
const timeOf = async (console: Awaited<ReturnType<typeof openConsole>>, keys: string): Promise<number> => {
  const writes = console.display.writes;
  const start = process.threadCpuUsage();
  console.keyboard.push(keys);
  while (console.display.writes === writes) await new Promise(resolve => setImmediate(resolve));
  const {user, system} = process.threadCpuUsage(start);
  await console.settled();
  return (user + system) / 1000;
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.POSITIVE_INFINITY;

test('a key in a list of ten thousand is on screen within 50 ms', async () => {
  const console = await openConsole({
    published: {snapshot: snapshotOf({streams: manyStreams(10_000), findings: []})},
  });
  await console.press('2');
  const times: number[] = [];
  for (const key of ['j', 'j', 'k', 'G', 'g', '\u001b[6~', 'j', 'k', 'j'])
    times.push(await timeOf(console, key));
  expect(median(times)).toBeLessThan(50);
  await console.type('/stream-0999');
  expect(console.screen()).toContain('10 of 10');
});

test('a stream of ten thousand shards opens within half a second and moves as quickly', async () => {
  const shards = Array.from({length: 10_000}, (_, index) => shard(index, 10_000));
  const wide = stream('wide', {shards, openShards: 10_000});
  const console = await openConsole({published: {snapshot: snapshotOf({streams: [wide], findings: []})}});
  await console.press('2');
  expect(await timeOf(console, '\r')).toBeLessThan(500);
  expect(console.screen()).toMatch(/1-10 of 10/u);
  const times: number[] = [];
  for (const key of ['j', 'j', 'G', 'k', 'g']) times.push(await timeOf(console, key));
  expect(median(times)).toBeLessThan(50);
});

test('only rows that are on screen are told to the monitor', async () => {
  const console = await openConsole({
    published: {snapshot: snapshotOf({streams: manyStreams(10_000), findings: []})},
  });
  await console.press('2', 'G');
  const view = console.monitor.views.at(-1);
  expect(view?.visible).toHaveLength(18);
  expect(view?.visible.at(-1)).toContain('stream-09999');
});

test('a cursor that passes through a list asks for nothing on its way', async () => {
  const console = await openConsole({columns: 160});
  await console.press('2');
  const before = console.monitor.views.length;
  for (const key of ['j', 'j', 'j', 'k', 'k']) {
    console.keyboard.push(key);
    await new Promise(resolve => setImmediate(resolve));
  }
  await console.settled();
  expect(console.monitor.views.slice(before).map(view => view.open)).toEqual([orders.arn]);
});
