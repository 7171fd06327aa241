import {expect, test} from 'vitest';
import {wait} from '../../source/clock.ts';
import {median} from '../bench/figure.ts';
import {openConsole} from './console-program.ts';
import {selected} from './selection.ts';

test('a refresh that changes one row writes less than 400 bytes', async () => {
  await using terminal = await openConsole({streams: 1000, change: 'one-row'});
  await terminal.shows('hotshard');
  terminal.press('2');
  await terminal.shows('stream-00003');
  await terminal.settled();
  const before = terminal.screen();
  const mark = terminal.mark();
  terminal.kill('SIGUSR2');
  await terminal.shows(screen => screen.join('\n') !== before.join('\n'));
  await terminal.settled();
  expect(terminal.screen().filter((line, row) => line !== before[row])).toHaveLength(1);
  expect(terminal.bytesSince(mark)).toBeLessThan(400);
});

test.each(['1', '2'])('a refresh that changes nothing visible writes nothing (panel %s)', async panel => {
  await using terminal = await openConsole({streams: 1000, change: 'nothing'});
  await terminal.shows('stream-00000');
  terminal.press(panel);
  await terminal.settled();
  const mark = terminal.mark();
  terminal.kill('SIGUSR2');
  await terminal.settled();
  expect(terminal.textSince(mark)).toBe('');
});

test('at rest it writes nothing and computes nothing', async () => {
  await using terminal = await openConsole({streams: 1000});
  await terminal.shows('stream-00000');
  await terminal.settled({quietMs: 500});
  const mark = terminal.mark();
  const before = terminal.use()?.cpuMs ?? Number.NaN;
  // Not a wait for something: the stretch over which the promise "under one percent" is measured.
  const stretchMs = 3000;
  await wait(stretchMs);
  expect(terminal.bytesSince(mark)).toBe(0);
  expect((terminal.use()?.cpuMs ?? Number.NaN) - before).toBeLessThanOrEqual(stretchMs * 0.01);
});

test('a key is on the screen within 50 ms with 10,000 rows', async () => {
  await using terminal = await openConsole({streams: 10_000});
  await terminal.shows('hotshard');
  terminal.press('2');
  await terminal.shows('stream-00003');
  const taken: number[] = [];
  for (const key of ['j', 'j', 'PageDown', 'PageDown', 'G', 'k', 'g']) {
    await terminal.settled();
    const before = selected(terminal);
    const started = performance.now();
    terminal.press(key);
    await terminal.shows(() => selected(terminal) !== before);
    taken.push(performance.now() - started);
  }
  expect(median(taken)).toBeLessThan(50);
});
