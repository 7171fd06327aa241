import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../source/text/cell.ts';
import {lineText} from '../../source/text/line.ts';
import {
  type Column,
  fitColumns,
  headerLine,
  markColumn,
  rowLine,
  tableLines,
} from '../../source/text/table.ts';

type Fruit = {readonly name: string; readonly weight: number | undefined};

const columns: readonly Column<Fruit>[] = [
  markColumn(fruit => (fruit.weight !== undefined && fruit.weight > 5 ? 'critical' : 'quiet')),
  {
    id: 'name',
    title: 'FRUIT',
    width: 5,
    grow: 'content',
    priority: 0,
    text: fruit => fruit.name,
    tone: () => 'strong',
    sortValue: fruit => fruit.name,
    describe: 'its name',
  },
  {
    id: 'weight',
    title: 'KG',
    width: 4,
    align: 'right',
    priority: 1,
    text: fruit => String(fruit.weight ?? '--'),
    sortValue: fruit => fruit.weight,
    describe: 'its weight',
  },
  {
    id: 'bar',
    title: 'BAR',
    width: 3,
    grow: 6,
    priority: 2,
    text: (_fruit, _glyphs, width) => '#'.repeat(width),
    describe: 'as wide as there is room',
  },
];

const fruits: readonly Fruit[] = [
  {name: 'melon', weight: 6},
  {name: 'strawberry', weight: undefined},
];
const glyphs = {ascii: false};

const drawn = (width: number): string[] => {
  const {header, rows} = tableLines(columns, fruits, {width, glyphs});
  return [header, ...rows].map(lineText);
};

describe('a table', () => {
  test('gives room to the columns that can use it and stretches no other', () => {
    expect(drawn(34)).toEqual([
      '   FRUIT         KG  BAR          ',
      '●  melon          6  ######       ',
      '·  strawberry    --  ######       ',
    ]);
  });

  test('drops the least important column when it is narrow, and cuts names last', () => {
    expect(drawn(17).every(line => displayWidth(line) === 17)).toBe(true);
    expect(drawn(17)[0]).not.toContain('BAR');
    expect(drawn(10)[0]).not.toContain('KG');
    expect(drawn(10)[2]).toBe('·  strawb…');
  });

  test('says how it is sorted', () => {
    const fitted = fitColumns(columns, fruits, 30);
    const header = headerLine(fitted, {glyphs, sort: {id: 'weight', descending: true}});
    expect(lineText(header)).toContain('KG↓');
  });

  test('a selected row is selected from edge to edge', () => {
    const line = rowLine(fitColumns(columns, fruits, 30), fruits[0] ?? {name: '', weight: 0}, {
      glyphs,
      selected: true,
    });
    expect(line).toHaveLength(1);
    expect(line[0]?.tone).toBe('selected');
  });

  test('the tone repeats what the mark says', () => {
    const {rows} = tableLines(columns, fruits, {width: 30, glyphs});
    expect(rows[0]?.[0]).toEqual({text: '●', tone: 'critical'});
  });

  test('every line is exactly as wide as asked, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            name: fc.string({unit: 'binary', maxLength: 20}),
            weight: fc.option(fc.integer(), {nil: undefined}),
          }),
          {
            maxLength: 8,
          },
        ),
        fc.nat({max: 60}),
        fc.boolean(),
        (rows, width, ascii) => {
          const table = tableLines(columns, rows, {width, glyphs: {ascii}, selected: 1});
          for (const line of [table.header, ...table.rows]) expect(displayWidth(lineText(line))).toBe(width);
        },
      ),
      {numRuns: 300},
    );
  });
});
