import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {heatStrip, shareBar, sparkline, trendline} from '../../source/text/bars.ts';
import {displayWidth} from '../../source/text/cell.ts';
import {lineText} from '../../source/text/line.ts';
import {ribbon, ribbonMarker, type Segment} from '../../source/text/ribbon.ts';

const unicode = {ascii: false};
const ascii = {ascii: true};
const glyphSet = fc.constantFrom(unicode, ascii);
const anyValues = fc.array(fc.option(fc.double({min: -10, max: 1e6, noNaN: true})), {maxLength: 200});
const heights = '▁▂▃▄▅▆▇█';

describe('trendline', () => {
  test('a change is seen however small it is beside the whole', () => {
    expect(trendline([61.0, 61.1, null, 61.2, 61.4], 5, unicode)).toBe('▁▃ ▅█');
  });

  test('what does not change is a line, and nothing is nothing', () => {
    expect(trendline([412, 412.001, 412], 4, unicode)).toBe(' ▃▃▃');
    expect(trendline([0, 0], 2, ascii)).toBe('..'.replaceAll('.', trendline([5], 1, ascii)));
    expect(trendline([null, null], 2, unicode)).toBe('  ');
    expect(trendline([], 3, unicode)).toBe('   ');
  });
});

describe('sparkline', () => {
  test('the newest is at the right, a gap is a space, zero is not a gap', () => {
    expect(sparkline([0, 1, null, 4], 6, {glyphs: unicode})).toBe('  ▁▃ █');
    expect(sparkline([0, 1, null, 4], 6, {glyphs: ascii})).toBe('  _: #');
  });

  test('a peak between two cells is seen', () => {
    const values = Array.from({length: 60}, (_, minute) => (minute === 31 ? 1 : 0));
    expect(sparkline(values, 10, {max: 1, glyphs: unicode})).toBe('▁▁▁▁▁█▁▁▁▁');
  });

  test('is exactly as wide as asked and never lower where the value is higher', () => {
    fc.assert(
      fc.property(anyValues, fc.nat({max: 100}), glyphSet, (values, width, glyphs) => {
        expect(displayWidth(sparkline(values, width, {glyphs}))).toBe(width);
      }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.double({min: 0, max: 1, noNaN: true}), {minLength: 2, maxLength: 50}),
        values => {
          const sorted = values.toSorted((a, b) => a - b);
          const levels = [...sparkline(sorted, sorted.length, {max: 1, glyphs: unicode})].map(block =>
            heights.indexOf(block),
          );
          expect(levels).toEqual(levels.toSorted((a, b) => a - b));
        },
      ),
    );
  });
});

describe('ribbon', () => {
  test('length is the share of the keys, height the load', () => {
    const line = ribbon(
      [
        {start: 0, end: 0.5, load: 0.2},
        {start: 0.5, end: 1, load: 0.6},
      ],
      10,
      unicode,
    );
    expect(lineText(line)).toBe('▂▂▂▂▂▅▅▅▅▅');
  });

  test('a hot shard of a thousandth of the keys is still there', () => {
    const line = ribbon(
      [
        {start: 0, end: 0.4, load: 0.9},
        {start: 0.4, end: 0.401, load: 0.99, hot: true},
        {start: 0.401, end: 1, load: 0.1},
      ],
      20,
      unicode,
    );
    expect(lineText(line)).toBe('█████████▁▁▁▁▁▁▁▁▁▁▁');
    expect(line.filter(part => part.tone === 'critical').map(part => part.text)).toEqual(['█']);
  });

  test('a shard without a number is neither cold nor missing', () => {
    expect(
      lineText(
        ribbon(
          [
            {start: 0, end: 0.5, load: undefined},
            {start: 0.5, end: 0.75, load: 0},
          ],
          4,
          unicode,
        ),
      ),
    ).toBe('··▁ ');
  });

  test('every segment is on the ribbon, whatever the widths', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            weight: fc.double({min: 1e-6, max: 1, noNaN: true}),
            load: fc.double({min: 0, max: 1, noNaN: true}),
          }),
          {
            minLength: 1,
            maxLength: 60,
          },
        ),
        fc.integer({min: 1, max: 120}),
        glyphSet,
        (shards, width, glyphs) => {
          const line = ribbon(tiled(shards), width, glyphs);
          expect(displayWidth(lineText(line))).toBe(width);
          expect(lineText(line)).not.toContain(' ');
          const hottest = Math.max(...shards.map(shard => shard.load));
          expect(lineText(line)).toContain(lineText(ribbon([{start: 0, end: 1, load: hottest}], 1, glyphs)));
        },
      ),
    );
  });

  test('a hotter segment never lowers a cell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({weight: fc.constant(1), load: fc.double({min: 0, max: 1, noNaN: true})}), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.nat({max: 39}),
        (shards, chosen) => {
          const hotter = shards.map((shard, index) => (index === chosen ? {...shard, load: 1} : shard));
          const before = [...lineText(ribbon(tiled(shards), 30, unicode))];
          const after = [...lineText(ribbon(tiled(hotter), 30, unicode))];
          after.forEach((block, index) => {
            expect(heights.indexOf(block)).toBeGreaterThanOrEqual(heights.indexOf(before[index] ?? ' '));
          });
        },
      ),
    );
  });
});

describe('ribbonMarker', () => {
  test('points at the shard and names it, at the side where there is room', () => {
    expect(ribbonMarker(0.4, 0.5, 20, unicode, '0007')).toBe('        └┘ 0007     ');
    expect(ribbonMarker(0.95, 1, 20, unicode, '0007')).toBe('              0007 └');
    expect(ribbonMarker(0.4, 0.6, 20, ascii, '0007')).toBe('        ^^^^ 0007   ');
  });

  test('is exactly as wide as asked', () => {
    fc.assert(
      fc.property(
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.double({min: 0, max: 1, noNaN: true}),
        fc.nat({max: 60}),
        glyphSet,
        fc.string({unit: 'grapheme', maxLength: 8}),
        (a, b, width, glyphs, label) => {
          const marker = ribbonMarker(Math.min(a, b), Math.max(a, b), width, glyphs, label);
          expect(displayWidth(marker)).toBe(width);
        },
      ),
    );
  });
});

describe('strips of shares and heat', () => {
  test('a small share keeps a cell', () => {
    expect(shareBar([0.98, 0.01, 0.01], 10, unicode)).toBe('████████▓▒');
    expect(shareBar([0.5, 0.5], 10, ascii)).toBe('#####=====');
    expect(shareBar([0, 0], 4, unicode)).toBe('    ');
  });

  test('are exactly as wide as asked', () => {
    fc.assert(
      fc.property(anyValues, fc.nat({max: 80}), glyphSet, (values, width, glyphs) => {
        expect(displayWidth(heatStrip(values, width, glyphs))).toBe(width);
        const shares = values.map(value => (value === null ? 0 : value / 1e6));
        expect(displayWidth(shareBar(shares, width, glyphs))).toBe(width);
      }),
    );
  });
});

function tiled(shards: readonly {readonly weight: number; readonly load: number}[]): Segment[] {
  const whole = shards.reduce((sum, shard) => sum + shard.weight, 0);
  let start = 0;
  return shards.map(({weight, load}, index) => {
    const end = index === shards.length - 1 ? 1 : Math.min(1, start + weight / whole);
    const segment = {start, end, load};
    start = end;
    return segment;
  });
}
