import {formatCount} from '../../../text/number.ts';
import {sizeBounds} from './histogram.ts';

export type AgeBand = {readonly fromDays: number; readonly words: string};

/** Where lifecycle rules and minimum durations of classes begin to differ. */
export const ageBands: readonly AgeBand[] = [
  {fromDays: 0, words: 'up to 7 days'},
  {fromDays: 7, words: '7 to 30 days'},
  {fromDays: 30, words: '30 to 90 days'},
  {fromDays: 90, words: '90 to 180 days'},
  {fromDays: 180, words: '180 to 365 days'},
  {fromDays: 365, words: '1 to 3 years'},
  {fromDays: 1095, words: '3 years and more'},
];

/** In binary units: it is 128 KiB that storage classes go by. */
export const sizeWords: readonly string[] = sizeBounds.map((bound, index) => {
  const next = sizeBounds[index + 1];
  if (bound === 0) return 'empty';
  if (next === undefined) return `${sizeOf(bound)} and more`;
  return bound === 1 ? `under ${sizeOf(next)}` : `${sizeOf(bound)} to ${sizeOf(next)}`;
});

function sizeOf(bytes: number): string {
  const [divisor, unit] =
    bytes >= 2 ** 30 ? [2 ** 30, 'GiB'] : bytes >= 2 ** 20 ? [2 ** 20, 'MiB'] : [1024, 'KiB'];
  return `${formatCount(bytes / Number(divisor))} ${unit}`;
}
