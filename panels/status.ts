import {type Line, lineText, piece} from '../source/text/line.ts';
import {formatCount} from '../source/text/number.ts';
import type {Binding} from './keymap.ts';
import {showKey} from './keymap.ts';
import {scopesOf} from './keys/index.ts';
import {type Console, focusOf} from './model.ts';
import {edges, lineWidth, rule} from './parts/lines.ts';
import {said} from './parts/said.ts';

/** The line above the keys: what is being typed, what a key did, how the list is narrowed; otherwise a rule. */
export function statusLine(console: Console): Line {
  const {scene, at, list, height} = focusOf(console);
  const {state, width, glyphs} = scene;
  if (state.modal) return rule(width, glyphs);
  const arranged = list.arrange(at);
  const matching = `${formatCount(arranged.count)} of ${formatCount(arranged.total)}`;
  const left: Line = (() => {
    if (state.typing) {
      const cursor = piece(glyphs.ascii ? '_' : '▏', 'accent');
      return [piece(' /', 'accent'), piece(said(at.filter, glyphs)), cursor];
    }
    if (state.notice !== undefined) return [piece(` ${said(state.notice, glyphs)}`, 'accent')];
    const narrowed = [piece('')];
    if (at.filter !== '') narrowed.push(piece(` /${said(at.filter, glyphs)}`, 'accent'));
    if (at.onlyWrong) narrowed.push(piece(' only what is wrong', 'accent'));
    const sorted = list.columns.find(column => column.id === at.sort);
    if (sorted) narrowed.push(piece(` sorted by ${sorted.title}`, 'accent'));
    if (at.reverse) narrowed.push(piece(' reversed', 'accent'));
    return narrowed;
  })();
  const right = (() => {
    if (arranged.problem !== undefined && (state.typing || at.filter !== '')) {
      return [piece(` ${said(arranged.problem, glyphs)} `, 'warning')];
    }
    if (state.typing || at.filter !== '' || at.onlyWrong) return [piece(` ${matching} `)];
    if (arranged.count <= height) return [];
    const last = Math.min(arranged.count, at.offset + height);
    return [piece(` ${formatCount(at.offset + 1)}-${formatCount(last)} of ${formatCount(arranged.count)} `)];
  })();
  const spaced = lineText(left) === '' ? left : [...left, piece(' ')];
  const fill = width - lineWidth(spaced) - lineWidth(right);
  return fill < 0 ? edges(spaced, right, width, glyphs) : [...spaced, ...rule(fill, glyphs), ...right];
}

/** The keys that work here and now, as many as there is room for; help and quit are always among them. */
export function footerLine(console: Console): Line {
  const {columns: width} = console.size.get();
  const scopes = scopesOf(console.state.get());
  const shown = console.keymap.bindings.filter(
    binding => binding.footer && scopes.includes(binding.scope) && (binding.available?.(console) ?? true),
  );
  const last = shown.filter(isLast);
  const first = shown.filter(binding => !isLast(binding));
  const text = (binding: Binding): string =>
    `${showKey(binding.keys[0] ?? '', console.glyphs.ascii)} ${binding.title}`;
  const widthOf = (bindings: readonly Binding[]): number =>
    bindings.reduce((sum, binding) => sum + text(binding).length + 2, 0);
  while (first.length > 0 && widthOf([...first, ...last]) > width - 1) first.pop();
  const line = [...first, ...last].flatMap(binding => [
    piece(showKey(binding.keys[0] ?? '', console.glyphs.ascii), 'strong'),
    piece(` ${binding.title}  `),
  ]);
  return edges([piece(' '), ...line], [], width, console.glyphs);
}

const isLast = (binding: Binding): boolean => binding.id === 'help' || binding.id === 'quit';
