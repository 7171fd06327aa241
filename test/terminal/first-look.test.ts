import {expect, test} from 'vitest';
import {expectWellDrawn} from './clean.ts';
import {oneStream, openDemo, untilAllIsRead} from './product.ts';

test('from a first look at a black Friday to the shard that is hot, in a terminal of any size', async () => {
  await using terminal = await openDemo(['--speed', '1']);
  // The first screen says what is wrong within seconds, on a busy machine too.
  const seen = new Set<string>();
  await terminal.shows('hotshard');
  await terminal.shows(
    screen => {
      seen.add(screen.join('\n'));
      return screen.some(line => line.includes('clicks-enriched'));
    },
    {within: 8000},
  );
  // Before the numbers are there nothing is called right or wrong.
  expect(
    [...seen].filter(
      screen => /nothing is wrong|quiet/.test(screen) && !/critical|still unread/.test(screen),
    ),
  ).toEqual([]);
  expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorVisible: false, mouse: false});
  expect(terminal.line(0)).toMatch(/hotshard.*··\d{4}.*us-east-1/);
  await terminal.shows(/● +clicks-enriched/);
  await terminal.shows(/● +clicks /);
  await terminal.shows(/● +orders/);

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
}, 40_000);

test('after many refreshes the screen is what a fresh one would be', async () => {
  await using terminal = await openDemo([...oneStream, '--speed', '600']);
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
