import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
  areAdjacent,
  canSplitAt,
  contains,
  equalRanges,
  fractionOf,
  type HashRange,
  hashOf,
  keyAt,
  keySpaceSize,
  lastHashKey,
  midpointOf,
  parseHashKey,
  sizeOf,
  splitAt,
  tilesKeySpace,
  union,
  wholeKeySpace,
  widthOf,
} from '../../../source/services/kinesis/hash-range.ts';

const key = fc.bigInt({min: 0n, max: lastHashKey});
const range: fc.Arbitrary<HashRange> = fc
  .tuple(key, key)
  .map(([a, b]) => (a < b ? {start: a, end: b} : {start: b, end: a}));

describe('the hash of a partition key', () => {
  it('is its MD5 as an unsigned 128-bit number', () => {
    // MD5('') is d41d8cd98f00b204e9800998ecf8427e, MD5('a') is 0cc175b9c0f1b6a831c399e269772661.
    expect(hashOf('')).toBe(0xd41d8cd98f00b204e9800998ecf8427en);
    expect(hashOf('a')).toBe(0x0cc175b9c0f1b6a831c399e269772661n);
  });

  it('is taken of the UTF-8 bytes', () => {
    // MD5 of the two bytes c3 a9.
    expect(hashOf('é')).toBe(0x66ddcd97cfdeabb2f6fb8a999b4bc76fn);
  });

  it('lies in the key space', () => {
    fc.assert(fc.property(fc.string(), text => contains(wholeKeySpace, hashOf(text))));
  });
});

describe('a hash key in words', () => {
  it('is decimal, without leading zeros, below 2^128', () => {
    expect(parseHashKey('0')).toBe(0n);
    expect(parseHashKey('340282366920938463463374607431768211455')).toBe(lastHashKey);
    expect(parseHashKey('340282366920938463463374607431768211456')).toBeUndefined();
    for (const wrong of ['', '01', '-1', '1e3', '0x10', ' 1']) expect(parseHashKey(wrong)).toBeUndefined();
  });

  it('reads back as it was written', () => {
    fc.assert(fc.property(key, value => parseHashKey(String(value)) === value));
  });
});

describe('a range', () => {
  it('splits into two neighbours that together are the range again', () => {
    fc.assert(
      fc.property(range, key, (whole, at) => {
        fc.pre(canSplitAt(whole, at));
        const [lower, upper] = splitAt(whole, at);
        expect(union(upper, lower)).toEqual(whole);
        expect(areAdjacent(lower, upper)).toBe(true);
        expect(sizeOf(lower) + sizeOf(upper)).toBe(sizeOf(whole));
        expect(sizeOf(lower)).toBeGreaterThanOrEqual(2n);
        expect(sizeOf(upper)).toBeGreaterThanOrEqual(2n);
        expect(widthOf(lower) + widthOf(upper)).toBeCloseTo(widthOf(whole), 12);
      }),
    );
  });

  it('has halves that differ by one key at most', () => {
    fc.assert(
      fc.property(range, whole => {
        fc.pre(sizeOf(whole) >= 4n);
        const [lower, upper] = splitAt(whole, midpointOf(whole));
        const difference = sizeOf(lower) - sizeOf(upper);
        expect([-1n, 0n, 1n]).toContain(difference);
      }),
    );
  });

  it('cannot be split right at its ends', () => {
    const small = {start: 10n, end: 14n};
    const allowed = [9n, 10n, 11n, 12n, 13n, 14n, 15n].filter(at => canSplitAt(small, at));
    expect(allowed).toEqual([12n, 13n]);
  });

  it('is no neighbour of one that it overlaps or that lies apart', () => {
    expect(areAdjacent({start: 0n, end: 9n}, {start: 9n, end: 20n})).toBe(false);
    expect(areAdjacent({start: 0n, end: 9n}, {start: 11n, end: 20n})).toBe(false);
    expect(areAdjacent({start: 10n, end: 20n}, {start: 0n, end: 9n})).toBe(true);
  });
});

describe('the key space', () => {
  it('falls into equal parts that cover it once', () => {
    fc.assert(
      fc.property(fc.integer({min: 1, max: 700}), count => {
        const ranges = equalRanges(count);
        const sizes = ranges.map(sizeOf);
        expect(tilesKeySpace(ranges)).toBe(true);
        expect(
          sizes.every(
            size => size === keySpaceSize / BigInt(count) || size === keySpaceSize / BigInt(count) + 1n,
          ),
        ).toBe(true);
      }),
    );
  });

  it('is not covered with a gap, with an overlap or with a piece missing', () => {
    const [first, second, third] = equalRanges(3);
    if (!first || !second || !third) throw new Error('three ranges were asked for');
    expect(tilesKeySpace([first, third])).toBe(false);
    expect(tilesKeySpace([first, second])).toBe(false);
    expect(tilesKeySpace([first, {...second, start: second.start - 1n}, third])).toBe(false);
    expect(tilesKeySpace([third, first, second])).toBe(true);
  });

  it('has a key at every fraction', () => {
    expect(keyAt(0)).toBe(0n);
    expect(keyAt(0.5)).toBe(keySpaceSize / 2n);
    expect(keyAt(1)).toBe(lastHashKey);
    fc.assert(
      fc.property(fc.double({min: 0, max: 1, noNaN: true}), at => {
        expect(fractionOf(keyAt(at))).toBeCloseTo(at, 12);
      }),
    );
  });
});
