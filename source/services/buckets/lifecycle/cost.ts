import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {formatUsd} from '../../../text/number.ts';
import {priceList} from '../prices/list.ts';
import {transitionUsd} from '../prices/requests.ts';
import type {Histogram} from '../scan/histogram.ts';
import {affectedBy} from './affected.ts';

const free = 'The change itself costs nothing.';

/** A move is billed once, for each object, by the class that it goes to. */
export function costText(
  rule: AwsRule | undefined,
  count: Histogram | undefined,
  at: Parameters<typeof affectedBy>[2],
): string {
  const {Transitions: moves = [], NoncurrentVersionTransitions: noncurrent = []} = rule ?? {};
  if (rule?.Status !== 'Enabled' || moves.length + noncurrent.length === 0) return free;
  const affected = count && affectedBy(rule, count, at);
  const usd = [...(affected?.moved ?? [])].map(([to, {most}]) => transitionUsd(to, most));
  if (!affected || noncurrent.length > 0 || usd.includes(undefined)) {
    return `${free} Each object that it moves is billed once, as a transition request: how many, nobody knows.`;
  }
  const sum = usd.reduce<number>((total, each) => total + (each ?? Number.NaN), 0);
  return `${free} The moves of the next daily run cost at most ${formatUsd(sum)} once, by list price (${priceList}).`;
}
