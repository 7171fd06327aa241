import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {formatByteRate, formatBytes, formatMegabytes} from '../../source/text/bytes.ts';
import {displayWidth} from '../../source/text/cell.ts';
import {formatAge, formatDuration, untilNextAge} from '../../source/text/duration.ts';
import {
  formatCount,
  formatFactor,
  formatPerMinute,
  formatRate,
  formatShare,
  formatUsd,
} from '../../source/text/number.ts';

const anyNumber = fc.oneof(fc.double(), fc.double({min: -1e7, max: 1e7}), fc.integer());

describe('counts', () => {
  test.each([
    [0, '0'],
    [0.4, '0.4'],
    [0.01, '<0.1'],
    [7, '7'],
    [9.96, '10'],
    [1204, '1,204'],
    [9999.4, '9,999'],
    [9999.6, '10k'],
    [41_200, '41.2k'],
    [999_949, '999.9k'],
    [999_950, '1M'],
    [2_100_000, '2.1M'],
    [214e6, '214M'],
    [5e15, '>999T'],
    [-38, '-38'],
    [-0, '0'],
    [-123_456, '-123k'],
    [Number.NaN, '--'],
  ])('%s reads %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  test('take at most six cells', () => {
    fc.assert(fc.property(anyNumber, count => formatCount(count).length <= 6));
  });

  test('only a measured zero reads 0', () => {
    fc.assert(fc.property(fc.double({min: 1e-300, max: 1e12}), count => formatCount(count) !== '0'));
  });

  test('a rate names its unit', () => {
    expect(formatRate(6120)).toBe('6,120/s');
    expect(formatPerMinute(9600)).toBe('9,600/m');
  });
});

describe('shares, factors and money', () => {
  test.each([
    [0, '0%'],
    [0.001, '<1%'],
    [0.61, '61%'],
    [0.994, '99%'],
    [1.15, '115%'],
    [40, '>999%'],
  ])('a share of %s reads %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });

  test.each([
    [0, '$0.00'],
    [0.001, '<$0.01'],
    [0.04, '$0.04'],
    [10.95, '$10.95'],
    [1430, '$1,430'],
    [2_500_000, '$2.5M'],
    [-3, '-$3.00'],
  ])('%s dollars read %s', (dollars, text) => {
    expect(formatUsd(dollars)).toBe(text);
  });

  test('a factor has one decimal', () => {
    expect(formatFactor(1.7)).toBe('1.7');
    expect(formatFactor(1)).toBe('1.0');
  });
});

describe('bytes', () => {
  test.each([
    [0, '0 B'],
    [412, '412 B'],
    [9_800_000, '9.8 MB'],
    [999_950, '1.0 MB'],
    [61.2e12, '61.2 TB'],
    [4e18, '>999 PB'],
  ])('%s bytes read %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('a rate names its unit, a column of megabytes does not', () => {
    expect(formatByteRate(9_800_000)).toBe('9.8 MB/s');
    expect([0, 100, 1.03e6, 61.24e6, 4.12e9].map(formatMegabytes)).toEqual([
      '0.00',
      '<0.01',
      '1.03',
      '61.2',
      '4,120',
    ]);
  });
});

describe('durations', () => {
  test.each([
    [0, '0s'],
    [30, '<0.1s'],
    [1200, '1.2s'],
    [9999, '9.9s'],
    [42_000, '42s'],
    [252_000, '4m12s'],
    [242_000, '4m02s'],
    [60_000, '1m'],
    [6_720_000, '1h52m'],
    [3 * 86_400_000 + 4 * 3_600_000, '3d 4h'],
    [13 * 86_400_000, '13d'],
    [-252_000, '-4m12s'],
  ])('%s ms read %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  test('ages move in steps', () => {
    const minute = 60_000;
    expect([0, 59_999, minute, 119_999, 60 * minute, 3 * 1440 * minute].map(formatAge)).toEqual([
      'now',
      'now',
      '1m',
      '1m',
      '1h',
      '3d',
    ]);
  });

  test('an age reads the same until its next step, and differently then', () => {
    fc.assert(
      fc.property(fc.integer({min: -1e6, max: 1e11}), ms => {
        const next = untilNextAge(ms);
        expect(next).toBeGreaterThan(0);
        expect(formatAge(ms + next - 1)).toBe(formatAge(ms));
        expect(formatAge(ms + next)).not.toBe(formatAge(ms));
      }),
    );
  });
});

test('nothing ever reads NaN, Infinity, undefined or an exponent', () => {
  const formats = [
    formatCount,
    formatRate,
    formatPerMinute,
    formatShare,
    formatFactor,
    formatUsd,
    formatBytes,
    formatByteRate,
    formatMegabytes,
    formatAge,
  ];
  fc.assert(
    fc.property(anyNumber, value => {
      for (const format of formats) {
        expect(format(value)).not.toMatch(/NaN|Infinity|undefined|e[+-]|^-?$/);
        expect(displayWidth(format(value))).toBeGreaterThan(0);
      }
      expect(formatDuration(value)).not.toMatch(/NaN|Infinity|undefined/);
    }),
  );
});
