import type {UploadsScenario} from '../scenarios/schema.ts';
import {chance, mix} from '../world/random.ts';
import {dayMs} from './days.ts';
import {compareKeys} from './key-order.ts';
import type {SimulatedUpload} from './shape.ts';

const hourMs = 3_600_000;

/** Uploads that were begun and never finished, as many as the scenario says. */
export function uploadsOf(
  {prefix, count, oldestDaysAgo, newestDaysAgo, parts, partBytes, lastPartDaysAgo}: UploadsScenario,
  {seed, startAt}: {readonly seed: number; readonly startAt: number},
): SimulatedUpload[] {
  return Array.from({length: count}, (_, index) => {
    const share = count === 1 ? 0 : index / (count - 1);
    const daysAgo = oldestDaysAgo - share * (oldestDaysAgo - newestDaysAgo);
    const initiatedAt = wholeSecond(startAt - daysAgo * dayMs);
    const lastAt = lastPartDaysAgo === undefined ? undefined : startAt - lastPartDaysAgo * dayMs;
    const isWrittenStill = index % 4 === 0 && lastAt !== undefined && lastAt > initiatedAt;
    return {
      key: `${prefix}part-${mix(seed, index).toString(16).padStart(8, '0')}-${String(index).padStart(5, '0')}.parquet`,
      uploadId: uploadIdOf(seed, index),
      initiatedAt,
      storageClass: 'STANDARD',
      parts: Array.from({length: parts}, (_each, part) => ({
        number: part + 1,
        size: Math.round(partBytes * (part === parts - 1 ? 0.3 + 0.7 * chance(seed, index, part) : 1)),
        modifiedAt:
          isWrittenStill && part === parts - 1
            ? wholeSecond(lastAt)
            : Math.min(startAt, initiatedAt + wholeSecond(((part + 1) / (parts + 1)) * hourMs)),
      })),
    };
  });
}

export const uploadIdOf = (seed: number, index: number): string =>
  [1, 2, 3, 4].map(part => mix(seed, index, part).toString(36).padStart(7, '0')).join('');

export const inOrder = (a: SimulatedUpload, b: SimulatedUpload): number =>
  compareKeys(a.key, b.key) || a.initiatedAt - b.initiatedAt || (a.uploadId < b.uploadId ? -1 : 1);

const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;
