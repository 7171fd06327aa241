import {withoutLastGrapheme, withoutLastWord} from '../../hooks/keyboard.ts';
import type {Binding} from '../keymap.ts';
import type {Console} from '../model.ts';
import type {ConsoleState} from '../state.ts';
import {paletteItems} from './items.ts';

type Palette = {readonly text: string; readonly index: number};

const change = (console: Console, next: (palette: Palette) => Palette): void => {
  console.state.set((state): ConsoleState => {
    if (state.modal?.kind !== 'palette') return state;
    return {...state, modal: {kind: 'palette', ...next(state.modal)}};
  });
};

const textBinding = (
  id: string,
  keys: readonly string[],
  title: string,
  edit: (text: string) => string,
): Binding => ({
  id,
  keys,
  scope: 'palette',
  title,
  describe: title,
  run: console => change(console, ({text}) => ({text: edit(text), index: 0})),
});

const moveBinding = (id: string, keys: readonly string[], title: string, by: number): Binding => ({
  id,
  keys,
  scope: 'palette',
  title,
  describe: title,
  run: console =>
    change(console, ({text, index}) => {
      const last = paletteItems(console, text).length - 1;
      return {text, index: Math.max(0, Math.min(last, index + by))};
    }),
});

export const paletteKeys: readonly Binding[] = [
  {
    id: 'palette.run',
    keys: ['Enter'],
    scope: 'palette',
    title: 'go',
    describe: 'go to what is selected, or do it',
    footer: true,
    run: console => {
      const {modal} = console.state.get();
      if (modal?.kind !== 'palette') return;
      const item = paletteItems(console, modal.text)[modal.index];
      console.state.set(state => ({...state, modal: undefined}));
      item?.run(console);
    },
  },
  {
    id: 'palette.close',
    keys: ['Esc', 'Ctrl-g'],
    scope: 'palette',
    title: 'close',
    describe: 'close the palette',
    footer: true,
    run: console => console.state.set(state => ({...state, modal: undefined})),
  },
  moveBinding('palette.down', ['Down', 'Tab', 'Ctrl-n'], 'the next one', 1),
  moveBinding('palette.up', ['Up', 'Shift-Tab', 'Ctrl-p'], 'the one before', -1),
  textBinding(
    'palette.back',
    ['Backspace', 'Delete', 'Ctrl-h'],
    'take back a character',
    withoutLastGrapheme,
  ),
  textBinding('palette.word', ['Ctrl-w'], 'take back a word', withoutLastWord),
  textBinding('palette.clear', ['Ctrl-u'], 'clear', () => ''),
];

export const typeIntoPalette = (console: Console, typed: string): void =>
  change(console, ({text}) => ({text: text + typed, index: 0}));
