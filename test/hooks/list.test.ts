import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createList, freshList, type ListState, nextSort, selectAt, settle} from '../../hooks/list.ts';
import {lineText} from '../../source/text/line.ts';

type Row = {
  readonly id: string;
  readonly load: number | undefined;
  readonly wrong: boolean;
  readonly last?: boolean;
};

const listOf = (rows: readonly Row[]) =>
  createList<Row>({
    id: 'rows',
    rows,
    columns: [
      {
        id: 'name',
        title: 'NAME',
        width: 6,
        priority: 0,
        text: row => row.id,
        sortValue: row => row.id,
        describe: '',
      },
      {
        id: 'load',
        title: 'LOAD',
        width: 6,
        priority: 1,
        text: row => (row.load === undefined ? '--' : String(row.load)),
        sortValue: row => row.load,
        describe: '',
      },
    ],
    identity: row => row.id,
    isWrong: row => row.wrong,
    group: row => (row.last ? 1 : 0),
  });

const rows: readonly Row[] = [
  {id: 'b', load: 3, wrong: true},
  {id: 'd', load: undefined, wrong: false},
  {id: 'a', load: 7, wrong: false},
  {id: 'c', load: 5, wrong: true, last: true},
];

const shown = (state: Partial<ListState>): (string | undefined)[] => {
  const arranged = listOf(rows).arrange({...freshList, ...state});
  return Array.from({length: arranged.count}, (_, index) => arranged.idAt(index));
};

describe('the order of a list', () => {
  test('is the order in which it came, the last group last', () => {
    expect(shown({})).toEqual(['b', 'd', 'a', 'c']);
  });

  test('by a number starts with the largest; what has none comes last either way', () => {
    expect(shown({sort: 'load'})).toEqual(['a', 'b', 'd', 'c']);
    expect(shown({sort: 'load', reverse: true})).toEqual(['b', 'a', 'd', 'c']);
  });

  test('by a word starts with A', () => {
    expect(shown({sort: 'name'})).toEqual(['a', 'b', 'd', 'c']);
    expect(shown({sort: 'name', reverse: true})).toEqual(['d', 'b', 'a', 'c']);
  });

  test('goes through every column and back to the order in which it came', () => {
    const list = listOf(rows);
    let state: ListState = freshList;
    const seen: (string | undefined)[] = [];
    for (let step = 0; step < 3; step += 1) {
      state = nextSort(state, list);
      seen.push(state.sort);
    }
    expect(seen).toEqual(['name', 'load', undefined]);
  });
});

test('only what is wrong, and only what the filter asks for', () => {
  expect(shown({onlyWrong: true})).toEqual(['b', 'c']);
  expect(shown({filter: 'load>4'})).toEqual(['a', 'c']);
  expect(shown({filter: '!a'})).toEqual(['b', 'd', 'c']);
});

test('a filter that cannot be read says so', () => {
  expect(listOf(rows).arrange({...freshList, filter: 'laod>4'}).problem).toContain('load');
});

test('of ten thousand rows the same arrangement is worked out once', () => {
  let reads = 0;
  const many = createList<number>({
    id: 'many',
    rows: Array.from({length: 10_000}, (_, index) => index),
    columns: [],
    identity: String,
    isWrong: () => {
      reads += 1;
      return true;
    },
  });
  const state: ListState = {...freshList, onlyWrong: true};
  many.arrange(state);
  many.arrange({...state, index: 5, offset: 2});
  expect(reads).toBe(10_000);
});

const someRows = fc
  .uniqueArray(fc.integer({min: 0, max: 60}), {maxLength: 40})
  .map(ids => ids.map((id): Row => ({id: String(id), load: id, wrong: id % 2 === 0})));

test('whatever comes and goes, the selection is on screen and stays with its row', () => {
  fc.assert(
    fc.property(
      someRows,
      someRows,
      fc.integer({min: 1, max: 12}),
      fc.nat(50),
      fc.nat(50),
      (before, after, height, index, offset) => {
        const first = listOf(before).arrange(freshList);
        const chosen = settle({...selectAt(freshList, first, index), offset}, first, height);
        const second = listOf(after).arrange(chosen);
        const next = settle(chosen, second, height);
        if (after.some(row => row.id === chosen.selected)) expect(next.selected).toBe(chosen.selected);
        if (second.count > 0) {
          expect(second.idAt(next.index)).toBe(next.selected);
          expect(next.index).toBeGreaterThanOrEqual(next.offset);
          expect(next.index).toBeLessThan(next.offset + height);
          expect(next.offset).toBeLessThanOrEqual(Math.max(0, second.count - height));
        }
        expect(settle(next, second, height)).toBe(next);
      },
    ),
    {numRuns: 300},
  );
});

test('every line of a list is as wide as it was asked to be', () => {
  const arranged = listOf(rows).arrange(freshList);
  const painted = {width: 30, glyphs: {ascii: false}};
  expect(lineText(arranged.header(painted))).toHaveLength(30);
  expect(lineText(arranged.line(0, painted, true))).toHaveLength(30);
});
