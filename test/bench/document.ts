import type {Figure} from './figure.ts';
import {cellsOf} from './figure.ts';

export type Machine = {
  readonly node: string;
  readonly system: string;
  readonly cpu: string;
  readonly cores: number;
};

const headings = ['what', 'measured', 'promised', 'how'];
const row = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;

/** The figures as a page of the documentation. */
export function document(
  figures: readonly Figure[],
  {node, system, cpu, cores}: Machine,
  day: string,
): string {
  return [
    '# Measurements',
    '',
    `Taken on ${day} with \`npm run bench -- --document\`: Node ${node}, ${system}, ${cores} × ${cpu}.`,
    'The console runs in a pseudo-terminal and is measured from outside: what it writes, the CPU time and the',
    'memory that the kernel counts for it, the time until a terminal shows what is expected. Where a row names a',
    'scenario of many streams, the documents come from the test instead of an account. A promise that was not kept',
    'says so.',
    '',
    row(headings),
    row(headings.map(() => '---')),
    ...figures.map(figure => row(cellsOf(figure))),
    '',
  ].join('\n');
}
