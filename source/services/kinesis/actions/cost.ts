import {formatUsd} from '../../../text/number.ts';
import {
  hoursPerMonth,
  leastRetentionHours,
  usdPerConsumerShardHour,
  usdPerExtendedShardHour,
  usdPerShardHour,
  usdPerShardMetricMonth,
} from '../limits.ts';
import type {ReshardFacts} from './facts/facts.ts';

/** What so many shards more, or fewer, cost in a month with all that is billed by the shard. */
function usdOfShards({summary, consumers}: ReshardFacts, shards: number): number {
  const extended = (summary.retentionHours ?? leastRetentionHours) > leastRetentionHours;
  const hourly =
    usdPerShardHour + (extended ? usdPerExtendedShardHour : 0) + consumers.length * usdPerConsumerShardHour;
  return shards * (hourly * hoursPerMonth + summary.enhancedMetrics.length * usdPerShardMetricMonth);
}

export function costOfShards(facts: ReshardFacts, shards: number): string {
  if (shards === 0) return 'Costs nothing more: the number of shards stays.';
  const usd = formatUsd(Math.abs(usdOfShards(facts, shards)));
  const {quota} = facts;
  const used = quota ? ` ${quota.used} of ${quota.limit} shards of the account are in use.` : '';
  return `${shards > 0 ? '+' : '-'}${usd} a month (list price, us-east-1, for ${counted(Math.abs(shards))} ${shards > 0 ? 'more' : 'fewer'}).${used}`;
}

export const counted = (shards: number): string => (shards === 1 ? '1 shard' : `${shards} shards`);
