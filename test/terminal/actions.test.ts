import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test} from 'vitest';
import {expectClean, expectWellDrawn} from './clean.ts';
import type {Terminal, TerminalOptions} from './harness.ts';
import {openDemo, twoStreams, untilStreamsAreRead} from './product.ts';

/** The stream `orders`, opened, its hottest shard selected. */
async function openOrders(
  args: readonly string[],
  options: Omit<TerminalOptions, 'args' | 'command'> = {},
): Promise<Terminal> {
  const terminal = await openDemo([...twoStreams, ...args], options);
  await untilStreamsAreRead(terminal);
  terminal.type(':orders\r');
  await terminal.shows(/› ●\s+…0007/);
  return terminal;
}

async function arm(terminal: Terminal): Promise<void> {
  terminal.press('A');
  await terminal.shows('Its last four digits');
  terminal.type('4417');
  await terminal.shows(/digits: 4417/);
  terminal.press('Enter');
  await terminal.shows(/ARMED 1[45]m/);
}

/** The plan is on the screen, and stood there long enough to be read. */
async function untilReadable(terminal: Terminal, runs: string): Promise<void> {
  await terminal.shows(runs);
  await terminal.settled({quietMs: 600});
}

/** Every line of the journal in the home of this terminal. */
async function journalOf(terminal: Terminal): Promise<readonly Record<string, unknown>[]> {
  const names = await readdir(terminal.home, {recursive: true});
  const name = names.find(each => each.endsWith('.jsonl'));
  if (name === undefined) return [];
  const text = await readFile(path.join(terminal.home, name), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

test('a shard is split: plan, arming, confirming, and the journal', async () => {
  await using terminal = await openOrders(['--speed', '30']);
  terminal.type('sy');
  await terminal.shows('Split shardId-000000000007 of orders');
  await untilReadable(terminal, 'Locked: arm with A (account ··4417, 15 minutes), then y runs it.');
  expect(await journalOf(terminal)).toEqual([]);
  await expectWellDrawn(terminal);

  await arm(terminal);
  await terminal.shows('y runs it.');
  expect(await journalOf(terminal)).toEqual([]);
  terminal.press('y');
  await terminal.shows('1 running');
  terminal.press('J');
  await terminal.shows(/running +Split shardId-000000000007/);
  await terminal.shows(/done +Split shardId-000000000007/, {within: 60_000});
  await terminal.hides('1 running');
  terminal.press('Enter');
  await terminal.shows(/kinesis:SplitShard accepted/);
  await terminal.shows(/request \S+-\S+/);
  const events = (await journalOf(terminal)).map(({event, result}) => result ?? event);
  expect(events).toEqual(['begin', 'request', 'done']);
}, 90_000);

test('what is typed ahead of an armed plan runs nothing; q while it runs cancels it and gives the terminal back at once', async () => {
  await using terminal = await openOrders(['--speed', '1']);
  await arm(terminal);
  terminal.type('sy');
  await untilReadable(terminal, 'y runs it.');
  terminal.type('yy');
  await terminal.shows('Nothing was run');
  await terminal.settled({quietMs: 300});
  expect(await journalOf(terminal)).toEqual([]);
  terminal.press('Esc');
  await terminal.hides('Nothing was run');

  terminal.press('s');
  await untilReadable(terminal, 'y runs it.');
  terminal.press('y');
  await terminal.shows('1 running');
  terminal.press('q');
  await terminal.shows(() => !terminal.modes().alternateScreen, {within: 1000});
  const ending = await terminal.exited;
  expect(ending.code).toBe(0);
  expectClean(terminal, ending);
  const events = (await journalOf(terminal)).map(({event, result}) => result ?? event);
  expect(events.at(0)).toBe('begin');
  expect(events.at(-1)).toBe('cancelled');
}, 30_000);

test('a sample of a shard is shown with its keys, which are in no file', async () => {
  await using terminal = await openOrders(['--speed', '30'], {columns: 120, rows: 40});
  terminal.press('f');
  await untilReadable(terminal, 'y runs it.');
  terminal.press('y');
  await terminal.shows('HOT KEYS of …0007', {within: 30_000});
  await terminal.shows(/\d%\s+tenant-\d+/);
  const key = /tenant-\d+/.exec(terminal.screen().join('\n'))?.[0] ?? '';
  await terminal.shows('Sample shardId-000000000007 of orders: Done.');
  terminal.press('w');
  await terminal.shows(/wrote hotshard\S*\.txt/);
  const name = /hotshard-\S*\.txt/.exec(terminal.screen().join('\n'))?.[0] ?? '';
  const written = await readFile(path.join(terminal.home, name), 'utf8');
  expect(written).toContain('(key not written)');
  expect(written).not.toContain(key);
  expect(JSON.stringify(await journalOf(terminal))).not.toContain(key);
}, 60_000);

test('read only, a plan can be read and nothing else', async () => {
  await using terminal = await openOrders(['--speed', '1', '--read-only']);
  expect(terminal.line(0)).toContain('read-only');
  terminal.press('A');
  await terminal.shows('read only: this console arms nothing');
  terminal.press('s');
  await untilReadable(terminal, 'This console is read only');
  terminal.press('y');
  await terminal.settled({quietMs: 300});
  expect(await journalOf(terminal)).toEqual([]);
});
