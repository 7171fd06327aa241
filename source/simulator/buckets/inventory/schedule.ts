import {dayMs, midnightOf} from '../days.ts';
import type {Inventory} from './index.ts';

const hourMs = 3_600_000;
/** At which hour of its day a report is begun: it is what the folders of delivered reports are named after. */
const beginsMs = hourMs;
/** How long it takes until it is there. AWS promises no time. */
const takesMs = 5 * hourMs;
/** 1 January 1970 was a Thursday; weekly reports are of Sundays. */
const firstSunday = 3;

export type ScheduleOptions = {
  readonly inventory: Pick<Inventory, 'enabled' | 'frequency' | 'startedDaysAgo'>;
  readonly startAt: number;
  readonly createdAt: number;
  readonly most: number;
};

/** When the reports were begun that are there at that time, the newest first. */
export function runsUntil(at: number, options: ScheduleOptions): readonly number[] {
  const {inventory, startAt, createdAt, most} = options;
  const {enabled, frequency, startedDaysAgo} = inventory;
  if (!enabled) return [];
  const since = Math.max(createdAt, startAt - startedDaysAgo * dayMs);
  const newest = midnightOf(at - takesMs - beginsMs) / dayMs;
  const step = frequency === 'Daily' ? 1 : 7;
  const first = frequency === 'Daily' ? newest : newest - ((((newest - firstSunday) % 7) + 7) % 7);
  const runs: number[] = [];
  for (let day = first; runs.length < most; day -= step) {
    const runAt = day * dayMs + beginsMs;
    if (runAt < since) break;
    runs.push(runAt);
  }
  return runs;
}

export const deliveredAt = (runAt: number): number => runAt + takesMs;
