import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {expectWellDrawn} from './clean.ts';
import {openConsole} from './console-program.ts';
import type {Terminal} from './harness.ts';
import {selected} from './selection.ts';

/** The Kinesis panel with forty streams, `stream-00000` to `stream-00039`. */
async function openStreams(): Promise<Terminal> {
  const terminal = await openConsole({streams: 40, shards: 30});
  await terminal.shows('hotshard');
  terminal.press('2');
  await terminal.shows('stream-00003');
  return terminal;
}

test.concurrent('the selection moves as in every list', async () => {
  await using terminal = await openStreams();
  const movesTo = async (key: string, name: string) => {
    terminal.press(key);
    await terminal.shows(() => selected(terminal) === name);
  };
  expect(selected(terminal)).toBe('stream-00000');
  await movesTo('j', 'stream-00001');
  await movesTo('Down', 'stream-00002');
  await movesTo('k', 'stream-00001');
  await movesTo('Up', 'stream-00000');
  await movesTo('G', 'stream-00039');
  await movesTo('g', 'stream-00000');
  await movesTo('PageDown', 'stream-00017');
  terminal.press('Ctrl-f');
  await terminal.hides('stream-00000');
  expect(selected(terminal)).not.toBe('stream-00017');
  terminal.press('PageUp', 'Ctrl-u');
  await terminal.shows(() => selected(terminal) === 'stream-00000');
  await expectWellDrawn(terminal);
});

test.concurrent('keys that come in one chunk count one by one', async () => {
  await using terminal = await openStreams();
  terminal.type('jjjjj');
  await terminal.shows(() => selected(terminal) === 'stream-00005');
  terminal.type('/00017\r');
  await terminal.hides('stream-00001');
  await terminal.shows('stream-00017');
  await expectWellDrawn(terminal);
});

test.concurrent('while text is typed no key acts: a q is a q', async () => {
  await using terminal = await openStreams();
  terminal.press('/');
  terminal.type('qpS2');
  await terminal.shows('qpS2');
  terminal.press('Esc');
  await terminal.hides('qpS2');
  await terminal.shows('stream-00003');
  expect(terminal.isAlive()).toBe(true);
});

test.concurrent('a stream opens, and Esc goes back but never out', async () => {
  await using terminal = await openStreams();
  terminal.press('Enter');
  await terminal.shows('SHARD');
  await terminal.shows(/30 shards/);
  terminal.press('Esc');
  await terminal.hides('SHARD ');
  await terminal.shows('stream-00003');
  terminal.press('Esc', 'Esc', 'Esc');
  await terminal.settled();
  expect(terminal.isAlive()).toBe(true);
});

test.concurrent('the palette finds a panel and a resource by a part of its name', async () => {
  await using terminal = await openStreams();
  terminal.press(':');
  terminal.type('overv');
  await terminal.shows(/Overview/);
  terminal.press('Enter');
  await terminal.shows('losing records in 1h52m');
  terminal.type(':00023');
  await terminal.shows('stream-00023');
  terminal.press('Enter');
  await terminal.shows('SHARD');
  await terminal.shows('stream-00023');
  await expectWellDrawn(terminal);
});

test.concurrent('the help of a place names its keys and when things are bad', async () => {
  await using terminal = await openStreams();
  terminal.press('?');
  await terminal.shows(/filter/i);
  await terminal.shows(/sort/i);
  await expectWellDrawn(terminal);
  terminal.press('Esc');
  await terminal.shows('stream-00003');
});

test.concurrent('sorting by the next column and the other way round', async () => {
  await using terminal = await openStreams();
  terminal.press('S');
  await terminal.settled();
  const sorted = terminal.screen();
  terminal.press('R');
  await terminal.shows(screen => screen.join('\n') !== sorted.join('\n'));
  await expectWellDrawn(terminal);
});

test.concurrent('only what is wrong, and all again', async () => {
  await using terminal = await openStreams();
  terminal.press('F');
  await terminal.hides('stream-00001');
  await terminal.shows('stream-00000');
  terminal.press('F');
  await terminal.shows('stream-00001');
});

test.concurrent('a paste is text, whatever keys are in it', async () => {
  await using terminal = await openStreams();
  terminal.type('\x1b[200~q\x1b[201~');
  await terminal.settled();
  expect(terminal.isAlive()).toBe(true);
  terminal.press('/');
  terminal.type('\x1b[200~0002\x1b[201~');
  await terminal.shows('/0002');
  await terminal.hides('stream-00003');
  await terminal.shows('stream-00025');
});

test.concurrent('the screen is written to a file that a colleague can read', async () => {
  await using terminal = await openStreams();
  terminal.press('w');
  await terminal.shows(/hotshard\S*\.txt/);
  const name = /hotshard\S*\.txt/.exec(terminal.screen().join('\n'))?.[0] ?? '';
  const text = await readFile(path.join(terminal.home, name), 'utf8');
  expect(text).toContain('stream-00003');
  expect(text).not.toContain('\x1b');
});

test.concurrent('polling pauses and goes on', async () => {
  await using terminal = await openStreams();
  terminal.press('p');
  await terminal.shows('paused');
  terminal.press('p');
  await terminal.hides('paused');
});

test.concurrent('the selection is copied through the terminal', async () => {
  await using terminal = await openStreams();
  terminal.press('j', 'c');
  await terminal.shows(/copied/i);
  expect(terminal.copied()).toContain('stream-00001');
});

test.concurrent('the terminal shrinks to nothing useful and grows back', async () => {
  await using terminal = await openStreams();
  await terminal.settled();
  const before = terminal.screen();
  terminal.resize(59, 24);
  await terminal.shows(/needs 60.15/);
  for (const [columns, rows] of [
    [80, 14],
    [20, 5],
    [1, 1],
    [200, 60],
    [61, 16],
  ] as const) {
    terminal.resize(columns, rows);
    await terminal.settled();
    expect(terminal.screen()).toHaveLength(rows);
  }
  terminal.resize(80, 24);
  await terminal.shows('stream-00003');
  await terminal.settled();
  expect(terminal.screen()).toEqual(before);
  await expectWellDrawn(terminal);
});
