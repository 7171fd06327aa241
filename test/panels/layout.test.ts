import {stripVTControlCharacters} from 'node:util';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../source/text/cell.ts';
import {openConsole} from './driver.ts';
import {finding, snapshotOf, stream} from './fixtures.ts';

const sizes = [
  [60, 15],
  [80, 24],
  [120, 35],
  [139, 24],
  [140, 24],
  [200, 60],
  [300, 100],
] as const;

describe.each(sizes)('at %i×%i', (columns, rows) => {
  test.each([
    {ascii: false, color: true},
    {ascii: true, color: false},
  ])('every place fits and reads ($ascii, $color)', async ({ascii, color}) => {
    const console = await openConsole({columns, rows, ascii, color});
    for (const keys of [[], ['2'], ['j', 'Enter'], ['j'], ['?'], ['Esc', ':'], ['Esc', '/']]) {
      await console.press(...keys);
      const lines = console.lines();
      expect(lines).toHaveLength(rows);
      expect(lines[0]).toContain('hotshard');
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      if (ascii) expect(console.screen()).toMatch(/^[\n\x20-\x7e]*$/u);
    }
  });
});

test('on a terminal of ASCII only, names and sentences of others are spelled in ASCII', async () => {
  const streams = [stream('日本語'), stream('naïve → ‹plan›')];
  const findings = streams.map(each => finding(each, {detail: '“quoted” — 12 % …', title: 'läuft über'}));
  const console = await openConsole({ascii: true, published: {snapshot: snapshotOf({streams, findings})}});
  for (const keys of [['2'], ['j', 'Enter'], ['Esc', ':'], ['Esc', '/', 'é'], ['Esc', 'c']]) {
    await console.press(...keys);
    expect(console.screen()).toMatch(/^[\n\x20-\x7e]*$/u);
  }
});

test('without colours nothing but weight and inversion is used', async () => {
  const console = await openConsole({color: false});
  await console.press('2', 'j', 'Enter');
  const parts = console.display.chunks.join('').split('\u001b[');
  const styles = parts.map(part => /^([\d;]*)m/u.exec(part)?.[1]).filter(style => style !== undefined);
  expect(new Set(styles)).toEqual(new Set(['1', '22', '7', '27']));
});

test('a terminal that is too small gets one plain sentence, and its screen back when it grows', async () => {
  const console = await openConsole();
  await console.resize(59, 14);
  expect(console.screen().trim()).toBe('59x14 is too small: hotshard needs 60x15. q quits');
  await console.resize(20, 3);
  expect(console.screen()).toContain('is too small');
  await console.resize(80, 24);
  expect(console.screen()).toContain('2 critical');
});

test('whatever the terminal is resized to, the screen is the one that would be drawn anew', async () => {
  const console = await openConsole();
  await console.press('2', 'j', 'Enter');
  const anySizes = fc.sample(fc.tuple(fc.integer({min: 20, max: 220}), fc.integer({min: 4, max: 70})), {
    numRuns: 12,
    seed: 7,
  });
  for (const [columns, rows] of anySizes) await console.resize(columns, rows);
  expect(console.lines()).toHaveLength(console.display.rows);
});

test('the cursor stays on screen when the terminal shrinks', async () => {
  const console = await openConsole({rows: 40});
  await console.press('2', 'j', 'Enter', 'G');
  await console.resize(80, 24);
  expect(console.lines().find(line => line.startsWith('›'))).toContain('…0015');
});

test('without incremental drawing the screen is the same', async () => {
  const console = await openConsole({incremental: false});
  await console.press('2', 'j', 'Enter', 'j', 'Esc', '1');
  expect(console.screen()).toContain('2 critical');
});

test('on a slow link the screen is the same, a little later', async () => {
  const console = await openConsole({slow: true});
  await console.press('2', 'j', 'j');
  expect(stripVTControlCharacters(console.screen())).toMatch(/› · {2}audit/u);
});
