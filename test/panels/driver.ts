import {tmpdir} from 'node:os';
import {expect, onTestFinished, vi} from 'vitest';
import {type ConsoleOptions, type ExitReason, runConsole} from '../../panels/console.tsx';
import type {Published} from '../../source/monitor/published.ts';
import {type FakeActions, fakeActions} from './actions.ts';
import {type FakeMonitor, fakeMonitor} from './monitor.ts';
import {Around, Display, Keyboard} from './terminal.ts';

const sequences: Readonly<Record<string, string>> = {
  Enter: '\r',
  Esc: '\u001b',
  Tab: '\t',
  'Shift-Tab': '\u001b[Z',
  Up: '\u001b[A',
  Down: '\u001b[B',
  PageUp: '\u001b[5~',
  PageDown: '\u001b[6~',
  Home: '\u001b[H',
  End: '\u001b[F',
  Backspace: '\u007f',
};

const sequenceOf = (key: string): string => {
  const control = /^Ctrl-([a-z])$/.exec(key)?.[1];
  return control ? String.fromCharCode(control.charCodeAt(0) - 96) : (sequences[key] ?? key);
};

export type OpenOptions = Partial<ConsoleOptions> & {
  readonly columns?: number;
  readonly rows?: number;
  readonly published?: Partial<Published>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly directory?: string;
};

/** Time moves only when the driver moves it: frames, the wait for the rest of an Esc, ages. */
const turn = async (): Promise<void> => {
  for (let round = 0; round < 4; round += 1) {
    await new Promise(resolve => setImmediate(resolve));
    await vi.advanceTimersByTimeAsync(30);
  }
};

/** The console on a terminal of the test's own, as somebody who sits in front of it knows it. */
export async function openConsole({
  columns = 80,
  rows = 24,
  published = {},
  environment = {},
  directory = tmpdir(),
  ...options
}: OpenOptions = {}) {
  vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date']});
  const monitor = (options.monitor as FakeMonitor | undefined) ?? fakeMonitor(published);
  const actions = (options.actions as FakeActions | undefined) ?? fakeActions();
  const keyboard = new Keyboard();
  const display = new Display(columns, rows);
  const around = new Around();
  const all: ConsoleOptions = {
    ascii: false,
    color: true,
    slow: false,
    incremental: true,
    ...options,
    monitor,
    actions,
    host: {
      stdin: keyboard as unknown as NodeJS.ReadStream,
      stdout: display as unknown as NodeJS.WriteStream,
      events: around,
      stop: () => {
        around.stops += 1;
      },
      elapsed: () => Date.now(),
      environment,
      directory,
    },
  };
  let reason: ExitReason | undefined;
  const exited = runConsole(all).then(ended => {
    reason = ended;
    return ended;
  });
  onTestFinished(async () => {
    if (reason === undefined) around.emit('SIGTERM');
    await settled();
    vi.useRealTimers();
  });

  async function settled(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      await turn();
      await Promise.race([display.drawn(), turn()]);
    }
  }

  const driver = {
    monitor,
    actions,
    keyboard,
    display,
    around,
    exited,
    reason: () => reason,
    settled,
    /** Lets so much time pass at once. */
    pass: async (ms: number): Promise<void> => {
      await vi.advanceTimersByTimeAsync(ms);
    },
    lines: () => display.lines(),
    screen: () => display.lines().join('\n'),
    /** One key after the other, each in a chunk of its own, the screen checked after every one. */
    press: async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) {
        keyboard.push(sequenceOf(key));
        await settled();
        if (reason === undefined) await driver.expectFreshRepaint();
      }
    },
    /** What was typed arrives in one chunk. */
    type: async (text: string): Promise<void> => {
      keyboard.push(text);
      await settled();
      if (reason === undefined) await driver.expectFreshRepaint();
    },
    resize: async (nextColumns: number, nextRows: number): Promise<void> => {
      display.resize(nextColumns, nextRows);
      await settled();
      await driver.expectFreshRepaint();
    },
    /** What the monitor publishes, until the screen shows it. */
    show: async (...parts: Parameters<FakeMonitor['show']>): Promise<void> => {
      monitor.show(...parts);
      await settled();
      await driver.expectFreshRepaint();
    },
    bytesOf: async (act: () => unknown): Promise<number> => {
      const before = display.bytes;
      await act();
      await settled();
      return display.bytes - before;
    },
    /** The screen as it came about, change by change, is the screen that would be drawn anew. */
    expectFreshRepaint: async (): Promise<void> => {
      const before = display.lines();
      const bytes = display.bytes;
      keyboard.push('\f');
      await settled();
      expect(display.bytes).toBeGreaterThan(bytes);
      expect(display.lines()).toEqual(before);
    },
  };
  await settled();
  return driver;
}
