import {plain} from '../text/cell.ts';
import {lineText} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';
import type {Plan} from './plan.ts';

/** A plan for a person to read: everything that the console shows, as text; names are of others, and may hold anything. */
export function planText(plan: Plan, width: number, glyphs: Glyphs): string {
  const lines = [
    `${plan.title} (${plan.risk})`,
    ...plan.steps.map(({says}, index) => `  ${index + 1}. ${says}`),
    ...(plan.picture?.(width - 2, glyphs) ?? []).map(line => `  ${lineText(line).trimEnd()}`),
    ...plan.changes,
    ...plan.warnings.map(warning => `Warning: ${warning}`),
    // Of what is in its way, nothing will happen that could cost anything or be undone.
    ...(plan.blocked.length > 0 ? [] : [`Cost: ${plan.cost}`, `Undo: ${plan.undo}`]),
    ...plan.steps.flatMap(({cli}) => (cli === undefined ? [] : [`  ${cli}`])),
    ...plan.blocked.map(({because, unblock}) => `Blocked: ${because} ${unblock}`),
    ...(plan.names?.(width - 2, glyphs) ?? []).map(line => `  ${lineText(line).trimEnd()}`),
  ];
  return `${lines.map(plain).join('\n')}\n`;
}
