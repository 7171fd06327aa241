import type {StateName} from '../shape.ts';
import {comparisonOf} from './comparison.ts';
import type {Datapoint} from './datapoints.ts';
import type {Measured} from './measured.ts';
import type {Verdict} from './verdict.ts';

/** What CloudWatch says of a change: in words, and as data. */
export type Reason = {readonly text: string; readonly data: string};

/** A period with a value, and whether that is beyond the threshold. */
export type Compared = Datapoint & {readonly value: number; readonly breaching: boolean};

/** Why an alarm went from one state to another, in CloudWatch's form. `compared` is what was counted, oldest first. */
export function reasonOf(from: StateName, to: StateName, {measured, compared, filled, now}: Decided): Reason {
  const newest = compared.toReversed();
  return {
    text: textOf(from, to, {measured, newest, filled}),
    data: JSON.stringify({
      version: '1.0',
      queryDate: stampOf(now),
      ...('metric' in measured.of && {
        ...(compared[0] && {startDate: stampOf(compared[0].at)}),
        statistic: measured.of.statistic,
      }),
      period: measured.periodMs / 1000,
      recentDatapoints: compared.map(({value}) => value),
      threshold: measured.threshold,
      evaluatedDatapoints: newest.map(({at, value, samples}) => ({
        timestamp: stampOf(at),
        ...(samples !== undefined && {sampleCount: samples}),
        value,
      })),
    }),
  };
}

type Decided = {
  readonly measured: Measured;
  readonly compared: readonly Compared[];
  readonly filled: Verdict['filled'];
  readonly now: number;
};

function textOf(
  from: StateName,
  to: StateName,
  {measured, newest, filled}: {measured: Measured; newest: readonly Compared[]; filled: number},
): string {
  const {n, m, threshold, treatment} = measured;
  if (to === 'INSUFFICIENT_DATA') return `Insufficient Data: ${counted(n)} ${was(n)} unknown.`;
  const treated = treatment === 'breaching' ? 'Breaching' : 'NonBreaching';
  const fills = treatment === 'breaching' || treatment === 'notBreaching' ? filled : 0;
  const stoodIn = `${fills} missing ${plural(fills)} ${was(fills)} treated as [${treated}]`;
  if (newest.length === 0) {
    const periods = fills === 1 ? '1 period' : `${fills} periods`;
    return `Threshold Crossed: no datapoints were received for ${periods} and ${stoodIn}.`;
  }
  const telling = newest.filter(({breaching}) => breaching === (to === 'ALARM'));
  const values = telling.map(({value, at}) => `${doubleOf(value)} (${shortDate(at)})`).join(', ');
  const relation = `${was(telling.length)} ${to === 'ALARM' ? '' : 'not '}${comparisonOf(measured.comparison)?.words}`;
  const crossed = `${telling.length} out of the last ${n} datapoints [${values}] ${relation} the threshold (${doubleOf(threshold)})`;
  const parts = [...(telling.length > 0 ? [crossed] : []), ...(fills > 0 ? [stoodIn] : [])];
  const least = to === 'ALARM' ? m : n - m + 1;
  return `Threshold Crossed: ${parts.join(' and ')} (minimum ${counted(least)} for ${from} -> ${to} transition).`;
}

const plural = (count: number): string => (count === 1 ? 'datapoint' : 'datapoints');
const counted = (count: number): string => `${count} ${plural(count)}`;
const was = (count: number): string => (count === 1 ? 'was' : 'were');

/** CloudWatch writes numbers as Java does: 5.0, 1.25E7. */
function doubleOf(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e7 || size < 1e-3)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** 27/11/26 11:59:00 */
function shortDate(at: number): string {
  const [, year, month, day, time] =
    /^\d\d(\d\d)-(\d\d)-(\d\d)T(.{8})/u.exec(new Date(at).toISOString()) ?? [];
  return `${day}/${month}/${year} ${time}`;
}

/** 2026-11-27T11:59:00.000+0000 */
export const stampOf = (at: number): string => new Date(at).toISOString().replace('Z', '+0000');
