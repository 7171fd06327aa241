import type {Line, Tone} from '../text/line.ts';
import {lineText} from '../text/line.ts';

/** The sixteen colours of the system, so that the terminal's own theme decides how they look (ECMA-48 SGR). */
const codes: Readonly<Record<Tone, string>> = {
  plain: '',
  quiet: '2',
  strong: '1',
  critical: '31',
  warning: '33',
  good: '32',
  accent: '36',
  selected: '7',
};

/** A line as a terminal prints it; without colour only its words, and no blanks at the end. */
export function paint(line: Line, color: boolean): string {
  if (!color) return lineText(line).trimEnd();
  return line
    .map(({text, tone}) => (codes[tone] === '' ? text : `\u001b[${codes[tone]}m${text}\u001b[0m`))
    .join('')
    .trimEnd();
}
