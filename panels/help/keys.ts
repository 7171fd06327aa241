import type {Binding} from '../keymap.ts';
import {type Console, sceneOf} from '../model.ts';

const scroll = (console: Console, to: (offset: number, height: number) => number): void => {
  const {height} = sceneOf(console);
  console.state.set(state =>
    state.modal?.kind === 'help' || state.modal?.kind === 'page'
      ? {...state, modal: {...state.modal, offset: Math.max(0, to(state.modal.offset, height))}}
      : state,
  );
};

const binding = (
  id: string,
  keys: readonly string[],
  title: string,
  to: (offset: number, height: number) => number,
): Binding => ({
  id,
  keys,
  scope: 'help',
  title,
  describe: title,
  run: console => scroll(console, to),
});

export const helpKeys: readonly Binding[] = [
  {
    id: 'help.close',
    keys: ['Esc', '?', 'q', 'Enter'],
    scope: 'help',
    title: 'close',
    describe: 'close what is read: the help, or a page',
    footer: true,
    run: console => console.state.set(state => ({...state, modal: undefined})),
  },
  binding('help.down', ['j', 'Down'], 'a line down', offset => offset + 1),
  binding('help.up', ['k', 'Up'], 'a line up', offset => offset - 1),
  binding('help.first', ['g', 'Home'], 'the start', () => 0),
  binding(
    'help.page-down',
    ['Ctrl-f', 'PageDown', ' '],
    'a page down',
    (offset, height) => offset + height - 1,
  ),
  binding('help.page-up', ['Ctrl-u', 'PageUp'], 'a page up', (offset, height) => offset - height + 1),
];
