import {expect, test} from 'vitest';
import {allPanels} from '../../panels/index.ts';
import type {Panel} from '../../panels/panel.ts';
import {openConsole} from './driver.ts';

type Opened = Awaited<ReturnType<typeof openConsole>>;

/** What the terminal was told last about a mode. */
const mode = (console: Opened, name: string): string | undefined => {
  const told = [...console.display.chunks.join('').matchAll(new RegExp(`\\u001b\\[\\?${name}([hl])`, 'gu'))];
  return told.at(-1)?.[1];
};

const expectCleanTerminal = (console: Opened): void => {
  expect(mode(console, '1049')).toBe('l');
  expect(mode(console, '25')).toBe('h');
  expect(mode(console, '2004')).toBe('l');
  expect(mode(console, '7')).toBe('h');
  expect(console.keyboard.rawMode).toBe(false);
};

test.each([
  {key: 'q', reason: 'quit'},
  {key: 'Ctrl-c', reason: 'interrupted'},
])('$key leaves the terminal as it was', async ({key, reason}) => {
  const console = await openConsole();
  expect([mode(console, '1049'), mode(console, '25'), mode(console, '2004')]).toEqual(['h', 'l', 'h']);
  await console.press(key);
  expect(await console.exited).toBe(reason);
  expectCleanTerminal(console);
});

test.each(['/orders', '?', ':ord'])('Ctrl-c quits at once after %s too', async keys => {
  const console = await openConsole();
  await console.type(keys);
  await console.press('Ctrl-c');
  expect(await console.exited).toBe('interrupted');
});

test.each(['SIGHUP', 'SIGTERM', 'SIGINT'] as const)('%s leaves the terminal as it was', async signal => {
  const console = await openConsole();
  console.around.emit(signal);
  await console.settled();
  expect(await console.exited).toEqual({signal});
  expectCleanTerminal(console);
  for (const event of ['SIGHUP', 'SIGTERM', 'SIGINT', 'SIGTSTP', 'SIGCONT', 'uncaughtException']) {
    expect(console.around.listenerCount(event)).toBe(0);
  }
});

test('a terminal that is gone ends it: the keyboard hung up', async () => {
  const console = await openConsole();
  console.keyboard.push(null);
  await console.settled();
  expect(await console.exited).toEqual({signal: 'SIGHUP'});
});

test('a terminal that is gone ends it: the screen cannot be written', async () => {
  const console = await openConsole();
  console.display.destroy(Object.assign(new Error('write EIO'), {code: 'EIO'}));
  await console.settled();
  expect(await console.exited).toEqual({signal: 'SIGHUP'});
});

test('a bug that nobody caught is the reason, and the terminal is as it was', async () => {
  const console = await openConsole();
  const bug = new Error('a bug');
  console.around.emit('uncaughtException', bug);
  await console.settled();
  expect(await console.exited).toEqual({error: bug});
  expectCleanTerminal(console);
});

const broken: Panel = {
  ...(allPanels[1] as Panel),
  Screen: () => {
    throw new Error('no such shard');
  },
};

test('a bug in one panel is a sentence there; the others work', async () => {
  const console = await openConsole({panels: [allPanels[0] as Panel, broken]});
  await console.press('2');
  expect(console.screen()).toContain('Kinesis cannot be drawn: this is a bug in hotshard');
  expect(console.screen()).toContain('no such shard');
  await console.press('1');
  expect(console.screen()).toContain('2 critical');
  await console.press('q');
  expect(await console.exited).toBe('quit');
});

test('a panel that cannot even say what its rows are leaves the keys alone', async () => {
  const focusless: Panel = {
    ...broken,
    focus: () => {
      throw new Error('no list');
    },
  };
  const console = await openConsole({panels: [allPanels[0] as Panel, focusless]});
  await console.press('2', 'j', 'Enter', '1');
  expect(console.screen()).toContain('2 critical');
});

test('a bug in a key ends the console with the reason and a clean terminal', async () => {
  const bug = new Error('cannot enter');
  const trap: Panel = {
    ...(allPanels[0] as Panel),
    copies: () => {
      throw bug;
    },
  };
  const console = await openConsole({panels: [trap]});
  await console.press('c');
  expect(await console.exited).toEqual({error: bug});
  expectCleanTerminal(console);
});

test('Ctrl-z gives the terminal back and reads nothing; fg brings the screen back as it was', async () => {
  const console = await openConsole();
  await console.press('2', 'j');
  const before = console.lines();
  console.keyboard.push('\u001a');
  await expect.poll(() => console.around.stops).toBe(1);
  expectCleanTerminal(console);
  expect(console.monitor.asked).toEqual(['pause']);
  console.around.emit('SIGCONT');
  await console.settled();
  expect(console.lines()).toEqual(before);
  expect(console.keyboard.rawMode).toBe(true);
  expect([mode(console, '1049'), mode(console, '25'), mode(console, '2004')]).toEqual(['h', 'l', 'h']);
  expect(console.monitor.asked).toEqual(['pause', 'go on']);
  await console.press('j', 'q');
  expect(console.reason()).toBe('quit');
});

test('SIGTSTP from outside does the same, and a console that was paused stays paused', async () => {
  const console = await openConsole({published: {paused: true}});
  console.around.emit('SIGTSTP');
  await expect.poll(() => console.around.stops).toBe(1);
  expect(console.around.listenerCount('SIGTSTP')).toBe(0);
  console.around.emit('SIGCONT');
  await console.settled();
  expect(console.monitor.get().paused).toBe(true);
  expect(console.around.listenerCount('SIGTSTP')).toBe(1);
});

test('where there is no shell to go back to, the console comes back by itself', async () => {
  const console = await openConsole();
  console.keyboard.push('\u001a');
  await expect.poll(() => console.around.stops).toBe(1);
  await console.settled();
  await console.settled();
  expect(console.screen()).toContain('2 critical');
});

test('a signal while it is suspended ends it', async () => {
  const console = await openConsole();
  console.keyboard.push('\u001a');
  await expect.poll(() => console.around.stops).toBe(1);
  console.around.emit('SIGTERM');
  await console.settled();
  expect(await console.exited).toEqual({signal: 'SIGTERM'});
  expectCleanTerminal(console);
});
