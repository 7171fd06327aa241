import {withoutLastGrapheme} from '../../hooks/keyboard.ts';
import type {Binding} from '../keymap.ts';
import {type Console, say} from '../model.ts';

/** How many digits of the account are asked for. */
const digits = 4;

export const isArmable = (console: Console): boolean => !console.actions.get().readOnly;

/** What `A` does now, in a word. */
export const armTitle = (console: Console): string =>
  console.actions.get().armedUntil === undefined ? 'arm' : 'lock';

const readOnlyText = 'read only: this console arms nothing and changes nothing';

/** Asks for the end of the account's id; locks when it is armed; says why not when it cannot be. */
export function openArming(console: Console): void {
  const {readOnly, account, armedUntil} = console.actions.get();
  if (readOnly) say(console, readOnlyText);
  else if (account === undefined) say(console, 'AWS has not said yet which account this is');
  else if (armedUntil === undefined) {
    console.state.set(state => ({...state, arming: {text: '', problem: undefined}}));
  } else {
    console.actions.lock();
    say(console, 'locked: nothing is changed until A arms it again');
  }
}

const leave = (console: Console): void => console.state.set(state => ({...state, arming: undefined}));

export const typeIntoArming = (console: Console, typed: string): void =>
  console.state.set(state =>
    state.arming
      ? {...state, arming: {text: (state.arming.text + typed).slice(0, digits), problem: undefined}}
      : state,
  );

function arm(console: Console): void {
  const {arming} = console.state.get();
  if (!arming) return;
  const problem = console.actions.arm(arming.text);
  if (problem === undefined) {
    leave(console);
    say(console, 'armed for 15 minutes; A locks it again');
  } else console.state.set(state => ({...state, arming: {text: '', problem}}));
}

export const everywhereArmKey: Binding = {
  id: 'arm',
  keys: ['A'],
  scope: 'everywhere',
  title: 'arm',
  describe: 'arm this account for 15 minutes, so that confirmed plans may change something; or lock it again',
  footer: true,
  named: true,
  footerTitle: armTitle,
  whyNot: console => (isArmable(console) ? undefined : readOnlyText),
  run: openArming,
};

const edit = (
  id: string,
  keys: readonly string[],
  title: string,
  change: (text: string) => string,
): Binding => ({
  id,
  keys,
  scope: 'arming',
  title,
  describe: title,
  run: console =>
    console.state.set(state =>
      state.arming ? {...state, arming: {...state.arming, text: change(state.arming.text)}} : state,
    ),
});

export const armingKeys: readonly Binding[] = [
  {
    id: 'arming.arm',
    keys: ['Enter'],
    scope: 'arming',
    title: 'arm',
    describe: 'arm the account for 15 minutes',
    footer: true,
    run: arm,
  },
  {
    id: 'arming.leave',
    keys: ['Esc', 'Ctrl-g'],
    scope: 'arming',
    title: 'leave it locked',
    describe: 'leave it locked',
    footer: true,
    run: leave,
  },
  edit('arming.back', ['Backspace', 'Delete', 'Ctrl-h'], 'take back a digit', withoutLastGrapheme),
  edit('arming.clear', ['Ctrl-u', 'Ctrl-w'], 'clear', () => ''),
];
