import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {matches, parseFilter} from '../../source/text/filter.ts';
import {editDistance, nearest} from '../../source/text/nearest.ts';
import {parseQuantity} from '../../source/text/quantity.ts';
import {type Column, markColumn} from '../../source/text/table.ts';

type Row = {readonly name: string; readonly used: number | undefined; readonly ageMs: number};

const column = (id: string, more: Partial<Column<Row>>): Column<Row> => ({
  id,
  title: id.toUpperCase(),
  width: 5,
  priority: 1,
  text: () => '',
  describe: id,
  ...more,
});
const columns: readonly Column<Row>[] = [
  markColumn(() => 'quiet'),
  column('name', {text: row => row.name, sortValue: row => row.name}),
  column('used', {unit: 0.01, text: row => `${row.used}`, sortValue: row => row.used}),
  column('age', {unit: 1000, text: row => `${row.ageMs}`, sortValue: row => row.ageMs}),
];
const rows: readonly Row[] = [
  {name: 'orders', used: 0.99, ageMs: 252_000},
  {name: 'Orders-archive', used: 0.2, ageMs: 900},
  {name: 'clicks', used: undefined, ageMs: 7_200_000},
];

const found = (text: string): string[] => {
  const filter = parseFilter(text, columns);
  return rows.filter(row => matches(filter, row, columns)).map(row => row.name);
};

describe('a filter', () => {
  test('finds by name, whatever the case', () => {
    expect(found('ORD')).toEqual(['orders', 'Orders-archive']);
    expect(found('')).toHaveLength(3);
  });

  test('leaves out with an exclamation mark', () => {
    expect(found('!ord')).toEqual(['clicks']);
    expect(found('!')).toHaveLength(3);
  });

  test('looks at one column, by its id or its title', () => {
    expect(found('name:arch')).toEqual(['Orders-archive']);
    expect(found('NAME:arch')).toEqual(['Orders-archive']);
    expect(found('!name:ord')).toEqual(['clicks']);
  });

  test('compares numbers the way they read', () => {
    expect(found('used>90')).toEqual(['orders']);
    expect(found('used>90%')).toEqual(['orders']);
    expect(found('used<=0.2%')).toEqual([]);
    expect(found('age>4m')).toEqual(['orders', 'clicks']);
    expect(found('age>4m12s')).toEqual(['clicks']);
    expect(found('age>=4m12s')).toEqual(['orders', 'clicks']);
    expect(found('age<1')).toEqual(['Orders-archive']);
  });

  test('a missing number is neither above nor below', () => {
    expect(found('used>0')).not.toContain('clicks');
    expect(found('used<100')).not.toContain('clicks');
  });

  test('several terms must all hold', () => {
    expect(found('ord used>50')).toEqual(['orders']);
  });

  test('what is quoted stays together', () => {
    expect(parseFilter('"two words"', columns).terms).toEqual([
      {kind: 'text', text: 'two words', negated: false},
    ]);
  });

  test('a column that is not there is said with the nearest one, and the other terms still hold', () => {
    const filter = parseFilter('usd>5 ord', columns);
    expect(filter.problem).toBe('There is no column "usd". Did you mean "used"?');
    expect(rows.filter(row => matches(filter, row, columns))).toHaveLength(2);
    expect(parseFilter('used>many', columns).problem).toContain('"many" is not a number');
  });

  test('a term that is still being typed narrows nothing', () => {
    expect(found('used>')).toHaveLength(3);
    expect(parseFilter('used>', columns).problem).toBeUndefined();
  });

  test('no text can make it throw, and a negated word takes the rest', () => {
    fc.assert(
      fc.property(fc.string({unit: 'binary', maxLength: 20}), text => {
        const filter = parseFilter(text, columns);
        for (const row of rows) matches(filter, row, columns);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{1,6}$/), word => {
        expect([...found(word), ...found(`!${word}`)].toSorted()).toEqual(
          rows.map(row => row.name).toSorted(),
        );
      }),
    );
  });
});

describe('quantities', () => {
  test.each([
    ['40', 40],
    ['1,204', 1204],
    ['1.5k', 1500],
    ['2M', 2e6],
    ['61%', 0.61],
    ['5m', 300_000],
    ['1h52m', 6_720_000],
    ['3d 4h', 273_600_000],
    ['9.8 MB', 9.8e6],
    ['9.8MB/s', 9.8e6],
    ['-2s', -2000],
    ['', undefined],
    ['x', undefined],
    ['5 parsecs', undefined],
    ['m', undefined],
  ])('%s', (text, value) => {
    const parsed = parseQuantity(text);
    if (value === undefined) expect(parsed).toBeUndefined();
    else expect(parsed).toBeCloseTo(value, 6);
  });
});

describe('the nearest name', () => {
  test('corrects a slip of the finger', () => {
    const names = ['region', 'profile', 'endpointUrl', 'readOnly', 'interval'];
    expect(nearest('regoin', names)).toBe('region');
    expect(nearest('Profil', names)).toBe('profile');
    expect(nearest('readonly', names)).toBe('readOnly');
    expect(nearest('zzz', names)).toBeUndefined();
    expect(nearest('', names)).toBeUndefined();
  });

  test('a distance is a distance', () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b)).toBe(editDistance(b, a));
        expect(editDistance(a, b) === 0).toBe(a === b);
        expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});
