import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {kept, when} from './describe.ts';
import type {LifecycleFacts} from './facts.ts';
import {covers, scopeOf, touches} from './scope.ts';

/** Whether what a rule deletes can be had back. */
export function versioningText(
  rule: AwsRule,
  {versioning, merged}: Pick<LifecycleFacts, 'versioning' | 'merged'>,
): string {
  if (!versioning.ok) {
    return `Whether versioning keeps what is deleted is unknown: ${versioning.problem.sentence}`;
  }
  if (versioning.value === 'never') return 'Deleted for good: the bucket has no versioning.';
  const until = untilText(rule, 'rules' in merged ? merged.rules : []);
  return versioning.value === 'suspended'
    ? `Versioning is suspended: objects written since are deleted for good, older ones become noncurrent versions${until}.`
    : `Versioning keeps what is deleted, as noncurrent versions${until}.`;
}

/** How long noncurrent versions stay, by every rule that removes some of them: itself among them. */
function untilText(rule: AwsRule, rules: readonly AwsRule[]): string {
  const scope = scopeOf(rule);
  const removers = rules
    .filter(each => each.Status === 'Enabled' && each.NoncurrentVersionExpiration !== undefined)
    .filter(each => touches(scopeOf(each), scope))
    .toSorted((a, b) => daysOf(a) - daysOf(b));
  const removesAll = (each: AwsRule): boolean =>
    covers(scopeOf(each), scope) && each.NoncurrentVersionExpiration?.NewerNoncurrentVersions === undefined;
  const ofAll = removers.find(removesAll);
  const ofSome = removers.find(each => !removesAll(each));
  const stay = ofAll
    ? `, until rule ${ofAll.ID} removes them for good ${whenRemoved(ofAll)}`
    : ': they are billed until something removes them';
  const isSooner = ofSome && (!ofAll || daysOf(ofSome) < daysOf(ofAll));
  return isSooner ? `${stay}; some of them rule ${ofSome.ID} removes for good ${whenRemoved(ofSome)}` : stay;
}

/** What is not told could be at once. */
const daysOf = ({NoncurrentVersionExpiration: removal}: AwsRule): number => removal?.NoncurrentDays ?? -1;

const whenRemoved = ({NoncurrentVersionExpiration: removal}: AwsRule): string =>
  `${when(removal?.NoncurrentDays, undefined)}${kept(removal?.NewerNoncurrentVersions)}`;
