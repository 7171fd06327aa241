import {cell, displayWidth, plain} from './cell.ts';
import {type Line, type Piece, piece, type Tone} from './line.ts';
import {arrow, type Glyphs, type Mark, severityMark, severityTone} from './marks.ts';

/** One column of a table: how a row reads, sorts and is filtered there. */
export type Column<Row> = {
  readonly id: string;
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** The least number of cells. */
  readonly width: number;
  /** How far it may grow where there is room: to its longest text, or to this many cells. */
  readonly grow?: 'content' | number;
  /** Columns with the highest number go first when the screen is narrow. */
  readonly priority: number;
  /** The text of a row; `width` is how many cells there are for it. */
  readonly text: (row: Row, glyphs: Glyphs, width: number) => string;
  readonly tone?: (row: Row) => Tone;
  /** What sorting and filters compare; undefined sorts last. */
  readonly sortValue?: (row: Row) => number | string | undefined;
  /** What one of a number typed without a unit is, in terms of `sortValue`: 1e6 in a column of MB/s. */
  readonly unit?: number;
  /** One sentence for the help. */
  readonly describe: string;
};

type FittedColumn<Row> = {readonly column: Column<Row>; readonly width: number};
/** The columns that there is room for, with their widths. */
export type FittedColumns<Row> = {readonly columns: readonly FittedColumn<Row>[]; readonly width: number};

type Sorting = {readonly id: string; readonly descending: boolean};
export type HeaderOptions = {readonly glyphs: Glyphs; readonly sort?: Sorting | undefined};
export type RowOptions = {readonly glyphs: Glyphs; readonly selected?: boolean | undefined};

const gap = 2;

/** A first column with the mark of how bad a row is. */
export const markColumn = <Row>(markOf: (row: Row) => Mark): Column<Row> => ({
  id: 'mark',
  title: '',
  width: 1,
  priority: 0,
  text: (row, glyphs) => severityMark(markOf(row), glyphs),
  tone: row => severityTone(markOf(row)),
  describe: 'how bad it is',
});

/** Chooses the columns that fit in `width` and gives the room that is left to those that can use it. */
export function fitColumns<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number,
): FittedColumns<Row> {
  const kept = [...columns];
  while (kept.length > 1 && leastWidth(kept) > width) kept.splice(indexOfLast(kept), 1);
  let room = Math.max(0, width - leastWidth(kept));
  const fitted = kept.map(column => {
    const least = Math.min(least1(column), Math.max(0, width));
    const extra = Math.min(room, Math.max(0, wanted(column, rows) - least));
    room -= extra;
    return {column, width: least + extra};
  });
  return {columns: fitted, width: Math.max(0, width)};
}

export function headerLine<Row>(fitted: FittedColumns<Row>, {glyphs, sort}: HeaderOptions): Line {
  return joinCells(
    fitted,
    ({column, width}) => {
      if (sort?.id !== column.id) return piece(column.title, 'quiet');
      // The arrow counts more than the last letter of a title that fills its column.
      const room = Math.min(displayWidth(column.title), width - 1);
      return piece(cell(column.title, room, 'left', glyphs) + arrow(sort.descending, glyphs), 'quiet');
    },
    glyphs,
    'quiet',
  );
}

export function rowLine<Row>(
  fitted: FittedColumns<Row>,
  row: Row,
  {glyphs, selected = false}: RowOptions,
): Line {
  return joinCells(
    fitted,
    ({column, width}) =>
      piece(column.text(row, glyphs, width), selected ? 'selected' : (column.tone?.(row) ?? 'plain')),
    glyphs,
    selected ? 'selected' : 'plain',
  );
}

/** A whole table, every line exactly `width` wide. A list that shows a part of its rows uses `rowLine`. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  options: HeaderOptions & {readonly width: number; readonly selected?: number | undefined},
): {readonly header: Line; readonly rows: readonly Line[]} {
  const fitted = fitColumns(columns, rows, options.width);
  const {glyphs} = options;
  return {
    header: headerLine(fitted, options),
    rows: rows.map((row, index) => rowLine(fitted, row, {glyphs, selected: index === options.selected})),
  };
}

const least1 = <Row>(column: Column<Row>): number => Math.max(column.width, displayWidth(column.title));

const leastWidth = <Row>(columns: readonly Column<Row>[]): number =>
  columns.reduce((sum, column) => sum + least1(column), gapsOf(columns.length));

const gapsOf = (count: number): number => gap * Math.max(0, count - 1);

function indexOfLast<Row>(columns: readonly Column<Row>[]): number {
  let found = 0;
  columns.forEach((column, index) => {
    if (column.priority >= (columns[found]?.priority ?? -1)) found = index;
  });
  return found;
}

function wanted<Row>(column: Column<Row>, rows: readonly Row[]): number {
  if (column.grow === undefined) return least1(column);
  if (column.grow !== 'content') return column.grow;
  let widest = least1(column);
  for (const row of rows) {
    widest = Math.max(widest, displayWidth(plain(column.text(row, {ascii: false}, column.width))));
  }
  return widest;
}

function joinCells<Row>(
  fitted: FittedColumns<Row>,
  draw: (column: FittedColumn<Row>) => Piece,
  glyphs: Glyphs,
  spaceTone: Tone,
): Line {
  const pieces: Piece[] = [];
  let used = 0;
  fitted.columns.forEach((column, index) => {
    if (index > 0) add(pieces, piece(' '.repeat(gap), spaceTone));
    const drawn = draw(column);
    add(pieces, piece(cell(drawn.text, column.width, column.column.align, glyphs), drawn.tone));
    used += column.width + (index > 0 ? gap : 0);
  });
  add(pieces, piece(' '.repeat(Math.max(0, fitted.width - used)), spaceTone));
  return pieces;
}

/** Pieces of one tone become one: fewer of them, fewer bytes on the wire. */
function add(pieces: Piece[], next: Piece): void {
  if (next.text === '') return;
  const last = pieces.at(-1);
  if (last?.tone === next.tone) pieces[pieces.length - 1] = piece(last.text + next.text, next.tone);
  else pieces.push(next);
}
