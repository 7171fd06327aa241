import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {formatBytes} from '../../../text/bytes.ts';
import type {Histogram} from '../scan/histogram.ts';
import {affectedBy, type Range} from './affected.ts';
import {ruleText} from './describe.ts';
import type {LifecycleFacts} from './facts.ts';
import {scopeOf} from './scope.ts';

/** The one rule, before and after, and that no other is touched. */
export function differenceText(
  before: AwsRule | undefined,
  after: AwsRule | undefined,
  {configuration: {rules, minimumObjectSize}}: Pick<LifecycleFacts, 'configuration'>,
): readonly string[] {
  const others = rules.length - (before ? 1 : 0);
  const kept =
    others === 0
      ? 'There is no other rule.'
      : `${others === 1 ? 'The other rule stays as it is' : `The ${others.toLocaleString('en-US')} other rules stay as they are`}, in place.`;
  return [
    ...(before ? [`- ${before.ID}: ${ruleText(before)}`] : []),
    ...(after ? [`+ ${after.ID}: ${ruleText(after)}`] : []),
    kept,
    ...(minimumObjectSize === undefined
      ? []
      : [`TransitionDefaultMinimumObjectSize stays ${minimumObjectSize}.`]),
  ];
}

/** What the next daily run does to current objects under the rule. */
export function nextRunText(
  rule: AwsRule | undefined,
  count: Histogram | undefined,
  at: {readonly minimumObjectSize: string | undefined; readonly now: number},
): readonly string[] {
  if (rule?.Status !== 'Enabled' || !touchesCurrent(rule)) return [];
  const affected = count && affectedBy(rule, count, at);
  if (!affected) {
    return [`Nobody knows how many objects the next daily run ${doesText(rule)}: ${whyText(rule, count)}.`];
  }
  const parts = [
    ...(affected.deleted.most === 0 ? [] : [`deletes ${rangeText(affected.deleted)}`]),
    ...[...affected.moved].map(([to, range]) => `moves ${rangeText(range)} to ${to}`),
  ];
  const does = parts.length === 0 ? `${doesText(rule)} nothing yet` : parts.join(' and ');
  return [`The next daily run (${minute(affected.at)}) ${does}, by the count of ${minute(count.startedAt)}.`];
}

const touchesCurrent = ({Expiration: expiration, Transitions: transitions = []}: AwsRule): boolean =>
  transitions.length > 0 || expires({Expiration: expiration});

export const expires = ({Expiration: expiration}: Pick<AwsRule, 'Expiration'>): boolean =>
  expiration?.Days !== undefined || expiration?.Date !== undefined;

function doesText(rule: AwsRule): string {
  if (!expires(rule)) return 'moves';
  return (rule.Transitions ?? []).length === 0 ? 'deletes' : 'deletes or moves';
}

function whyText(rule: AwsRule, count: Histogram | undefined): string {
  if (!count) return 'count it first (n)';
  if (!count.whole) return 'the count was stopped before its end; count it to the end first (n)';
  const {prefix} = scopeOf(rule);
  return `only ${count.prefix} was counted; count ${prefix === '' ? 'all of it' : prefix} first (n)`;
}

function rangeText({least, most, mostBytes}: Range): string {
  const objects = `${most.toLocaleString('en-US')} ${most === 1 ? 'object' : 'objects'}`;
  const bytes = formatBytes(mostBytes);
  if (least === most) return `${objects} (${bytes})`;
  if (least === 0) return `at most ${objects} (${bytes})`;
  return `${least.toLocaleString('en-US')} to ${objects} (at most ${bytes})`;
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Whether what is deleted can be had back. */
export function versioningText(
  rule: AwsRule,
  {versioning, merged}: Pick<LifecycleFacts, 'versioning' | 'merged'>,
): string {
  if (!versioning.ok) {
    return `Whether versioning keeps what is deleted is unknown: ${versioning.problem.sentence}`;
  }
  if (versioning.value === 'never') return 'Deleted for good: the bucket has no versioning.';
  if (versioning.value === 'suspended') {
    return 'Versioning is suspended: objects written since are deleted for good, older ones become noncurrent versions.';
  }
  const rules = 'rules' in merged ? merged.rules : [];
  const removers = rules.filter(
    other =>
      other.Status === 'Enabled' &&
      other.NoncurrentVersionExpiration !== undefined &&
      scopeOf(rule).prefix.startsWith(scopeOf(other).prefix),
  );
  const [remover] = removers;
  const days = remover?.NoncurrentVersionExpiration?.NoncurrentDays;
  return remover
    ? `Versioning keeps what is deleted, as noncurrent versions, until rule ${remover.ID} removes them for good after ${days === undefined ? 'a time that is not told' : `${days} days`}.`
    : 'Versioning keeps what is deleted, as noncurrent versions: they are billed until something removes them.';
}
