import {withoutLastGrapheme, withoutLastWord} from '../../hooks/keyboard.ts';
import {type ListState, nextSort} from '../../hooks/list.ts';
import type {Binding} from '../keymap.ts';
import {type Console, type Focus, focusOf, listStateOf, withList} from '../model.ts';
import {copyNext} from './copy.ts';

const change = (console: Console, next: (focus: Focus) => ListState): void => {
  const focus = focusOf(console);
  console.state.set(state => withList(state, focus.list.id, next(focus)));
};

const setFilter = (console: Console, list: string, edit: (text: string) => string): void => {
  console.state.set(state => {
    const at = listStateOf(state, list);
    return withList(state, list, {...at, filter: edit(at.filter)});
  });
};

/** Keys that narrow or order a list mean nothing where there is none. */
const hasRows = (console: Console): boolean => {
  const {list, at} = focusOf(console);
  return list.arrange(at).total > 0;
};

export const openKey: Binding = {
  id: 'open',
  keys: ['Enter'],
  scope: 'list',
  title: 'open',
  describe: 'open the selected resource',
  footer: true,
  available: console => {
    const {panel, scene, at} = focusOf(console);
    if (at.selected === undefined) return false;
    return (
      panel.enter(scene, at.selected) !== undefined || (panel.page?.(scene, at.selected) ?? []).length > 0
    );
  },
  run: console => {
    const {panel, scene, at} = focusOf(console);
    const target = at.selected === undefined ? undefined : panel.enter(scene, at.selected);
    if (target) goTo(console, target.panel, target.id);
    else console.state.set(state => ({...state, modal: {kind: 'page', offset: 0}}));
  },
};

export const listKeys: readonly Binding[] = [
  {
    id: 'filter',
    keys: ['/'],
    scope: 'list',
    title: 'filter',
    describe: 'filter: text, !text, column:text, column>number, column<number',
    footer: true,
    named: true,
    available: hasRows,
    run: console => {
      const {list, at} = focusOf(console);
      console.state.set(state => ({...state, typing: {list: list.id, before: at.filter}}));
    },
  },
  {
    id: 'sort',
    keys: ['S'],
    scope: 'list',
    title: 'sort',
    describe: 'sort by the next column; after the last, worst first again',
    footer: true,
    named: true,
    available: hasRows,
    run: console => change(console, ({at, list}) => nextSort(at, list)),
  },
  {
    id: 'reverse',
    keys: ['R'],
    scope: 'list',
    title: 'reverse',
    describe: 'turn the order round',
    named: true,
    available: hasRows,
    run: console => change(console, ({at}) => ({...at, reverse: !at.reverse})),
  },
  {
    id: 'only-wrong',
    keys: ['F'],
    scope: 'list',
    title: 'only wrong',
    describe: 'show only what is wrong, or everything again',
    footer: true,
    named: true,
    available: hasRows,
    run: console => change(console, ({at}) => ({...at, onlyWrong: !at.onlyWrong})),
  },
  {
    id: 'copy',
    keys: ['c'],
    scope: 'list',
    title: 'copy',
    describe: 'copy the name; again: the ARN; again: the AWS CLI command',
    footer: true,
    named: true,
    available: hasRows,
    run: copyNext,
  },
];

/** Shows a resource in its panel, selected in the list there. */
export function goTo(console: Console, panel: string, id: string | undefined): void {
  console.state.set(state => {
    const before = state.panel === panel ? state.before : state.panel;
    const shown = {...state, panel, before, modal: undefined, open: {...state.open, [panel]: id}};
    return id === undefined
      ? shown
      : withList(shown, panel, {...listStateOf(shown, panel), selected: id, chosen: true});
  });
}

/** The keys of the filter's text; every other key is text. */
export const filterKeys: readonly Binding[] = [
  {
    id: 'filter.keep',
    keys: ['Enter', 'Tab', 'Down'],
    scope: 'text',
    title: 'keep',
    describe: 'keep the filter',
    footer: true,
    run: console => console.state.set(state => ({...state, typing: undefined})),
  },
  {
    id: 'filter.leave',
    keys: ['Esc', 'Ctrl-g'],
    scope: 'text',
    title: 'leave',
    describe: 'leave the filter as it was',
    footer: true,
    run: console => {
      const {typing} = console.state.get();
      if (typing) setFilter(console, typing.list, () => typing.before);
      console.state.set(state => ({...state, typing: undefined}));
    },
  },
  edit('filter.back', ['Backspace', 'Delete', 'Ctrl-h'], 'take back a character', withoutLastGrapheme),
  edit('filter.word', ['Ctrl-w'], 'take back a word', withoutLastWord),
  edit('filter.clear', ['Ctrl-u'], 'clear', () => ''),
];

function edit(id: string, keys: readonly string[], title: string, change: (text: string) => string): Binding {
  return {
    id,
    keys,
    scope: 'text',
    title,
    describe: title,
    run: console => {
      const {typing} = console.state.get();
      if (typing) setFilter(console, typing.list, change);
    },
  };
}

/** Text typed or pasted into the filter. */
export function typeIntoFilter(console: Console, text: string): void {
  const {typing} = console.state.get();
  if (typing) setFilter(console, typing.list, before => before + text);
}
