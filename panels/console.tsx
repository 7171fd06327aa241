import {type Instance, render} from 'ink';
import {createStore} from '../hooks/store.ts';
import type {ActionsHandle} from '../source/actions/console-actions.ts';
import {wait} from '../source/clock.ts';
import type {MonitorHandle} from '../source/monitor/published.ts';
import {clipboardSequence} from './clipboard.ts';
import {watchEndings} from './endings.ts';
import {type Host, processHost} from './host.ts';
import {allPanels} from './index.ts';
import {type JoinedOutput, joinOutput} from './joined-output.ts';
import {watchActions} from './journal/watch.ts';
import {createKeymap, type KeyOverrides} from './keymap.ts';
import {readingNow} from './keys/everywhere.ts';
import {bindingsWith, paste, press} from './keys/index.ts';
import {type Console, createSettler, type ExitReason, type Size} from './model.ts';
import type {Panel} from './panel.ts';
import {Painted} from './plan/painted.ts';
import {type Handlers, Shell} from './shell.tsx';
import {firstState} from './state.ts';
import {createSuspension, type SuspendTerminal} from './suspension.ts';
import {writeScreen} from './write-screen.tsx';

export type {ExitReason} from './model.ts';

export type ConsoleOptions = {
  readonly monitor: MonitorHandle;
  /** What can be done from here, and how it goes. */
  readonly actions: ActionsHandle;
  readonly ascii: boolean;
  readonly color: boolean;
  /** Fewer frames a second, for a link that cannot carry more. */
  readonly slow: boolean;
  /** Draw only what changed; off for terminals whose widths of characters are not what they say. */
  readonly incremental: boolean;
  /** A word beside the name: `demo`. */
  readonly label?: string | undefined;
  readonly keyOverrides?: KeyOverrides | undefined;
  readonly panels?: readonly Panel[] | undefined;
  readonly host?: Host | undefined;
  /** Aborted with what went wrong behind the screens: the console closes, and says so as its reason. */
  readonly failure?: AbortSignal | undefined;
};

/** How long leaving may take when the terminal no longer answers. */
const leaveWithinMs = 500;
const restoreTerminal = '\u001b[?2004l\u001b[?1049l\u001b[?25h';

const sizeOf = ({columns, rows}: NodeJS.WriteStream): Size => ({columns: columns || 80, rows: rows || 24});

/** Opens the console and resolves with why it ended, the terminal as it was before. */
export async function runConsole(options: ConsoleOptions): Promise<ExitReason> {
  const {monitor, actions, slow, incremental, label} = options;
  const panels = options.panels ?? allPanels;
  const services = panels.flatMap(({service}) => (service === undefined ? [] : [service]));
  const bindings = bindingsWith(services.map(service => ({service, actions: actions.of(service)})));
  const keymap = createKeymap(bindings, options.keyOverrides ?? {});
  const painted = new Painted();
  let asked = 0;
  const host = options.host ?? processHost();
  const output = joinOutput(host.stdout);
  const ended = Promise.withResolvers<ExitReason>();
  let suspendTerminal: SuspendTerminal | undefined;

  const leave = (reason: ExitReason): void => ended.resolve(reason);
  const failed = (error: unknown): void =>
    leave({error: error instanceof Error ? error : new Error(String(error))});

  const console: Console = {
    state: createStore(firstState(panels[0]?.id ?? '')),
    size: createStore(sizeOf(host.stdout)),
    monitor,
    actions,
    elapsed: host.elapsed,
    painted,
    nextAsk: () => {
      asked += 1;
      return asked;
    },
    panels,
    keymap,
    glyphs: {ascii: options.ascii},
    color: options.color,
    label,
    toFile: false,
    terminal: {
      leave,
      suspend: () => suspension.suspend(),
      redraw: () => {
        if (suspension.isSuspended()) return;
        instance.clear();
        output.raw('\u001b[2J\u001b[H');
        output.resized();
      },
      copy: text => output.raw(clipboardSequence(text, host.environment)),
      writeScreen: () => writeScreen(console, host.directory),
    },
  };
  const {settle, end: stopSettling} = createSettler(console);
  const guarded = (act: () => void): void => {
    try {
      act();
    } catch (error) {
      failed(error);
    }
  };
  const chunk = createChunk(parts => {
    guarded(() => {
      for (const part of parts) {
        if ('pasted' in part) paste(console, part.pasted);
        else press(console, part.keys, parts.length === 1 && part.keys.length === 1);
      }
      settle();
    });
    // A key is answered at once; only data waits for its turn among the frames.
    if (!slow) instance.waitUntilRenderFlush().catch(failed);
  });
  const handlers: Handlers = {
    onKeys: keys => chunk({keys}),
    onPaste: pasted => chunk({pasted}),
    onPlanDrawn: frame => {
      instance.waitUntilRenderFlush().then(() => painted.add(frame, host.elapsed()), failed);
    },
    onReady: suspend => {
      suspendTerminal = suspend;
    },
  };

  const onResize = (): void =>
    guarded(() => {
      console.size.set(() => sizeOf(host.stdout));
      settle();
      // Terminals keep, cut or rewrap what stood there, each in its way: once the new screen is worked out, all of
      // it is drawn.
      queueMicrotask(() => guarded(console.terminal.redraw));
    });
  host.stdout.on('resize', onResize);
  const onFailure = (): void => failed(options.failure?.reason);
  options.failure?.addEventListener('abort', onFailure, {once: true});
  const unsubscribe = monitor.subscribe(() =>
    guarded(() => {
      const done = !monitor.get().reading && console.state.get().notice === readingNow;
      if (done) console.state.set(state => ({...state, notice: undefined}));
      settle();
    }),
  );
  const stopNews = watchActions(console, settle, failed);
  const stopWatching = watchEndings(host, leave);
  const suspension = createSuspension(host, monitor, () => suspendTerminal, failed);
  guarded(settle);

  const instance = render(<Shell console={console} handlers={handlers} />, {
    stdin: host.stdin,
    stdout: output,
    alternateScreen: true,
    incrementalRendering: incremental,
    maxFps: slow ? 4 : 12,
    patchConsole: false,
    exitOnCtrlC: false,
    interactive: true,
  });
  instance.waitUntilExit().then(() => leave('quit'), failed);

  const reason = await ended.promise;
  suspension.end();
  stopSettling();
  unsubscribe();
  stopNews();
  options.failure?.removeEventListener('abort', onFailure);
  host.stdout.off('resize', onResize);
  await leaveTerminal(instance, output);
  stopWatching();
  return reason;
}

/** The terminal as it was before, soon, even when it no longer answers. */
async function leaveTerminal(instance: Instance, output: JoinedOutput): Promise<void> {
  const done = new AbortController();
  const late = wait(leaveWithinMs, done.signal).catch(() => undefined);
  try {
    instance.unmount();
    await Promise.race([instance.waitUntilExit(), late]);
  } catch {
    // Why it ended is known already; what is left to do is the terminal.
    output.raw(restoreTerminal);
  }
  done.abort();
  output.flush();
}

type InputPart = {readonly keys: readonly string[]} | {readonly pasted: string};

/** What comes out of one chunk of input comes in one turn: it is taken together, so that no key of it seems alone. */
function createChunk(take: (parts: readonly InputPart[]) => void): (part: InputPart) => void {
  let parts: InputPart[] = [];
  return part => {
    parts.push(part);
    if (parts.length > 1) return;
    queueMicrotask(() => {
      const all = parts;
      parts = [];
      take(all);
    });
  };
}
