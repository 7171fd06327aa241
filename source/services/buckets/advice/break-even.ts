import {daysOfMonth} from './advised.ts';

/** Days until what it costs once has been saved; null where it costs nothing, or saves nothing. */
export function breakEvenDays(costsOnce: number, savesPerMonth: number): number | null {
  if (costsOnce <= 0 || savesPerMonth <= 0) return null;
  return Math.ceil((costsOnce / savesPerMonth) * daysOfMonth);
}
