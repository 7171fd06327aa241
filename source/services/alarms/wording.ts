import {formatDuration} from '../../text/duration.ts';
import type {Alarm} from './model.ts';

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
  LessThanOrEqualToThreshold: '<=',
  LessThanLowerOrGreaterThanUpperThreshold: 'outside the band',
  LessThanLowerThreshold: 'below the band',
  GreaterThanUpperThreshold: 'above the band',
};

export const comparisonText = (operator: string | undefined): string | undefined =>
  operator === undefined ? undefined : (comparisons[operator] ?? operator);

/** A number of any metric, in as few digits as tell it apart. */
function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '--';
  const size = Math.abs(value);
  const grouped = (digits: number) => value.toLocaleString('en-US', {maximumFractionDigits: digits});
  if (size !== 0 && size < 0.01) return value.toPrecision(2);
  if (size >= 1e12) return value.toPrecision(3);
  if (size >= 1e9) return `${(value / 1e9).toPrecision(3)}G`;
  if (size >= 1e6) return `${(value / 1e6).toPrecision(3)}M`;
  return grouped(size < 10 ? 2 : size < 100 ? 1 : 0);
}

const inMilliseconds = /Milliseconds$|MillisBehindLatest$|^IteratorAge$|Duration$/u;
const inSeconds = /AgeOfOldestMessage$/u;

/** A value of this metric: lengths of time as such, all others as numbers. */
export function formatOf(metric: Alarm['metric']): (value: number) => string {
  const name = metric?.name ?? '';
  if (inMilliseconds.test(name)) return formatDuration;
  return inSeconds.test(name) ? value => formatDuration(value * 1000) : formatValue;
}

/** `> 800 for 3 of 5 × 1m`: what it takes to fire. */
export function conditionText({comparison, threshold, evaluation, metric}: Alarm): string {
  if (comparison === null) return '';
  const limit = threshold === null ? comparison : `${comparison} ${formatOf(metric)(threshold)}`;
  if (evaluation === null) return limit;
  const {m, n} = evaluation;
  const period = metric?.periodSeconds;
  const length = period === null || period === undefined ? '' : ` × ${formatDuration(period * 1000)}`;
  return n === 1
    ? `${limit}${length === '' ? '' : ` for ${length.slice(3)}`}`
    : `${limit} for ${m} of ${n}${length}`;
}

/** How long something has been so, in whole minutes. */
export const lasting = (since: string | null, now: number): string | undefined =>
  since === null
    ? undefined
    : formatDuration(Math.max(0, Math.floor((now - Date.parse(since)) / 60_000) * 60_000));

/** `13:00`, UTC; with its date when that is not today. */
export function untilText(until: string, now: number): string {
  const clock = until.slice(11, 16);
  return until.slice(0, 10) === new Date(now).toISOString().slice(0, 10)
    ? clock
    : `${until.slice(0, 10)} ${clock}`;
}
