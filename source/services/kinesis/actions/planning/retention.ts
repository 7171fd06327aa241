import type {Blocked} from '../../../../actions/plan.ts';
import {formatUsd} from '../../../../text/number.ts';
import {
  hoursPerMonth,
  leastRetentionHours,
  longTermRetentionHours,
  mostRetentionHours,
  usdPerExtendedShardHour,
  usdPerLongTermGbMonth,
  usdPerOnDemandExtendedGbMonth,
} from '../../limits.ts';
import {retentionThatLeavesADay, usualHours} from '../../readers/retention-choice.ts';
import type {RetentionFacts} from '../facts/retention.ts';

export type RetainOptions = {readonly hours: number | undefined};

/** Where none of the usual ones leaves a day, the next of them. */
export function chooseHours(
  {summary, lag}: RetentionFacts,
  options: RetainOptions,
): {readonly hours: number; readonly why: string} {
  if (options.hours !== undefined) return {hours: options.hours, why: ''};
  const current = summary.retentionHours ?? leastRetentionHours;
  // Without an age, it is chosen as for a reader that stops now.
  const [ageMs, slope] = lag ? [lag.settledMs, lag.slopeMsPerSecond] : [0, undefined];
  const hours = retentionThatLeavesADay(ageMs, slope, current);
  if (hours !== undefined) return {hours, why: ', the least that leaves a day'};
  return {hours: usualHours.find(usual => usual > current) ?? mostRetentionHours, why: ''};
}

export function hoursBlocked(current: number | undefined, hours: number): readonly Blocked[] {
  if (hours > mostRetentionHours) {
    return [
      {
        because: `Kinesis keeps records for ${mostRetentionHours} h at most.`,
        unblock: `Take ${mostRetentionHours} or fewer.`,
      },
    ];
  }
  if (current === undefined || hours > current) return [];
  return [
    {
      because: `Records are kept for ${current} h already, and this only raises the retention.`,
      unblock:
        current < mostRetentionHours ? `Take more than ${current} hours.` : 'There is no more than that.',
    },
  ];
}

const gigabyte = 1024 ** 3;

/** What it costs to keep more, in a month, once the stream has filled up. */
export function retentionCost({summary, inBytesPerSecond}: RetentionFacts, hours: number): string {
  const {mode, openShards, retentionHours: current = leastRetentionHours} = summary;
  const parts: number[] = [];
  const stored = (from: number, until: number): number | undefined =>
    until <= from
      ? 0
      : inBytesPerSecond === undefined
        ? undefined
        : (inBytesPerSecond * 3600 * (until - from)) / gigabyte;
  const extended = stored(Math.min(current, longTermRetentionHours), Math.min(hours, longTermRetentionHours));
  const longTerm = stored(Math.max(current, longTermRetentionHours), Math.max(hours, longTermRetentionHours));
  if (mode === 'ON_DEMAND') {
    if (extended === undefined) return 'Billed by the size of what is kept, which is not known.';
    parts.push(extended * usdPerOnDemandExtendedGbMonth);
  } else if (current <= leastRetentionHours && hours > leastRetentionHours) {
    if (openShards === undefined)
      return `${formatUsd(usdPerExtendedShardHour)} a shard and hour (list price, us-east-1).`;
    parts.push(openShards * usdPerExtendedShardHour * hoursPerMonth);
  }
  if (longTerm === undefined)
    return 'Beyond 7 days it is billed by the size of what is kept, which is not known.';
  parts.push(longTerm * usdPerLongTermGbMonth);
  const usd = parts.reduce((sum, part) => sum + part, 0);
  return usd === 0
    ? 'Costs nothing more: up to 7 days one price holds, and it is paid already.'
    : `+${formatUsd(usd)} a month (list price, us-east-1), as long as it stays so.`;
}
