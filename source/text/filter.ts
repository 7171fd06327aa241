import {plain} from './cell.ts';
import {didYouMean} from './nearest.ts';
import {parseQuantity} from './quantity.ts';
import type {Column} from './table.ts';

type Comparison = '>' | '<' | '>=' | '<=';
type Term = {readonly negated: boolean} & (
  | {readonly kind: 'text'; readonly text: string}
  | {readonly kind: 'contains'; readonly column: string; readonly text: string}
  | {
      readonly kind: 'compare';
      readonly column: string;
      readonly comparison: Comparison;
      readonly value: number;
    }
);

/** What a typed filter asks for. With a `problem`, a sentence, the terms that could be read still hold. */
export type Filter = {readonly terms: readonly Term[]; readonly problem: string | undefined};

/**
 * Words narrow a list by name; `!word` leaves out; `column:text`, `column>number` and `column<number` look at one
 * column, with units as they read (k M G, %, s m h d, kB MB GB). Several terms must all hold.
 */
export function parseFilter<Row>(text: string, columns: readonly Column<Row>[]): Filter {
  const terms: Term[] = [];
  let problem: string | undefined;
  for (const word of wordsOf(text)) {
    const term = parseTerm(word, columns);
    if (term === undefined) continue;
    if (typeof term === 'string') problem ??= term;
    else terms.push(term);
  }
  return {terms, problem};
}

/** Whether every term of the filter holds for the row. */
export const matches = <Row>(filter: Filter, row: Row, columns: readonly Column<Row>[]): boolean =>
  filter.terms.every(term => holds(term, row, columns) !== term.negated);

/** Words apart, what stands in double quotes together. */
function wordsOf(text: string): string[] {
  const found = text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? [];
  return found.map(word => word.replaceAll('"', ''));
}

function parseTerm<Row>(word: string, columns: readonly Column<Row>[]): Term | string | undefined {
  const negated = word.startsWith('!');
  const body = negated ? word.slice(1) : word;
  const parts = /^([^:<>]+)(:|[<>]=?)(.*)$/.exec(body);
  if (!parts) return body === '' ? undefined : {kind: 'text', text: body.toLowerCase(), negated};

  const [, name = '', operator = '', value = ''] = parts;
  const column = columnNamed(name, columns);
  if (!column) return `There is no column "${name}".${didYouMean(name, namesOf(columns))}`;
  if (value === '') return undefined;
  if (operator === ':') return {kind: 'contains', column: column.id, text: value.toLowerCase(), negated};
  const number = parseQuantity(value, column.unit ?? 1);
  if (number === undefined) return `"${value}" is not a number: write 40, 1.5k, 61%, 5m or 2MB.`;
  return {kind: 'compare', column: column.id, comparison: operator as Comparison, value: number, negated};
}

function holds<Row>(term: Term, row: Row, columns: readonly Column<Row>[]): boolean {
  const column =
    term.kind === 'text' ? columns.find(isName) : columns.find(candidate => candidate.id === term.column);
  if (!column) return false;
  if (term.kind !== 'compare') return textsOf(column, row).some(text => text.includes(term.text));
  const value = column.sortValue?.(row);
  return typeof value === 'number' && compare(value, term.comparison, term.value);
}

function compare(value: number, comparison: Comparison, limit: number): boolean {
  if (comparison === '>') return value > limit;
  if (comparison === '<') return value < limit;
  return comparison === '>=' ? value >= limit : value <= limit;
}

/** The first column with a title is the one that names the row. */
const isName = (column: {readonly title: string}): boolean => column.title !== '';

function textsOf<Row>(column: Column<Row>, row: Row): string[] {
  const shown = plain(column.text(row, {ascii: false}, column.width)).toLowerCase();
  const sorted = column.sortValue?.(row);
  return typeof sorted === 'string' ? [shown, sorted.toLowerCase()] : [shown];
}

const namesOf = <Row>(columns: readonly Column<Row>[]): string[] =>
  columns.filter(isName).map(column => column.id);

function columnNamed<Row>(name: string, columns: readonly Column<Row>[]): Column<Row> | undefined {
  const wanted = name.toLowerCase();
  return (
    columns.find(column => column.id.toLowerCase() === wanted) ??
    columns.find(column => column.title.toLowerCase() === wanted)
  );
}
