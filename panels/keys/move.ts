import {type Arranged, type ListState, selectAt} from '../../hooks/list.ts';
import type {Binding} from '../keymap.ts';
import {type Console, focusOf, withList} from '../model.ts';

type Where = (at: ListState, arranged: Arranged, height: number) => number;

const move =
  (where: Where) =>
  (console: Console): void => {
    const {list, at, height} = focusOf(console);
    const arranged = list.arrange(at);
    console.state.set(state => withList(state, list.id, selectAt(at, arranged, where(at, arranged, height))));
  };

/** A page leaves one row to go on from. */
const page = (height: number): number => Math.max(1, height - 1);

const binding = (id: string, keys: readonly string[], title: string, where: Where): Binding => ({
  id,
  keys,
  scope: 'list',
  title,
  describe: title,
  run: move(where),
});

export const moveKeys: readonly Binding[] = [
  binding('down', ['j', 'Down'], 'one row down', at => at.index + 1),
  binding('up', ['k', 'Up'], 'one row up', at => at.index - 1),
  binding('first', ['g', 'Home'], 'the first row', () => 0),
  binding('last', ['G', 'End'], 'the last row', (_, arranged) => arranged.count - 1),
  binding('page-down', ['Ctrl-f', 'PageDown'], 'a page down', (at, _, height) => at.index + page(height)),
  binding('page-up', ['Ctrl-u', 'PageUp'], 'a page up', (at, _, height) => at.index - page(height)),
];
