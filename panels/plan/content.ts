import type {Plan} from '../../source/actions/plan.ts';
import {cell} from '../../source/text/cell.ts';
import {type Line, piece, type Tone} from '../../source/text/line.ts';
import {type Glyphs, severityMark} from '../../source/text/marks.ts';
import {wrapped} from '../parts/lines.ts';

/** A sentence is never cut: what matters can be at its end. */
const anyNumber = 99;

const remembered = new WeakMap<Plan, {readonly key: string; readonly lines: readonly Line[]}>();

/** Everything that somebody has to know before saying yes, line by line. */
export function planContent(plan: Plan, width: number, glyphs: Glyphs): readonly Line[] {
  const key = `${width} ${glyphs.ascii}`;
  const known = remembered.get(plan);
  if (known?.key === key) return known.lines;
  const lines = contentOf(plan, width, glyphs);
  remembered.set(plan, {key, lines});
  return lines;
}

function contentOf(plan: Plan, width: number, glyphs: Glyphs): readonly Line[] {
  const text = (first: string, says: string, tone: Tone = 'plain', firstTone: Tone = tone): Line[] =>
    wrapped(says, Math.max(10, width - first.length - 1), anyNumber, glyphs).map((part, index) => [
      piece(index === 0 ? first : ' '.repeat(first.length), firstTone),
      piece(part, tone),
    ]);
  const warning = ` ${severityMark('warning', glyphs)} `;
  const critical = ` ${severityMark('critical', glyphs)} `;
  const numbers = String(plan.steps.length).length;
  const commands = plan.steps.flatMap(({cli}) => (cli === undefined ? [] : [cli]));
  return [
    ...plan.blocked.flatMap(({because, unblock}) => text(critical, `${because} ${unblock}`, 'critical')),
    ...plan.steps.flatMap(({says}, index) =>
      text(` ${String(index + 1).padStart(numbers)}. `, says, 'plain', 'strong'),
    ),
    ...(plan.picture?.(width - 2, glyphs) ?? []).map(line => [piece(' '), ...line]),
    ...plan.changes.flatMap(says => text('   ', says)),
    ...plan.warnings.flatMap(says => text(warning, says, 'plain', 'warning')),
    // Of what is in its way, nothing will happen that could cost anything or be undone.
    ...(plan.blocked.length > 0
      ? []
      : [...text('   ', `Cost: ${plan.cost}`), ...text('   ', `Undo: ${plan.undo}`)]),
    ...commands.map((command, index) => [
      piece(`   ${cell(command, width - 14, 'left', glyphs)}`, 'accent'),
      piece(index === 0 ? ' (c copies)' : '', 'quiet'),
    ]),
    ...(plan.names?.(width - 2, glyphs) ?? []).map(line => [piece(' '), ...line]),
  ];
}
