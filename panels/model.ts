import {createList, freshList, type ListState, settle} from '../hooks/list.ts';
import type {Store} from '../hooks/store.ts';
import type {ActionsHandle} from '../source/actions/console-actions.ts';
import type {MonitorHandle, View} from '../source/monitor/published.ts';
import {displayWidth} from '../source/text/cell.ts';
import type {Glyphs} from '../source/text/marks.ts';
import type {Keymap} from './keymap.ts';
import type {FocusedList, Panel, Scene} from './panel.ts';
import type {Painted} from './plan/painted.ts';
import type {ConsoleState} from './state.ts';

export type Size = {readonly columns: number; readonly rows: number};

/** Why the console ended. */
export type ExitReason =
  | 'quit'
  | 'interrupted'
  | {readonly signal: 'SIGHUP' | 'SIGTERM' | 'SIGINT'}
  | {readonly error: Error};

/** What a key can do to the world outside the state. */
type Terminal = {
  readonly leave: (reason: ExitReason) => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
  readonly copy: (text: string) => void;
  /** Writes the screen to a file and gives its name. */
  readonly writeScreen: () => Promise<string>;
};

/** The console without its drawing: what the keys act on and the screen is drawn from. */
export type Console = {
  readonly state: Store<ConsoleState>;
  readonly size: Store<Size>;
  readonly monitor: MonitorHandle;
  readonly actions: ActionsHandle;
  /** Milliseconds that have passed, by a clock that nobody sets. */
  readonly elapsed: () => number;
  /** Since when which plan is on the screen. */
  readonly painted: Painted;
  /** A number that no asking before had. */
  readonly nextAsk: () => number;
  readonly panels: readonly Panel[];
  readonly keymap: Keymap;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  /** A word beside the name, `demo` for one. */
  readonly label: string | undefined;
  /** The screen is drawn for a file: what may only be seen is left out. */
  readonly toFile: boolean;
  readonly terminal: Terminal;
};

/** Says something once, above the footer. */
export const say = (console: Console, notice: string): void =>
  console.state.set(state => ({...state, notice}));

/** Says why a key cannot work: above the footer, or on a page of its own where it is longer than the line. */
export function explain(console: Console, why: string): void {
  const fits = displayWidth(why) <= console.size.get().columns - 2;
  if (fits || console.state.get().modal) say(console, why);
  else console.state.set(state => ({...state, modal: {kind: 'page', offset: 0, says: why}}));
}

/** Header, tabs and a rule above a panel; a rule and the keys below it. */
const rowsAbove = 3;
const rowsBelow = 2;
export const smallest: Size = {columns: 60, rows: 15};

export function sceneOf(console: Console): Scene {
  const published = console.monitor.get();
  const {columns, rows} = console.size.get();
  return {
    published,
    snapshot: published.snapshot,
    state: console.state.get(),
    width: columns,
    height: Math.max(1, rows - rowsAbove - rowsBelow),
    glyphs: console.glyphs,
    color: console.color,
    now: console.monitor.now(),
    panels: console.panels,
    actions: console.actions.get(),
    toFile: console.toFile,
  };
}

export function panelOf(scene: Pick<Scene, 'panels' | 'state'>): Panel {
  const panel = scene.panels.find(candidate => candidate.id === scene.state.panel) ?? scene.panels[0];
  if (!panel) throw new Error('The console has no panel to show.');
  return panel;
}

export const listStateOf = (state: ConsoleState, id: string): ListState => state.lists[id] ?? freshList;

export const withList = (state: ConsoleState, id: string, list: ListState): ConsoleState =>
  list === state.lists[id] ? state : {...state, lists: {...state.lists, [id]: list}};

export type Focus = FocusedList & {readonly panel: Panel; readonly scene: Scene; readonly at: ListState};

type Remembered = {readonly key: readonly unknown[]; readonly focus: Focus};
const remembered = new WeakMap<Console, Remembered>();

/** The list that the keys move in now, settled against its rows of now; worked out once for every state. */
export function focusOf(console: Console): Focus {
  const key = [console.state.get(), console.monitor.get(), console.size.get(), console.actions.get()];
  const last = remembered.get(console);
  if (last && key.every((part, index) => part === last.key[index])) return last.focus;
  const focus = workOutFocus(console);
  remembered.set(console, {key, focus});
  return focus;
}

function workOutFocus(console: Console): Focus {
  const scene = sceneOf(console);
  const panel = panelOf(scene);
  try {
    const {list, height} = panel.focus(scene);
    const state = listStateOf(scene.state, list.id);
    return {panel, scene, list, height, at: settle(state, list.arrange(state), height)};
  } catch {
    // A bug in a panel is told where the panel is drawn; keys and status see a list without rows.
    return {panel, scene, list: nothing, height: 1, at: freshList};
  }
}

const nothing = createList<never>({
  id: 'nothing',
  rows: [],
  columns: [],
  identity: () => '',
  isWrong: () => false,
});

const sameView = (a: View | undefined, b: View): boolean =>
  a !== undefined &&
  a.open === b.open &&
  a.visible.length === b.visible.length &&
  a.visible.every((arn, index) => arn === b.visible[index]);

/** A cursor that rests this long is looking; one that passes through a list is not. */
const restMs = 150;

export type Settler = {
  /** After whatever changed: keeps the selection on screen, and tells the monitor what is looked at. */
  readonly settle: () => void;
  readonly end: () => void;
};

export function createSettler(console: Console): Settler {
  let told: View | undefined;
  let place: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    const scene = sceneOf(console);
    const view = panelOf(scene).looks(scene);
    if (sameView(told, view)) return;
    told = view;
    console.monitor.look(view);
  };
  return {
    settle: () => {
      const {list, at} = focusOf(console);
      if (list === nothing) return;
      console.state.set(state => withList(state, list.id, at));
      const {panel, open} = console.state.get();
      const here = `${panel} ${open[panel] ?? ''}`;
      clearTimeout(timer);
      if (here === place) timer = setTimeout(tell, restMs);
      else tell();
      place = here;
    },
    end: () => clearTimeout(timer),
  };
}
