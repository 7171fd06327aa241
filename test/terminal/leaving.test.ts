import {expect, test} from 'vitest';
import {expectClean, expectWellDrawn} from './clean.ts';
import {openConsole} from './console-program.ts';
import {openTerminal, type Terminal} from './harness.ts';
import {executable, oneStream, openDemo, twoStreams, untilStreamsAreRead} from './product.ts';

const ways = [
  {how: 'q', code: 0},
  {how: 'Ctrl-c', code: 130},
  {how: 'SIGINT', code: 130},
  {how: 'SIGTERM', code: 143},
  {how: 'SIGHUP', code: 129},
] as const;

function leave(terminal: Terminal, how: (typeof ways)[number]['how']): void {
  if (how === 'SIGINT' || how === 'SIGTERM' || how === 'SIGHUP') terminal.kill(how);
  else terminal.press(how);
}

async function expectLeft(terminal: Terminal, code: number): Promise<void> {
  const ending = await terminal.exited;
  expect({code: ending.code, left: terminal.screen().join('\n').trim()}).toEqual({code, left: ''});
  expect(ending.afterMs).toBeLessThan(1000);
  expectClean(terminal, ending);
}

test.each(ways)('$how ends it with $code, and the terminal is as it was', async ({how, code}) => {
  await using terminal = await openConsole();
  await terminal.shows('stream-00000');
  leave(terminal, how);
  await expectLeft(terminal, code);
});

test.each(ways)('$how ends it with $code even before there is any data', async ({how, code}) => {
  await using terminal = await openDemo(oneStream);
  await terminal.shows('hotshard');
  leave(terminal, how);
  await expectLeft(terminal, code);
});

test('q ends it while the account goes on', async () => {
  await using terminal = await openDemo(twoStreams);
  await untilStreamsAreRead(terminal);
  leave(terminal, 'q');
  await expectLeft(terminal, 0);
});

test.each([
  {program: 'the demo', open: () => openDemo(oneStream)},
  {program: 'the console', open: () => openConsole()},
])('when the window of $program is closed it is gone within a second', async ({open}) => {
  await using terminal = await open();
  await terminal.shows('hotshard');
  await terminal.settled();
  terminal.hangUp();
  const ending = await terminal.exited;
  expect(ending.code).toBe(129);
  expect(ending.afterMs).toBeLessThan(1000);
  expect(terminal.isAlive()).toBe(false);
});

test('a document that cannot be drawn ends it with a word, not with a broken terminal', async () => {
  await using terminal = await openConsole({change: 'broken-document'});
  await terminal.shows('stream-00000');
  terminal.kill('SIGUSR2');
  const ending = await terminal.exited;
  expect(ending.code).toBe(70);
  expectClean(terminal, ending);
  expect(terminal.screen().join('\n')).toContain('This document cannot be drawn.');
});

test('a row that cannot be drawn costs its panel, not the console', async () => {
  await using terminal = await openConsole({change: 'broken-row'});
  await terminal.shows('hotshard');
  terminal.press('2');
  await terminal.shows('stream-00001');
  terminal.kill('SIGUSR2');
  await terminal.shows(/cannot be drawn/);
  expect(terminal.line(0)).toContain('hotshard');
  terminal.press('q');
  await expectLeft(terminal, 0);
});

test('Ctrl-Z gives the shell back, fg the console', async () => {
  await using terminal = await openDemo([...twoStreams, '--speed', '1']);
  await untilStreamsAreRead(terminal);
  const before = terminal.screen().slice(1);
  terminal.press('Ctrl-z');
  await terminal.shows('shell$');
  expectClean(terminal, {discipline: await terminal.discipline('stop')});
  expect(terminal.use()?.state).toBe('T');

  terminal.type('fg\r');
  await terminal.shows('clicks-enriched');
  await terminal.settled();
  expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorVisible: false, bracketedPaste: true});
  expect(await terminal.discipline()).toMatchObject({echo: false, canonical: false});
  expect(terminal.screen().slice(1)).toEqual(before);
  await expectWellDrawn(terminal);
  terminal.press('q');
  expectClean(terminal, await terminal.exited);
});

test('a stop from outside is the same', async () => {
  await using terminal = await openConsole();
  await terminal.shows('stream-00000');
  terminal.kill('SIGTSTP');
  await terminal.shows('shell$');
  expectClean(terminal, {discipline: await terminal.discipline('stop')});
  terminal.type('fg\r');
  await terminal.shows('stream-00000');
  terminal.press('q');
  const ending = await terminal.exited;
  expect(ending.code).toBe(0);
  expectClean(terminal, ending);
});

test('with no region anywhere the terminal is as it was, and one sentence says what to do', async () => {
  await using terminal = await openTerminal({args: [executable]});
  const ending = await terminal.exited;
  expect(ending.code).toBe(64);
  expect(terminal.screen().join(' ')).toContain('No region is set: name one with --region');
  expectClean(terminal, ending);
});
