import {cell} from '../../source/text/cell.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {severityMark} from '../../source/text/marks.ts';
import type {Scene} from '../panel.ts';
import {cursorPiece, edges, fitLine, wrapped} from '../parts/lines.ts';
import {said} from '../parts/said.ts';
import {confirmSentence, isUnlocked, wantsName} from './confirming.ts';
import {planContent} from './content.ts';
import {type PlanModal, readyOf} from './modal.ts';
import type {Frame} from './painted.ts';

type PlanScene = Pick<Scene, 'width' | 'height' | 'glyphs' | 'actions'>;

type Parts = {
  readonly above: readonly Line[];
  readonly content: readonly Line[];
  readonly below: readonly Line[];
  /** The part of the content that is on screen. */
  readonly from: number;
  readonly to: number;
};

/** The screen of a plan: title and notes stay above, what confirms stays below, the rest scrolls between them. */
export function planLines(scene: PlanScene, modal: PlanModal): readonly Line[] {
  const {above, content, below, from, to} = partsOf(scene, modal);
  const blank = Array.from(
    {length: Math.max(0, scene.height - above.length - below.length - (to - from))},
    () => [],
  );
  return [...above, ...content.slice(from, to), ...blank, ...below].map(line =>
    fitLine(line, scene.width, scene.glyphs),
  );
}

/** What is on the screen of the plan; undefined while there is no plan. */
export function planFrame(scene: PlanScene, modal: PlanModal): Frame | undefined {
  const ready = readyOf(modal);
  if (!ready || modal.editing) return undefined;
  const {content, from, to} = partsOf(scene, modal);
  return {of: ready, width: scene.width, from, to, total: content.length};
}

/** How far it can be scrolled, and by how many lines a page goes. */
export function planScroll(
  scene: PlanScene,
  modal: PlanModal,
): {readonly most: number; readonly page: number} {
  const {content, from, to} = partsOf(scene, modal);
  const room = Math.max(1, to - from);
  return {most: Math.max(0, content.length - room), page: Math.max(1, room - 1)};
}

/** Which lines are on screen, when not all are: for the line below. */
export function planPosition(scene: PlanScene, modal: PlanModal): string | undefined {
  if (modal.editing) return undefined;
  const {content, from, to} = partsOf(scene, modal);
  return content.length > to - from ? ` ${from + 1}-${to} of ${content.length} lines ` : undefined;
}

function partsOf(scene: PlanScene, modal: PlanModal): Parts {
  const {width, height, glyphs} = scene;
  const ready = readyOf(modal);
  const title = ready?.plan.title ?? `${modal.action.title}: ${modal.target.part ?? modal.target.resource}`;
  const risk = ready
    ? [piece(` ${ready.plan.risk} `, ready.plan.risk === 'reversible' ? 'accent' : 'warning')]
    : [];
  const heading: readonly Line[] = [
    edges([piece(` ${said(title, glyphs)}`, 'strong')], risk, width, glyphs),
    ...modal.notes.flatMap(({says, tone}) =>
      wrapped(says, Math.max(10, width - 4), 3, glyphs).map((text, index) => [
        piece(index === 0 ? ` ${severityMark(tone, glyphs)} ` : '   ', tone),
        piece(text, tone),
      ]),
    ),
  ];
  const content = ready ? planContent(ready.plan, width, glyphs) : whileWithout(scene, modal);
  const toSay = ready ? 1 : content.length;
  const above = [...heading, ...optionLines(scene, modal, height - heading.length - toSay - 1)];
  const most = height - above.length;
  const sentence = confirmLines(scene, modal, false);
  const fits = content.length + sentence.length <= most;
  const longer = fits ? sentence : confirmLines(scene, modal, true);
  const room = Math.max(1, most - longer.length);
  const from = Math.max(0, Math.min(modal.offset, content.length - room));
  const isAtEnd = from + room >= content.length;
  // Whoever reads the end is not told to read to it; the rest of the screen stays where it is.
  const below = isAtEnd ? longer.map((_, index) => sentence[index] ?? []) : longer;
  return {above, content, below, from, to: Math.min(content.length, from + room)};
}

function whileWithout({width, glyphs}: PlanScene, {made, editing}: PlanModal): readonly Line[] {
  if (made.is === 'reading') return [[], [piece(` reading ${glyphs.ascii ? '...' : '…'}`, 'accent')]];
  if (made.is !== 'wrong') return [];
  const says = wrapped(made.says, Math.max(10, width - 2), 5, glyphs);
  const lines = says.map(text => [piece(` ${text}`, 'warning')]);
  // Between the options that are typed there is no line to spare.
  return editing ? lines : [[], ...lines];
}

/**
 * One line for each option, what it is called and what stands there; and what the one that is typed means. Where
 * there is no room for all, those around the one that is typed.
 */
function optionLines(
  {width, glyphs}: PlanScene,
  {action, editing}: PlanModal,
  height: number,
): readonly Line[] {
  if (!editing) return [];
  const names = Math.max(...action.options.map(({name}) => name.length));
  const fields = action.options.map(({name, value}, index): Line => {
    const typed = said(editing.texts[name] ?? '', glyphs);
    const here = index === editing.index;
    const mark = here ? (glyphs.ascii ? '>' : '›') : ' ';
    const label = piece(` ${mark} ${cell(name, names, 'left', glyphs)}  `, 'accent');
    if (here)
      return [label, piece(typed), cursorPiece(glyphs), piece(typed === '' ? ` <${value}>` : '', 'quiet')];
    return [label, typed === '' ? piece(`<${value}>`, 'quiet') : piece(typed)];
  });
  const describe = action.options[editing.index]?.describe ?? '';
  const meant = wrapped(describe, Math.max(10, width - 5), 3, glyphs).map(text => [
    piece(`   ${text}`, 'quiet'),
  ]);
  const room = Math.max(1, height - meant.length);
  const first = Math.max(0, Math.min(editing.index - Math.floor(room / 2), fields.length - room));
  return [...fields.slice(first, first + room), ...meant];
}

function confirmLines(scene: PlanScene, modal: PlanModal, scrolls: boolean): readonly Line[] {
  const {width, glyphs, actions} = scene;
  if (modal.editing)
    return [[piece(' Enter plans with these options; Esc leaves them as they were', 'accent')]];
  const ready = readyOf(modal);
  if (!ready) return [];
  const {plan} = ready;
  if (modal.made.is === 'starting') {
    return [[piece(` reading once more what the plan stands on ${glyphs.ascii ? '...' : '…'}`, 'accent')]];
  }
  if (wantsName(plan, actions)) {
    const asks = ` Type ${said(plan.target.resource, glyphs)} and Enter to run it: `;
    return [[piece(asks, 'critical'), piece(said(modal.typed, glyphs)), cursorPiece(glyphs)]];
  }
  const tone = plan.blocked.length > 0 ? 'critical' : isUnlocked(plan, actions) ? 'accent' : 'warning';
  const more = scrolls && plan.blocked.length === 0 ? ' Read it to its end (PageDown).' : '';
  return wrapped(`${confirmSentence(plan, actions, glyphs)}${more}`, Math.max(10, width - 2), 2, glyphs).map(
    text => [piece(` ${text}`, tone)],
  );
}
