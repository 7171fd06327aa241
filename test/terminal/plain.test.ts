import {expect, test} from 'vitest';
import {openConsole} from './console-program.ts';
import type {Terminal} from './harness.ts';
import {openTerminal} from './harness.ts';
import {executable, oneStream, openDemo, twoStreams} from './product.ts';

/** The colours on the screen, without what has the terminal's own. */
function colours(terminal: Terminal): ReadonlySet<number | string> {
  const found = new Set<number | string>();
  for (const [row, line] of terminal.screen().entries()) {
    for (let column = 0; column < line.length; column++) {
      const {foreground, background} = terminal.cell(column, row);
      if (foreground !== undefined) found.add(foreground);
      if (background !== undefined) found.add(background);
    }
  }
  return found;
}

const beyondAscii = (terminal: Terminal) =>
  terminal.screen().filter(line => [...line].some(character => character < ' ' || character > '~'));

test.concurrent('there are only the sixteen colours that the user has chosen', async () => {
  await using terminal = await openConsole();
  for (const key of ['1', '2', 'Enter', '?']) {
    await terminal.settled();
    const found = [...colours(terminal)];
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter(colour => typeof colour !== 'number' || colour > 15)).toEqual([]);
    terminal.press(key);
  }
});

test.concurrent.each([
  {how: '--no-color and --ascii', args: [...oneStream, '--no-color', '--ascii'], env: {}},
  {
    how: 'NO_COLOR and a locale without UTF-8',
    args: oneStream,
    env: {NO_COLOR: '1', LANG: 'C', LC_ALL: 'C'},
  },
  {how: 'TERM=dumb', args: oneStream, env: {TERM: 'dumb'}},
])(
  'with $how there is no colour, and no character beyond ASCII, and the selection is seen',
  async ({args, env}) => {
    await using terminal = await openDemo(['--speed', '1', ...args], {env});
    await terminal.shows('clicks-enriched', {within: 10_000});
    await terminal.settled();
    const row = terminal.screen().findIndex(line => line.startsWith('>'));
    expect(terminal.cell(6, row)).toMatchObject({inverse: true});
    for (const key of ['1', '2', 'Enter', '?']) {
      terminal.press(key);
      await terminal.settled();
      expect(beyondAscii(terminal)).toEqual([]);
      expect([...colours(terminal)]).toEqual([]);
    }
  },
);

test.concurrent('a reader that has seen enough closes the pipe, and that is no bug', async () => {
  const script = '"$0" "$@" | head -n 1; echo done';
  // Two streams are more than a pipe holds.
  const args = ['-c', script, process.execPath, executable, 'demo', 'snapshot', ...twoStreams];
  await using terminal = await openTerminal({command: 'sh', args});
  await terminal.shows('done', {within: 10_000});
  expect(terminal.screen().join('\n').trim()).toMatch(/^\{\s+done$/);
});

test.concurrent('with stdout closed nothing is left hanging', async () => {
  const script = '"$0" "$@" >&-; echo "code $?"';
  const args = ['-c', script, process.execPath, executable, 'demo', 'snapshot', ...oneStream];
  await using terminal = await openTerminal({command: 'sh', args});
  await terminal.shows(/code \d+/, {within: 10_000});
  expect(terminal.screen().join('\n')).not.toMatch(/ {4}at /);
});

test.concurrent('with no terminal on stdout the console is a table', async () => {
  const args = ['-c', '"$0" "$@" | cat; echo done', process.execPath, executable, 'demo', ...oneStream];
  await using terminal = await openTerminal({command: 'sh', args, columns: 160, rows: 200});
  await terminal.shows('done', {within: 10_000});
  expect(terminal.screen().join('\n')).toContain('clicks-enriched');
  expect(terminal.modes().alternateScreen).toBe(false);
});
