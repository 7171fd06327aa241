import {spawn} from '@lydell/node-pty';
import {wait} from '../../source/clock.ts';
import type {Discipline} from './discipline.ts';
import {disciplineOf} from './discipline.ts';
import type {Cell, Modes} from './emulator.ts';
import {openEmulator} from './emulator.ts';
import {bytesOf} from './keys.ts';
import type {ProcessUse} from './process.ts';
import {isAlive, processUse} from './process.ts';
import {openShell, pidPattern} from './shell.ts';
import {createWaiting} from './waiting.ts';

export type TerminalOptions = {
  /** The program; Node itself unless said. */
  readonly command?: string;
  readonly args: readonly string[];
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
};

type Expected = string | RegExp | ((screen: readonly string[]) => boolean);

export type Ending = {
  /** As a shell sees it: 128 + n when signal n ended the program. */
  readonly code: number | undefined;
  /** How the program left the line discipline; undefined when the terminal was closed under it. */
  readonly discipline: Discipline | undefined;
  /** Since the last key, signal, resize or hang-up. */
  readonly afterMs: number;
};

export type Terminal = AsyncDisposable & {
  /** The program's process, and when it was started (`performance.now()`). */
  readonly pid: number;
  readonly startedAt: number;
  readonly home: string;
  readonly shows: (expected: Expected, options?: {readonly within?: number}) => Promise<void>;
  readonly hides: (expected: Expected, options?: {readonly within?: number}) => Promise<void>;
  /**
   * Waits until the program is idle: for a stretch, nothing was written and next to no CPU time was used, and at
   * its end the kernel has nothing to run for it. A program that still computes, or that has a key to read and
   * has not got its turn, has not settled, however slow the machine is.
   */
  readonly settled: (options?: {readonly quietMs?: number; readonly within?: number}) => Promise<void>;
  readonly screen: () => string[];
  readonly line: (row: number) => string;
  readonly cell: (column: number, row: number) => Cell;
  readonly cursor: () => {readonly column: number; readonly row: number};
  readonly modes: () => Modes;
  readonly discipline: (when?: 'now' | 'stop') => Promise<Discipline | undefined>;
  /** What the program put on the clipboard last (OSC 52). */
  readonly copied: () => string | undefined;
  /** Keys one after another: `press('g', 'Down', 'Enter')`. */
  readonly press: (...keys: readonly string[]) => void;
  /** Text in one chunk, as a paste or fast fingers over a slow line send it. */
  readonly type: (text: string) => void;
  readonly resize: (columns: number, rows: number) => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** The window is closed, the line is cut: the kernel hangs up on all who are on it. */
  readonly hangUp: () => void;
  readonly exited: Promise<Ending>;
  readonly isAlive: () => boolean;
  readonly use: () => ProcessUse | undefined;
  /** How many bytes the program has written. */
  readonly mark: () => number;
  readonly bytesSince: (mark: number) => number;
  /** What was written since the mark, or as much of it as is kept. */
  readonly textSince: (mark: number) => string;
};

const keptCharacters = 200_000;

/** Opens a terminal of its own, with a shell, and starts the program in it. */
export async function openTerminal(options: TerminalOptions): Promise<Terminal> {
  const {command = process.execPath, args, columns = 80, rows = 24, env = {}} = options;
  const shell = await openShell(command, args, env);
  const emulator = openEmulator(columns, rows);
  const waiting = createWaiting();
  const pty = spawn(shell.file, [...shell.args], {cols: columns, rows, cwd: shell.home, env: shell.env});

  let pid: number | undefined;
  let startedAt = 0;
  let bytes = 0;
  let text = '';
  let copied: string | undefined;
  let actedAt = performance.now();
  let ended = false;
  const acted = () => {
    actedAt = performance.now();
  };

  const receive = (data: string) => {
    text += data;
    if (pid === undefined) {
      const mark = pidPattern.exec(text);
      if (mark === null) return;
      pid = Number(mark[1]);
      startedAt = performance.now();
      text = data = text.slice(mark.index + mark[0].length);
    }
    bytes += Buffer.byteLength(data);
    if (text.length > keptCharacters * 2) text = text.slice(-keptCharacters);
    emulator.write(data, waiting.look);
  };
  pty.onData(receive);
  emulator.onAnswer(answer => pty.write(answer));
  emulator.onCommand(52, request => {
    copied = Buffer.from(request.slice(request.indexOf(';') + 1), 'base64').toString('utf8');
  });

  const exited = Promise.withResolvers<Ending>();
  pty.onExit(() => {
    const afterMs = performance.now() - actedAt;
    emulator.write('', async () => {
      ended = true;
      waiting.end();
      exited.resolve({code: await shell.code(), discipline: await shell.discipline('exit'), afterMs});
    });
  });

  const explain = (what: string) => (why: string) =>
    [
      `${what}: ${why}.`,
      ...emulator.screen().map(line => `  │${line}`),
      `Last bytes: ${JSON.stringify(text.slice(-300))}`,
    ].join('\n');
  const found = (expected: Expected) => {
    if (emulator.modes().synchronizedOutput) return false;
    const screen = emulator.screen();
    if (typeof expected === 'function') return expected(screen);
    return typeof expected === 'string'
      ? screen.some(line => line.includes(expected)) || screen.join('\n').includes(expected)
      : expected.test(screen.join('\n'));
  };

  const gone = (expected: Expected) => !emulator.modes().synchronizedOutput && !found(expected);

  await waiting.until(() => pid !== undefined, 5000, explain('The shell starts the program'));
  const programPid = pid ?? 0;

  const dispose = async () => {
    if (!ended) {
      if (isAlive(programPid)) process.kill(programPid, 'SIGKILL');
      pty.kill('SIGKILL');
      await exited.promise;
    }
    emulator.dispose();
    await shell.remove();
  };

  const settled: Terminal['settled'] = async ({quietMs = 120, within = 8000} = {}) => {
    const deadline = performance.now() + within;
    for (let before = stretch(); performance.now() < deadline; before = stretch()) {
      await wait(quietMs);
      const now = stretch();
      if (now.waits && now.bytes === before.bytes && now.cpuMs - before.cpuMs <= 10) return;
    }
    throw new Error(explain('The program comes to rest')(`not within ${within} ms`));
  };
  const stretch = () => {
    const use = processUse(programPid);
    return {bytes, cpuMs: use?.cpuMs ?? 0, waits: use?.state !== 'R'};
  };

  return {
    pid: programPid,
    startedAt,
    home: shell.home,
    shows: (expected, {within = 5000} = {}) =>
      waiting.until(() => found(expected), within, explain(`The terminal shows ${expected}`)),
    hides: (expected, {within = 5000} = {}) =>
      waiting.until(() => gone(expected), within, explain(`The terminal no longer shows ${expected}`)),
    settled,
    screen: emulator.screen,
    line: row => emulator.screen()[row] ?? '',
    cell: emulator.cell,
    cursor: emulator.cursor,
    modes: emulator.modes,
    discipline: when => (when === 'stop' ? shell.discipline('stop') : disciplineOf(programPid)),
    copied: () => copied,
    press(...keys) {
      acted();
      for (const key of keys) pty.write(bytesOf(key, emulator.modes().applicationCursorKeys));
    },
    type(typed) {
      acted();
      pty.write(typed);
    },
    resize(newColumns, newRows) {
      acted();
      emulator.resize(newColumns, newRows);
      pty.resize(newColumns, newRows);
    },
    kill(signal) {
      acted();
      process.kill(programPid, signal);
    },
    hangUp() {
      acted();
      closeMaster(pty);
    },
    exited: exited.promise,
    isAlive: () => isAlive(programPid),
    use: () => processUse(programPid),
    mark: () => bytes,
    bytesSince: mark => bytes - mark,
    textSince(mark) {
      const kept = Buffer.from(text);
      return kept.subarray(Math.max(0, kept.length - (bytes - mark))).toString('utf8');
    },
    [Symbol.asyncDispose]: dispose,
  };
}

/** node-pty closes the master side with a method that its types leave out. */
function closeMaster(pty: object): void {
  if (!('destroy' in pty) || typeof pty.destroy !== 'function') throw new Error('This pty cannot be closed.');
  pty.destroy();
}
