import {hash} from 'node:crypto';

/** A piece of the key space of a stream; both ends belong to it. */
export type HashRange = {readonly start: bigint; readonly end: bigint};

/** How many hash keys there are. */
export const keySpaceSize = 1n << 128n;
export const lastHashKey = keySpaceSize - 1n;
export const wholeKeySpace: HashRange = {start: 0n, end: lastHashKey};

/** Where a partition key falls: the MD5 of its UTF-8 bytes, read as an unsigned 128-bit number. */
export const hashOf = (partitionKey: string): bigint => BigInt(`0x${hash('md5', partitionKey)}`);

/** A hash key as AWS writes it: decimal, without leading zeros, at most 2^128 − 1. */
export function parseHashKey(text: string): bigint | undefined {
  if (!/^(0|[1-9]\d{0,38})$/.test(text)) return undefined;
  const key = BigInt(text);
  return key > lastHashKey ? undefined : key;
}

export const sizeOf = (range: HashRange): bigint => range.end - range.start + 1n;

export const contains = (range: HashRange, key: bigint): boolean => range.start <= key && key <= range.end;

/** The range's share of the whole key space, 0…1. */
export const widthOf = (range: HashRange): number => fractionOf(sizeOf(range));

/** Where a hash key lies in the key space, 0…1; 2^128 is 1. */
export const fractionOf = (key: bigint): number => Number(key) / Number(keySpaceSize);

/** The hash key at a fraction of the key space, as exact as a double can say it. */
export function keyAt(fraction: number): bigint {
  const parts = 2 ** 52;
  const key = (BigInt(Math.round(fraction * parts)) * keySpaceSize) / BigInt(parts);
  if (key < 0n) return 0n;
  return key > lastHashKey ? lastHashKey : key;
}

/** The first key of the upper half of a range: what an even split asks for. */
export const midpointOf = (range: HashRange): bigint => (range.start + range.end + 1n) / 2n;

/**
 * Whether a range can be split so that `at` begins the upper part. The stricter of the bounds that are in use:
 * greater than one plus the start, and less than the end.
 */
export const canSplitAt = (range: HashRange, at: bigint): boolean => range.start + 1n < at && at < range.end;

export function splitAt(range: HashRange, at: bigint): readonly [HashRange, HashRange] {
  return [
    {start: range.start, end: at - 1n},
    {start: at, end: range.end},
  ];
}

/** Whether two ranges lie side by side, without a gap and without a key in common. */
export const areAdjacent = (one: HashRange, other: HashRange): boolean =>
  one.end + 1n === other.start || other.end + 1n === one.start;

/** The range of two neighbours together. */
export const union = (one: HashRange, other: HashRange): HashRange => ({
  start: one.start < other.start ? one.start : other.start,
  end: one.end > other.end ? one.end : other.end,
});

/** The key space in `count` ranges as equal as they can be, in order. */
export function equalRanges(count: number): readonly HashRange[] {
  const parts = BigInt(count);
  return Array.from({length: count}, (_, index) => ({
    start: (keySpaceSize * BigInt(index)) / parts,
    end: (keySpaceSize * BigInt(index + 1)) / parts - 1n,
  }));
}

/** Whether ranges, in any order, cover the whole key space once. */
export function tilesKeySpace(ranges: readonly HashRange[]): boolean {
  const sorted = ranges.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  let next = 0n;
  for (const range of sorted) {
    if (range.start !== next || range.end < range.start) return false;
    next = range.end + 1n;
  }
  return next === keySpaceSize;
}
