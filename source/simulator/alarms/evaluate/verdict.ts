import type {StateName} from '../shape.ts';

export type Treatment = 'missing' | 'notBreaching' | 'breaching' | 'ignore';

/** What is known of one period: whether its value is beyond the threshold, or that there is none. */
export type Period = 'breaching' | 'within' | 'absent';

export type Verdict = {
  /** `retain`: it stays in the state that it is in. */
  readonly state: StateName | 'retain';
  /** Periods without a value that the treatment of missing data had to stand in for. */
  readonly filled: number;
};

/**
 * CloudWatch looks at more periods than it needs, in case the newest have no value. How many more it does not say; its
 * documented examples look at 5 periods for 3. User guide, "Configuring how CloudWatch alarms treat missing data".
 */
export const rangeOf = (evaluationPeriods: number): number => evaluationPeriods + 2;

/**
 * What the periods of the evaluation range, oldest first, say of an alarm that fires when `m` of `n` are beyond its
 * threshold. The same chapter, "How alarm state is evaluated when data is missing".
 */
export function verdictOf(
  range: readonly Period[],
  {m, n, treatment}: {readonly m: number; readonly n: number; readonly treatment: Treatment},
): Verdict {
  const real = range.filter(period => period !== 'absent');
  const newest = real.slice(-n);
  const breaching = newest.filter(period => period === 'breaching').length;
  const filled = n - newest.length;
  const counted = (count: number): Verdict => ({state: count >= m ? 'ALARM' : 'OK', filled});
  if (filled === 0 || treatment === 'notBreaching') return counted(breaching);
  if (treatment === 'breaching') return counted(breaching + filled);
  if (real.length === 0) return {state: treatment === 'missing' ? 'INSUFFICIENT_DATA' : 'retain', filled};
  if (breaching >= m || breaching < real.length) return counted(breaching);
  if (treatment === 'ignore') return {state: 'retain', filled};
  return {state: isOldEnough(range, m) ? 'ALARM' : 'retain', filled};
}

/**
 * Too few values, all of them beyond the threshold: the next one may be within it again, so the alarm waits until the
 * oldest is as old as the number of periods that make it fire. "Avoiding premature transitions to alarm state".
 */
const isOldEnough = (range: readonly Period[], m: number): boolean =>
  range.length - range.indexOf('breaching') >= m;
