import {cell} from '../source/text/cell.ts';
import {type Line, lineText, piece} from '../source/text/line.ts';
import type {Glyphs} from '../source/text/marks.ts';
import {formatCount} from '../source/text/number.ts';
import type {Binding} from './keymap.ts';
import {showKey} from './keymap.ts';
import {scopesOf} from './keys/index.ts';
import {type Console, focusOf, sceneOf} from './model.ts';
import type {Scene} from './panel.ts';
import {bothEnds, cursorPiece, edges, lineWidth, rule} from './parts/lines.ts';
import {said} from './parts/said.ts';
import {planPosition} from './plan/lines.ts';

/** The line above the keys: what is being typed, what a key did, how the list is narrowed; otherwise a rule. */
export function statusLine(console: Console): Line {
  const {scene, at, list, height} = focusOf(console);
  const {state, width, glyphs} = scene;
  if (state.arming) return armingLine(console);
  if (state.modal) {
    const left =
      state.notice === undefined ? [] : [piece(` ${bothEnds(state.notice, width - 2, glyphs)} `, 'accent')];
    const position = state.modal.kind === 'plan' ? planPosition(scene, state.modal) : undefined;
    return filled(left, position === undefined ? [] : [piece(position)], width, glyphs);
  }
  const arranged = list.arrange(at);
  const matching = `${formatCount(arranged.count)} of ${formatCount(arranged.total)}`;
  const right: Line = (() => {
    if (arranged.problem !== undefined && (state.typing || at.filter !== '')) {
      return [piece(` ${said(arranged.problem, glyphs)} `, 'warning')];
    }
    if (state.typing || at.filter !== '' || at.onlyWrong) return [piece(` ${matching} `)];
    if (arranged.count <= height) return [];
    const last = Math.min(arranged.count, at.offset + height);
    return [piece(` ${formatCount(at.offset + 1)}-${formatCount(last)} of ${formatCount(arranged.count)} `)];
  })();
  const room = width - lineWidth(right) - 2;
  const left: Line = (() => {
    if (state.typing) {
      return [piece(' /', 'accent'), piece(said(at.filter, glyphs)), cursorPiece(glyphs)];
    }
    if (state.notice !== undefined) return [piece(` ${bothEnds(state.notice, room, glyphs)}`, 'accent')];
    const narrowed = [piece('')];
    if (at.filter !== '') narrowed.push(piece(` /${said(at.filter, glyphs)}`, 'accent'));
    if (at.onlyWrong) narrowed.push(piece(' only what is wrong', 'accent'));
    const sorted = list.columns.find(column => column.id === at.sort);
    if (sorted) narrowed.push(piece(` sorted by ${sorted.title}`, 'accent'));
    if (at.reverse) narrowed.push(piece(' reversed', 'accent'));
    return lineText(narrowed) === '' ? runningNow(scene, room) : narrowed;
  })();
  const spaced = lineText(left) === '' ? left : [...left, piece(' ')];
  return filled(spaced, right, width, glyphs);
}

/** What runs from here, where the journal does not show it: of several what was begun last. */
function runningNow({actions, glyphs, panels, state}: Scene, width: number): Line {
  const [first, ...others] = actions.running.filter(({result}) => result === undefined);
  const isJournal = panels.some(({id, key}) => id === state.panel && key === 'J');
  if (!first || isJournal) return [];
  const journal = `  J shows it${others.length === 0 ? '' : ` and ${others.length} more`}`;
  const {action, target} = first.plan;
  const what = `${action.slice(action.indexOf('.') + 1)} ${target.part ?? target.resource}`;
  const says = cell(`${what}: ${first.says}`, width - journal.length, 'left', glyphs).trimEnd();
  return [piece(` ${says}`, 'accent'), piece(journal, 'quiet')];
}

/** A rule between what stands at its two ends. */
function filled(left: Line, right: Line, width: number, glyphs: Glyphs): Line {
  const fill = width - lineWidth(left) - lineWidth(right);
  return fill < 0 ? edges(left, right, width, glyphs) : [...left, ...rule(fill, glyphs), ...right];
}

/** The end of the account's id is typed here. */
function armingLine(console: Console): Line {
  const {width, glyphs, state, actions} = sceneOf(console);
  const dots = glyphs.ascii ? '..' : '··';
  const account = actions.account === undefined ? '' : ` ${dots}${actions.account.slice(-4)}`;
  const {text = '', problem} = state.arming ?? {};
  const asks: Line = [
    ...(problem === undefined
      ? [piece(` Arm account${account}, 15 minutes.`, 'warning')]
      : [piece(` ${said(problem, glyphs)}`, 'critical')]),
    piece(' Its last four digits: ', 'warning'),
  ];
  return edges([...asks, piece(said(text, glyphs)), cursorPiece(glyphs)], [], width, glyphs);
}

/** The keys that work here and now, as many as there is room for; those that cannot work just now are dimmed. */
export function footerLine(console: Console): Line {
  const {columns: width} = console.size.get();
  const scopes = scopesOf(console);
  const shown = console.keymap.bindings.flatMap(binding => {
    if (!binding.footer || !scopes.includes(binding.scope) || !(binding.available?.(console) ?? true))
      return [];
    const title = binding.footerTitle ? binding.footerTitle(console) : binding.title;
    return title === undefined
      ? []
      : [{binding, title, key: showKey(binding.keys[0] ?? '', console.glyphs.ascii)}];
  });
  const last = shown.filter(({binding}) => isLast(binding));
  const first = shown.filter(({binding}) => !isLast(binding));
  const widthOf = (entries: typeof shown, gap: number): number =>
    entries.reduce((sum, {key, title}) => sum + key.length + 1 + title.length + gap, 0);
  // What a panel does is what it is looked at for: its keys come before wide gaps.
  const needed = [...first.filter(({binding}) => isOfPanel(binding)), ...last];
  const gap = widthOf(needed, 2) > width - 1 ? 1 : 2;
  while (first.length > 0 && widthOf([...first, ...last], gap) > width - 1) {
    const spare = first.findLastIndex(({binding}) => spared.includes(binding.id));
    const least = spare >= 0 ? spare : first.findLastIndex(({binding}) => !isOfPanel(binding));
    first.splice(least < 0 ? first.length - 1 : least, 1);
  }
  const line = [...first, ...last].flatMap(({binding, key, title}) => {
    const dimmed = binding.whyNot?.(console) !== undefined;
    return [
      piece(key, dimmed ? 'quiet' : 'strong'),
      piece(` ${title}${' '.repeat(gap)}`, dimmed ? 'quiet' : 'plain'),
    ];
  });
  return edges([piece(' '), ...line], [], width, console.glyphs);
}

/** What can be done here, or with the row that is selected. */
const isOfPanel = ({scope}: Binding): boolean => scope === 'row' || scope.startsWith('panel ');

/** What is left out first where there is little room. */
const spared: readonly string[] = ['sort', 'copy', 'journal'];

const isLast = ({id}: Binding): boolean => id === 'help' || id === 'quit' || id === 'plan.leave';
