import type {Series} from '../metrics/ask.ts';

export type Minutes<Name extends string> = {
  readonly startAt: string;
  readonly periodSeconds: number;
  readonly values: Readonly<Record<Name, (number | null)[]>>;
};

/**
 * Several series side by side, a value or null for each period of the window that ends where they all are
 * covered. Undefined before the first answer.
 */
export function valuesByPeriod<Name extends string>(
  series: Readonly<Record<Name, Series>>,
  windowSeconds: number,
): Minutes<Name> | undefined {
  const names = Object.keys(series) as Name[];
  const ends = names.map(name => series[name].coveredUntil).filter(end => end !== undefined);
  const periodSeconds = Math.max(...names.map(name => series[name].periodSeconds));
  if (ends.length === 0) return undefined;
  const end = Math.max(...ends);
  const count = Math.floor(windowSeconds / periodSeconds);
  const start = end - count * periodSeconds * 1000;
  const values = {} as Record<Name, (number | null)[]>;
  for (const name of names) {
    const row = new Array<number | null>(count).fill(null);
    for (const {at, value} of series[name].points) {
      const index = (at - start) / (periodSeconds * 1000);
      if (index >= 0 && index < count) row[index] = value;
    }
    values[name] = row;
  }
  return {startAt: new Date(start).toISOString(), periodSeconds, values};
}
