import {mix} from './random.ts';

/** A place in a shard: records are ordered by write time, those of one millisecond by index. */
export type Position = {readonly at: number; readonly index: number};

/** Before every record of a millisecond, and behind every one. */
export const beforeAll = -1;
export const behindAll = 9_999_999_998;

/**
 * Sequence numbers look like AWS's (56 digits that begin with 49) and order like the positions that they stand
 * for: time, index, shard, and digits that mean nothing.
 */
export function sequenceNumber({at, index}: Position, shard: number): string {
  const low = mix(index, at, shard);
  const high = mix(shard, index, low);
  const fill = `${String(low).padStart(11, '1')}${String(high).padStart(11, '7')}`;
  return `49${digits(at, 14)}${digits(index + 1, 10)}${digits(shard, 8)}${fill}`;
}

export function positionOf(sequence: string): (Position & {readonly shard: number}) | undefined {
  if (!/^49\d{54}$/.test(sequence)) return undefined;
  return {
    at: Number(sequence.slice(2, 16)),
    index: Number(sequence.slice(16, 26)) - 1,
    shard: Number(sequence.slice(26, 34)),
  };
}

export const isBefore = (one: Position, other: Position): boolean =>
  one.at < other.at || (one.at === other.at && one.index < other.index);

const digits = (value: number, length: number) => String(Math.floor(value)).padStart(length, '0');
