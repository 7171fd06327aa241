import {matches, parseFilter} from '../source/text/filter.ts';
import type {Line} from '../source/text/line.ts';
import type {Glyphs} from '../source/text/marks.ts';
import {type Column, type FittedColumns, fitColumns, headerLine, rowLine} from '../source/text/table.ts';

export type ListSource<Row> = {
  readonly id: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly identity: (row: Row) => string;
  readonly isWrong: (row: Row) => boolean;
  /** Rows of a lower group stay above, whatever the list is sorted by. */
  readonly group?: (row: Row) => number;
};

export type ListState = {
  /** The identity of the selected row: a refresh may move the row, and the selection goes with it. */
  readonly selected: string | undefined;
  /** Somebody chose that row. Until then the first row is the selected one, whichever a refresh brings there. */
  readonly chosen: boolean;
  readonly index: number;
  /** The first row on screen. */
  readonly offset: number;
  readonly filter: string;
  readonly sort: string | undefined;
  readonly reverse: boolean;
  readonly onlyWrong: boolean;
};

export const freshList: ListState = {
  selected: undefined,
  chosen: false,
  index: 0,
  offset: 0,
  filter: '',
  sort: undefined,
  reverse: false,
  onlyWrong: false,
};

type Painted = {readonly width: number; readonly glyphs: Glyphs};

/** The rows of a list as they are shown: filtered and sorted. Of all rows, only those on screen become lines. */
export type Arranged = {
  readonly count: number;
  readonly total: number;
  /** What is wrong with the filter, in a sentence. */
  readonly problem: string | undefined;
  readonly idAt: (index: number) => string | undefined;
  readonly indexOf: (id: string) => number | undefined;
  readonly header: (painted: Painted) => Line;
  readonly line: (index: number, painted: Painted, selected: boolean) => Line;
};

type ColumnNote = {readonly id: string; readonly title: string; readonly describe: string};

/** A list whose type of row only its panel knows. */
export type List = {
  readonly id: string;
  readonly columns: readonly ColumnNote[];
  /** The ids of the columns that it can be sorted by, in their order. */
  readonly sortable: readonly string[];
  readonly arrange: (state: ListState) => Arranged;
};

/** Columns grow to the longest text among so many rows: measuring ten thousand would cost a keypress. */
const measuredRows = 200;

/** What was worked out last is kept with the list: make one list of a snapshot, not one of a frame. */
export function createList<Row>(source: ListSource<Row>): List {
  let last: {readonly key: string; readonly arranged: Arranged} | undefined;
  return {
    id: source.id,
    columns: source.columns.filter(column => column.title !== ''),
    sortable: source.columns.filter(column => column.sortValue).map(column => column.id),
    arrange: state => {
      const key = JSON.stringify([state.filter, state.sort, state.reverse, state.onlyWrong]);
      if (last?.key !== key) last = {key, arranged: arrange(source, state)};
      return last.arranged;
    },
  };
}

function arrange<Row>(source: ListSource<Row>, state: ListState): Arranged {
  const filter = parseFilter(state.filter, source.columns);
  const found = source.rows.filter(
    row => (!state.onlyWrong || source.isWrong(row)) && matches(filter, row, source.columns),
  );
  const rows = sorted(source, found, state);
  let positions: Map<string, number> | undefined;
  let fitted: FittedColumns<Row> | undefined;
  const columnsFor = (width: number): FittedColumns<Row> => {
    if (fitted?.width !== width) fitted = fitColumns(source.columns, rows.slice(0, measuredRows), width);
    return fitted;
  };
  return {
    count: rows.length,
    total: source.rows.length,
    problem: filter.problem,
    idAt: index => {
      const row = rows[index];
      return row === undefined ? undefined : source.identity(row);
    },
    indexOf: id => {
      positions ??= new Map(rows.map((row, index) => [source.identity(row), index]));
      return positions.get(id);
    },
    header: ({width, glyphs}) =>
      headerLine(columnsFor(width), {
        glyphs,
        sort: state.sort === undefined ? undefined : {id: state.sort, descending: descends(source, state)},
      }),
    line: (index, {width, glyphs}, selected) => {
      const row = rows[index];
      return row === undefined ? [] : rowLine(columnsFor(width), row, {glyphs, selected});
    },
  };
}

function sorted<Row>(source: ListSource<Row>, rows: readonly Row[], state: ListState): readonly Row[] {
  const sortValue = source.columns.find(column => column.id === state.sort)?.sortValue;
  const {group} = source;
  if (!sortValue) {
    const ordered = state.reverse ? rows.toReversed() : rows;
    return group ? ordered.toSorted((a, b) => group(a) - group(b)) : ordered;
  }
  const direction = descends(source, state) ? -1 : 1;
  return rows
    .map(row => ({row, value: sortValue(row), group: group?.(row) ?? 0}))
    .sort((a, b) => a.group - b.group || compare(a.value, b.value, direction))
    .map(({row}) => row);
}

/** Numbers start with the largest, words with A; `R` turns either round. */
function descends<Row>(source: ListSource<Row>, state: ListState): boolean {
  const column = source.columns.find(candidate => candidate.id === state.sort);
  const first = source.rows.map(row => column?.sortValue?.(row)).find(value => value !== undefined);
  return (typeof first === 'number') !== state.reverse;
}

/** What has no value comes last, whichever way the list is sorted. */
function compare(a: number | string | undefined, b: number | string | undefined, direction: 1 | -1): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * direction;
  const [left, right] = [String(a), String(b)];
  return (left < right ? -1 : left > right ? 1 : 0) * direction;
}

/** The list after a change of its rows or of the room for it: the selection is kept, and kept on screen. */
export function settle(state: ListState, arranged: Arranged, height: number): ListState {
  const found = state.selected === undefined ? undefined : arranged.indexOf(state.selected);
  const index = state.chosen ? clamp(found ?? state.index, arranged.count) : 0;
  const shown = Math.max(1, height);
  const lowest = Math.max(0, arranged.count - shown);
  const offset = Math.min(lowest, Math.max(index - shown + 1, Math.min(index, state.offset)));
  const selected = arranged.idAt(index) ?? state.selected;
  return index === state.index && offset === state.offset && selected === state.selected
    ? state
    : {...state, index, offset, selected};
}

/** The list with the row at `index` selected. */
export const selectAt = (state: ListState, arranged: Arranged, index: number): ListState => {
  const next = clamp(index, arranged.count);
  return {...state, index: next, selected: arranged.idAt(next), chosen: true};
};

/** The next column to sort by; after the last one, the order in which the list came: worst first. */
export function nextSort(state: ListState, list: List): ListState {
  const at = state.sort === undefined ? -1 : list.sortable.indexOf(state.sort);
  return {...state, sort: list.sortable[at + 1], reverse: false};
}

const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));
