import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {formatUsd} from '../../../text/number.ts';
import {priceList} from '../prices/list.ts';
import {transitionUsd} from '../prices/requests.ts';
import type {Histogram} from '../scan/histogram.ts';
import {affectedBy} from './affected.ts';
import type {Held} from './held.ts';

const free = 'The change itself costs nothing.';

/** A move is billed once, for each object, by the class that it goes to. */
export function costText(
  rule: AwsRule | undefined,
  count: Histogram | undefined,
  at: Parameters<typeof affectedBy>[2],
  held: Held | undefined,
): string {
  const {Transitions: moves = [], NoncurrentVersionTransitions: noncurrent = []} = rule ?? {};
  if (rule?.Status !== 'Enabled' || moves.length + noncurrent.length === 0) return free;
  const affected = count && affectedBy(rule, count, at);
  const usd = [...(affected?.moved ?? [])].map(([to, {most}]) => transitionUsd(to, most));
  if (!affected || noncurrent.length > 0 || usd.includes(undefined)) {
    const all = held && allUsd([...moves, ...noncurrent], held);
    const most = all === undefined ? '' : `; were it all of the bucket, ${formatUsd(all)}`;
    return `${free} Each object that it moves is billed once, as a transition request: how many, nobody knows${most}.`;
  }
  const sum = usd.reduce<number>((total, each) => total + (each ?? Number.NaN), 0);
  const since = moves.some(({StorageClass: to = ''}) => affected.dueSince.has(to))
    ? '; what came since the count is not in it'
    : '';
  return `${free} The moves of the next daily run cost at most ${formatUsd(sum)} once, by list price (${priceList})${since}.`;
}

/** Each object and each version, moved as often as the rule says. */
function allUsd(
  moves: readonly {readonly StorageClass?: string | undefined}[],
  {objects}: Held,
): number | undefined {
  const usd = moves.map(({StorageClass: to = ''}) => transitionUsd(to, objects));
  return usd.includes(undefined)
    ? undefined
    : usd.reduce<number>((sum, each) => sum + (each ?? Number.NaN), 0);
}
