import fc from 'fast-check';
import {expect, test} from 'vitest';
import {displayWidth} from '../../source/text/cell.ts';
import {chartLines} from '../../source/text/chart.ts';
import {formatCount} from '../../source/text/number.ts';

const options = {width: 20, height: 4, format: formatCount, glyphs: {ascii: false}};

test('draws steps with the scale at the left', () => {
  const values = [0, 0, 0, 0, 0, 30, 30, 30, 30, 30, 20, 20, 20, 20, 20, 10, 10];
  expect(chartLines(values, {...options, width: 21})).toEqual([
    '30 ┤     ╭────╮      ',
    '20 ┤     │    ╰────╮ ',
    '10 ┤     │         ╰─',
    ' 0 ┤─────╯           ',
  ]);
});

test('a gap stays a gap, and a value alone is seen', () => {
  const values = [1, 1, 1, null, null, 3, null, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2];
  expect(chartLines(values, {...options, height: 3})).toEqual([
    '3 ┤     ─           ',
    '2 ┤       ──────────',
    '1 ┤───              ',
  ]);
});

test('a flat series is drawn against zero', () => {
  const lines = chartLines([5, 5, 5], {...options, height: 3});
  expect(lines[0]).toContain('5 ┤───');
  expect(lines[2]).toMatch(/0 ┤ +$/);
  expect(chartLines([0, 0, 0], {...options, height: 3}).at(-1)).toContain('0 ┤───');
});

test('a limit is drawn once the series comes near it', () => {
  const near = chartLines([10, 15, 20], {...options, limit: 24});
  expect(near[0]).toMatch(/^ *24 ┤┄+$/);
  const far = chartLines([1, 2, 3], {...options, limit: 24});
  expect(far.join('')).not.toContain('┄');
});

test('ASCII terminals get ASCII', () => {
  for (const line of chartLines([1, 4, 2, null, 8], {...options, glyphs: {ascii: true}, limit: 9})) {
    expect(line).toMatch(/^[\x20-\x7e]*$/);
  }
});

test('without data there is room, not a line', () => {
  expect(chartLines([null, null], options)).toEqual(Array.from({length: 4}, () => ' '.repeat(20)));
});

test('never wider or taller than asked, and never "NaN"', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(fc.oneof(fc.double(), fc.double({min: -1e5, max: 1e5}))), {maxLength: 300}),
      fc.nat({max: 120}),
      fc.nat({max: 20}),
      fc.boolean(),
      fc.option(fc.double({min: 0, max: 1e5, noNaN: true}), {nil: undefined}),
      (values, width, height, ascii, limit) => {
        const lines = chartLines(values, {width, height, format: formatCount, glyphs: {ascii}, limit});
        expect(lines).toHaveLength(width > 0 ? height : 0);
        for (const line of lines) {
          expect(displayWidth(line)).toBe(width);
          expect(line).not.toMatch(/NaN|undefined/);
        }
      },
    ),
  );
});
