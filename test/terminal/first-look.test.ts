import {expect, test} from 'vitest';
import {expectWellDrawn} from './clean.ts';
import {openDemo, twoStreams, untilAllIsRead} from './product.ts';

test('on a black Friday the first screen says what is wrong, within seconds on a busy machine too', async () => {
  await using terminal = await openDemo();
  await terminal.shows('hotshard');
  await terminal.shows('clicks-enriched', {within: 8000});
  expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorVisible: false, mouse: false});
  expect(terminal.line(0)).toMatch(/hotshard.*··\d{4}.*us-east-1/);
  await terminal.shows(/● +clicks-enriched/);
  await terminal.shows(/● +clicks /);
  await terminal.shows(/● +orders/);
});

test('before the numbers are there nothing is called right or wrong', async () => {
  await using terminal = await openDemo(['--speed', '1']);
  const seen = new Set<string>();
  await terminal.shows(screen => {
    seen.add(screen.join('\n'));
    return screen.some(line => line.includes('clicks-enriched'));
  });
  expect(
    [...seen].filter(
      screen => /nothing is wrong|quiet/.test(screen) && !/critical|still unread/.test(screen),
    ),
  ).toEqual([]);
});

test('from the stream that is in trouble to the shard that is hot, in a terminal of any size', async () => {
  await using terminal = await openDemo(['--speed', '1']);
  await untilAllIsRead(terminal);
  terminal.press('2');
  await terminal.shows(/● +orders/);
  terminal.type('/orders\r');
  await terminal.hides('clicks-enriched');
  terminal.press('Enter');
  await terminal.shows('key space');
  await terminal.shows(/PROVISIONED +16 shards/);
  await terminal.shows(/0007.*\dm\d\ds/);
  await expectWellDrawn(terminal);
  terminal.press('Esc');
  await terminal.hides('key space');
  terminal.press('Esc');
  await terminal.shows('clicks-enriched');

  // It fits, whatever the size of the terminal.
  for (const [columns, rows, panel] of [
    [60, 15, '1'],
    [80, 24, '2'],
    [120, 35, '1'],
    [200, 60, '2'],
    [300, 100, '1'],
  ] as const) {
    terminal.resize(columns, rows);
    terminal.press(panel);
    await expectWellDrawn(terminal);
    expect(terminal.line(0)).toContain('hotshard');
    expect(terminal.line(rows - 1)).toContain('quit');
  }
});

test('after many refreshes the screen is what a fresh one would be', async () => {
  await using terminal = await openDemo([...twoStreams, '--speed', '600']);
  await terminal.shows(/● +clicks-enriched/);
  for (const key of ['2', 'Enter', '1']) {
    terminal.press(key);
    for (let refresh = 0; refresh < 5; refresh++) {
      const before = terminal.mark();
      await terminal.shows(() => terminal.bytesSince(before) > 0);
    }
  }
  terminal.press('2', 'p');
  await terminal.shows('paused');
  await expectWellDrawn(terminal);
});
