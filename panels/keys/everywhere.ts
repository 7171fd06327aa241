import {everywhereArmKey} from '../arm/arming.ts';
import type {Binding} from '../keymap.ts';
import {type Console, focusOf, listStateOf, say, withList} from '../model.ts';
import type {ConsoleState} from '../state.ts';

/** Said after `r`, until what was asked for has come. */
export const readingNow = 'reading now';

const step = (console: Console, by: number): void => {
  const {panels} = console;
  const at = panels.findIndex(panel => panel.id === console.state.get().panel);
  const next = panels[(at + by + panels.length) % panels.length];
  if (next) goToPanel(console, next.id);
};

/** Shows a panel as it was left; what was on screen is where Esc comes back to. */
const goToPanel = (console: Console, panel: string): void =>
  console.state.set(state => (state.panel === panel ? state : {...state, panel, before: state.panel}));

const intervals: readonly number[] = [10, 20, 30, 60, 120, 300, 600];

const setInterval = (console: Console, next: number | undefined): void => {
  if (next !== undefined) console.monitor.setInterval(next);
  const seconds = console.monitor.get().intervalSeconds;
  say(console, `reads every ${seconds < 120 ? `${seconds} s` : `${seconds / 60} min`}`);
};

/** One step back: the filter of the list on screen, then the open resource. Never out of the console. */
function back(console: Console): void {
  const {list} = focusOf(console);
  console.state.set((state): ConsoleState => {
    const at = listStateOf(state, list.id);
    if (at.filter !== '') return withList(state, list.id, {...at, filter: ''});
    if (state.open[state.panel] === undefined) {
      const isKeyed = console.panels.some(({id, key}) => id === state.panel && key !== undefined);
      return isKeyed && state.before !== undefined
        ? {...state, panel: state.before, before: undefined}
        : state;
    }
    return {...state, open: {...state.open, [state.panel]: undefined}};
  });
}

const canGoBack = (console: Console): boolean => {
  const {list, panel, scene} = focusOf(console);
  const {state} = scene;
  if (state.open[state.panel] !== undefined || listStateOf(state, list.id).filter !== '') return true;
  return panel.key !== undefined && state.before !== undefined;
};

export const everywhereKeys: readonly Binding[] = [
  {
    id: 'back',
    keys: ['Esc'],
    scope: 'everywhere',
    title: 'back',
    describe: 'one step back: clears the filter, leaves what is open; never quits',
    footer: true,
    available: canGoBack,
    run: back,
  },
  {
    id: 'palette',
    keys: [':'],
    scope: 'everywhere',
    title: 'commands',
    describe: 'go to any panel or resource, or run any command, by name',
    footer: true,
    run: console => console.state.set(state => ({...state, modal: {kind: 'palette', text: '', index: 0}})),
  },
  everywhereArmKey,
  {
    id: 'journal',
    keys: ['J'],
    scope: 'everywhere',
    title: 'journal',
    describe: 'what runs now, and what was done from this machine',
    footer: true,
    named: true,
    available: console => {
      const {panel} = console.state.get();
      return console.panels.some(({id, key}) => key === 'J' && id !== panel);
    },
    run: console => {
      const panel = console.panels.find(({key}) => key === 'J');
      if (panel) goToPanel(console, panel.id);
    },
  },
  {
    id: 'help',
    keys: ['?'],
    scope: 'everywhere',
    title: 'help',
    describe: 'the keys and the thresholds of this place',
    footer: true,
    named: true,
    run: console => console.state.set(state => ({...state, modal: {kind: 'help', offset: 0}})),
  },
  {
    id: 'quit',
    keys: ['q'],
    scope: 'everywhere',
    title: 'quit',
    describe: 'quit',
    footer: true,
    named: true,
    run: console => console.terminal.leave('quit'),
  },
  {
    id: 'panel',
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    scope: 'everywhere',
    title: 'panel',
    describe: 'the panel of that number',
    run: (console, key) => {
      const panel = console.panels.filter(each => each.key === undefined)[Number(key) - 1];
      if (panel) goToPanel(console, panel.id);
    },
  },
  {
    id: 'next-panel',
    keys: ['Tab'],
    scope: 'everywhere',
    title: 'next panel',
    describe: 'the next panel',
    run: console => step(console, 1),
  },
  {
    id: 'previous-panel',
    keys: ['Shift-Tab'],
    scope: 'everywhere',
    title: 'previous panel',
    describe: 'the panel before',
    run: console => step(console, -1),
  },
  {
    id: 'refresh',
    keys: ['r'],
    scope: 'everywhere',
    title: 'refresh',
    describe: 'read now',
    named: true,
    run: console => {
      console.monitor.refresh();
      say(console, readingNow);
    },
  },
  {
    id: 'pause',
    keys: ['p'],
    scope: 'everywhere',
    title: 'pause',
    describe: 'pause reading, or go on',
    named: true,
    run: console => {
      const paused = !console.monitor.get().paused;
      console.monitor.pause(paused);
      say(console, paused ? 'paused: nothing is read until p' : 'reading again');
    },
  },
  {
    id: 'slower',
    keys: ['+'],
    scope: 'everywhere',
    title: 'read less often',
    describe: 'a longer interval between readings',
    named: true,
    run: console => {
      const now = console.monitor.get().intervalSeconds;
      setInterval(
        console,
        intervals.find(seconds => seconds > now),
      );
    },
  },
  {
    id: 'faster',
    keys: ['-'],
    scope: 'everywhere',
    title: 'read more often',
    describe: 'a shorter interval between readings',
    named: true,
    run: console => {
      const now = console.monitor.get().intervalSeconds;
      setInterval(
        console,
        intervals.findLast(seconds => seconds < now),
      );
    },
  },
  {
    id: 'write',
    keys: ['w'],
    scope: 'everywhere',
    title: 'write this screen',
    describe: 'write this screen to a file in the working directory',
    named: true,
    run: console => {
      console.terminal.writeScreen().then(
        name => say(console, `wrote ${name}`),
        (error: unknown) => say(console, `could not write the screen: ${messageOf(error)}`),
      );
    },
  },
];

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Work whatever is on screen, while text is being typed too. */
export const alwaysKeys: readonly Binding[] = [
  {
    id: 'redraw',
    keys: ['Ctrl-l'],
    scope: 'always',
    title: 'redraw',
    describe: 'draw the whole screen again',
    run: console => console.terminal.redraw(),
  },
  {
    id: 'suspend',
    keys: ['Ctrl-z'],
    scope: 'always',
    title: 'suspend',
    describe: 'back to the shell; fg comes back',
    run: console => console.terminal.suspend(),
  },
  {
    id: 'interrupt',
    keys: ['Ctrl-c'],
    scope: 'always',
    title: 'quit at once',
    describe: 'quit at once',
    run: console => console.terminal.leave('interrupted'),
  },
];
