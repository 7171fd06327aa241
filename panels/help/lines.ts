import {cell} from '../../source/text/cell.ts';
import {type Line, piece} from '../../source/text/line.ts';
import type {Binding, Keymap} from '../keymap.ts';
import {showKey} from '../keymap.ts';
import {panelOf} from '../model.ts';
import type {Scene} from '../panel.ts';
import {fitLine, wrapped} from '../parts/lines.ts';

const keyWidth = 22;

const keysText = (binding: Binding, ascii: boolean): string => {
  const keys = binding.keys.map(key => showKey(key, ascii));
  return keys.length > 4 ? `${keys[0]}…${keys.at(-1)}` : keys.join(' ');
};

/** The keys, columns and thresholds of the place that is on screen, made from what works there. */
export function helpLines(scene: Scene, keymap: Keymap): readonly Line[] {
  const {width, glyphs} = scene;
  const panel = panelOf(scene);
  const {list} = panel.focus(scene);
  const lines: Line[] = [];
  const section = (title: string): void => {
    if (lines.length > 0) lines.push([]);
    lines.push([piece(` ${title}`, 'strong')]);
  };
  const entry = (left: string, text: string): void => {
    const room = Math.max(10, width - keyWidth - 3);
    wrapped(text, room, 6, glyphs).forEach((part, index) => {
      lines.push([
        piece(`  ${cell(index === 0 ? left : '', keyWidth, 'left', glyphs)}`, 'accent'),
        piece(part),
      ]);
    });
  };
  const keys = (scope: Binding['scope']): void => {
    for (const binding of keymap.bindings) {
      if (binding.scope === scope) entry(keysText(binding, glyphs.ascii), binding.describe);
    }
  };

  const ofPanel = `panel ${panel.id}` as const;
  if (keymap.bindings.some(({scope}) => scope === ofPanel)) {
    section(`${panel.title}: what can be done`);
    keys(ofPanel);
  }
  section(`${panel.title}: keys of this list`);
  keys('row');
  keys('list');
  section('Everywhere');
  keys('everywhere');
  keys('always');
  const thresholds = panel.thresholds(scene.published.thresholds);
  if (thresholds.length > 0) section('When is it bad');
  for (const {what, value, severity} of thresholds) entry(`${severity} ${value}`, what);
  section('Columns, for S and for the filter');
  for (const column of list.columns) entry(`${column.title} (${column.id})`, column.describe);
  return lines.map(line => fitLine(line, width, glyphs));
}

/** The part of the help that is on screen: it cannot be scrolled past its end. */
export function visibleHelp(lines: readonly Line[], offset: number, height: number): readonly Line[] {
  const from = Math.max(0, Math.min(offset, lines.length - height));
  return lines.slice(from, from + height);
}
