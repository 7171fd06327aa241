import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {formatBytes} from '../../../text/bytes.ts';
import type {Histogram} from '../scan/histogram.ts';
import {affectedBy, deletion, type Range} from './affected.ts';
import {ruleText, scopeText} from './describe.ts';
import type {LifecycleFacts} from './facts.ts';
import type {Held} from './held.ts';
import {isSameScope, scopeOf, under} from './scope.ts';
import {isSizeSpecial} from './usual-size.ts';

export const rulesText = ({length}: readonly AwsRule[]): string =>
  `${length.toLocaleString('en-US')} ${length === 1 ? 'rule' : 'rules'}`;

/** The one rule, before and after, and that no other is touched. */
export function differenceText(
  before: AwsRule | undefined,
  after: AwsRule | undefined,
  {configuration: {rules, minimumObjectSize}}: Pick<LifecycleFacts, 'configuration'>,
): readonly string[] {
  const others = rules.length - (before ? 1 : 0);
  if (others === 0 && before && !after) {
    return [
      `- ${before.ID}: ${ruleText(before)}`,
      'It is the only rule: the bucket is left without a lifecycle configuration.',
      ...(isSizeSpecial(minimumObjectSize)
        ? [`TransitionDefaultMinimumObjectSize ${minimumObjectSize} goes with it.`]
        : []),
    ];
  }
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
  held: Held | undefined,
): readonly string[] {
  if (rule?.Status !== 'Enabled' || !touchesCurrent(rule)) return [];
  const affected = count && affectedBy(rule, count, at);
  if (!affected) {
    return [
      `Nobody knows how many objects the next daily run ${doesText(rule)}${mostText(held)}: ${whyText(rule, count)}.`,
    ];
  }
  const {at: next, deleted, moved, dueSince} = affected;
  const amount = (range: Range, fate: string) => (dueSince.has(fate) ? openText : rangeText)(range);
  const parts = [
    ...(deleted.most === 0 ? [] : [`deletes ${amount(deleted, deletion)}`]),
    ...[...moved].map(([to, range]) => `moves ${amount(range, to)} to ${to}`),
  ];
  const isOpen = dueSince.size > 0;
  const none = isOpen ? 'none of what was counted' : 'nothing yet';
  const does = parts.length === 0 ? `${doesText(rule)} ${none}` : parts.join(' and ');
  const since = isOpen ? '; what came since is not in it' : '';
  return [
    `The next daily run (${minute(next)}) ${does}, by the count of ${minute(count.startedAt)}${since}.`,
  ];
}

export const touchesCurrent = ({Expiration: expiration, Transitions: transitions = []}: AwsRule): boolean =>
  transitions.length > 0 || expires({Expiration: expiration});

export const expires = ({Expiration: expiration}: Pick<AwsRule, 'Expiration'>): boolean =>
  expiration?.Days !== undefined || expiration?.Date !== undefined;

function doesText(rule: AwsRule): string {
  if (!expires(rule)) return 'moves';
  return (rule.Transitions ?? []).length === 0 ? 'deletes' : 'deletes or moves';
}

/** The count is an action of its own, by a key in the console and by its name from a shell. */
function whyText(rule: AwsRule, count: Histogram | undefined): string {
  if (!count) return 'count it first, with buckets.scan';
  if (!count.whole)
    return 'the count was stopped before its end; count it to the end first, with buckets.scan';
  const {prefix} = scopeOf(rule);
  return `only ${count.prefix} was counted; count ${prefix === '' ? 'all of it' : prefix} first, with buckets.scan`;
}

/** No more than there is, versions among it; the metrics are a day or two old. */
function mostText(held: Held | undefined): string {
  if (!held) return '';
  const bytes = held.bytes === undefined ? '' : ` (${formatBytes(held.bytes)})`;
  const day = new Date(held.at).toISOString().slice(0, 10);
  return `, of the ${held.objects.toLocaleString('en-US')}${bytes} in the whole bucket by the metrics of ${day}`;
}

function rangeText({least, most, mostBytes}: Range): string {
  const objects = `${most.toLocaleString('en-US')} ${most === 1 ? 'object' : 'objects'}`;
  const bytes = formatBytes(mostBytes);
  if (least === most) return `${objects} (${bytes})`;
  if (least === 0) return `at most ${objects} (${bytes})`;
  return `${least.toLocaleString('en-US')} to ${objects} (at most ${bytes})`;
}

/** Where what came since the count is due as well. */
const openText = (range: Range): string =>
  range.least === range.most
    ? `at least ${rangeText(range)}`
    : `${range.least === 0 ? rangeText(range).replace('at most', 'up to') : rangeText(range)} of what was counted`;

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** What a change of a rule brings that nobody may have meant: other objects, or that it is on again. */
export const widenedTexts = (before: AwsRule, after: AwsRule): readonly string[] => [
  ...(isSameScope(scopeOf(before), scopeOf(after))
    ? []
    : [`It reached ${reachText(before)}, now ${reachText(after)}.`]),
  ...(before.Status !== 'Enabled' && after.Status === 'Enabled'
    ? ['It was switched off, now it is on.']
    : []),
];

const reachText = (rule: AwsRule): string => {
  const scope = scopeOf(rule);
  return isSameScope(scope, under('')) ? 'all of the bucket' : scopeText(scope);
};
