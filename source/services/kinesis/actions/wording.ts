import {formatShare} from '../../../text/number.ts';
import type {Load} from './facts/load.ts';

/** The end of a long number is what tells two hash keys apart: 118147…9021. */
export function shortHashKey(key: bigint): string {
  const digits = String(key);
  return digits.length > 12 ? `${digits.slice(0, 6)}…${digits.slice(-4)}` : digits;
}

/** shardId-000000000007 as people say it: 0007. */
export const shortShard = (id: string): string => id.replace(/^shardId-0*(?=\d{4,}$)/, '');

/** How full: 99%, asked for at most 115%. */
export function loadText(load: Load | undefined): string {
  if (!load) return 'load unknown';
  const accepted = formatShare(load.accepted);
  return load.askedAtMost > load.accepted * 1.01
    ? `${accepted}, asked for at most ${formatShare(load.askedAtMost)}`
    : accepted;
}

/** Of every reshard: what it does to whoever reads. */
export const consequences: readonly string[] = [
  'Consumers read the parent to its end first, then its children.',
  'Lambda concurrency and the fan-out bill follow the number of shards.',
  'Records that are waiting already stay where they are: it helps what is written from now on.',
  'A later change of the shard count (uniform scaling) evens the ranges out and undoes it.',
];
