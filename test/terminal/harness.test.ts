import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {openTerminal} from './harness.ts';

const program = fileURLToPath(new URL('./programs/plain.mjs', import.meta.url));
const clean = {echo: true, canonical: true, signals: true, newlines: true};

test('a program is seen as a person sees it: text, colour, modes, size', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  expect(terminal.cell(0, 0)).toMatchObject({text: 'r', bold: true, foreground: 1, background: undefined});
  expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorVisible: false, bracketedPaste: true});
  expect(await terminal.discipline()).toMatchObject({echo: false, canonical: false});

  terminal.resize(100, 30);
  await terminal.shows('100x30');
  expect(terminal.line(1)).toBe('100x30');
  expect(terminal.screen()).toHaveLength(30);
});

test('keys arrive as a terminal sends them, text in one chunk', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  terminal.press('Up');
  await terminal.shows('"\\u001b[A"');
  terminal.press('Shift-Tab');
  await terminal.shows('"\\u001b[Z"');
  terminal.press('Ctrl-l');
  await terminal.shows('"\\f"');
  terminal.type('/web\r');
  await terminal.shows('"/web\\r"');
  expect(() => terminal.press('Hyper-x')).toThrow('No key is called "Hyper-x"');
});

test('a frame that is drawn as one is never seen half', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  terminal.press('f');
  await terminal.shows('half');
  expect(terminal.line(5)).toBe('half and half');
});

test('a program that still computes has not settled', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  terminal.press('w');
  await terminal.shows('waiting');
  await terminal.settled();
  expect(terminal.line(4)).toBe('counted');
});

test('bytes are counted from a mark, and the clipboard is seen', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  await terminal.settled();
  const mark = terminal.mark();
  terminal.press('x');
  await terminal.shows('"x"');
  expect(terminal.textSince(mark)).toBe('\x1b[3;1H"x"\x1b[K');
  expect(terminal.bytesSince(mark)).toBe(12);
  terminal.press('c');
  await terminal.shows('"c"');
  expect(terminal.copied()).toBe('copied text');
});

test.each([
  {how: 'q', code: 0},
  {how: 'Ctrl-c', code: 130},
  {how: 'SIGTERM', code: 143},
  {how: 'SIGHUP', code: 129},
] as const)('the end by $how is seen: code $code, terminal clean', async ({how, code}) => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  if (how === 'SIGTERM' || how === 'SIGHUP') terminal.kill(how);
  else terminal.press(how);
  const ending = await terminal.exited;
  expect(ending).toMatchObject({code, discipline: clean});
  expect(ending.afterMs).toBeLessThan(2000);
  expect(terminal.modes()).toMatchObject({
    alternateScreen: false,
    cursorVisible: true,
    bracketedPaste: false,
  });
});

test('a program that leaves the terminal unclean does not look clean', async () => {
  await using terminal = await openTerminal({args: [program, 'bad']});
  await terminal.shows('ready');
  terminal.kill('SIGKILL');
  expect(await terminal.exited).toMatchObject({code: 137, discipline: {echo: false, canonical: false}});
  expect(terminal.modes()).toMatchObject({alternateScreen: true, cursorVisible: false, bracketedPaste: true});
});

test('Ctrl-Z gives the shell back, fg the program', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  terminal.press('Ctrl-z');
  await terminal.shows('shell$');
  expect(await terminal.discipline('stop')).toEqual(clean);
  expect(terminal.use()?.state).toBe('T');
  terminal.type('fg\r');
  await terminal.shows('ready');
  terminal.press('q');
  expect(await terminal.exited).toMatchObject({code: 0});
});

test('when the terminal is closed the program is hung up on', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  terminal.hangUp();
  const ending = await terminal.exited;
  expect(ending).toMatchObject({code: 129, discipline: undefined});
  expect(terminal.isAlive()).toBe(false);
});

test('what is awaited in vain fails with the screen', async () => {
  await using terminal = await openTerminal({args: [program]});
  await terminal.shows('ready');
  await expect(terminal.shows('never', {within: 50})).rejects.toThrow(
    /shows never: not within 50 ms[\s\S]*│ready/,
  );
  terminal.press('q');
  await expect(terminal.shows('never')).rejects.toThrow('the program has ended');
});

test('nothing of this machine reaches the program', async () => {
  const print =
    'console.log(Object.keys(process.env).filter(name => /^(CI|AWS_|NODE_|VITEST)/.test(name)).length)';
  await using terminal = await openTerminal({args: ['-e', print]});
  await terminal.shows('0');
  expect(await terminal.exited).toMatchObject({code: 0});
});
