import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {Blocked} from '../../../actions/plan.ts';
import {mostRules} from '../limits.ts';
import type {LifecycleOptions} from './options.ts';
import {ruleOf} from './rule.ts';
import {isNarrow, isOldForm, scopeOf, under} from './scope.ts';
import {wrongScope} from './validate.ts';

export type Merged =
  | {
      /** All rules, each other one the very object that was read, in its place. None: no configuration is left. */
      readonly rules: readonly AwsRule[];
      readonly before: AwsRule | undefined;
      readonly after: AwsRule | undefined;
    }
  | {readonly blocked: Blocked};

/** Adds, changes or takes out the one rule of that id. */
export function merge(rules: readonly AwsRule[], {id, wants}: LifecycleOptions): Merged {
  const places = rules.flatMap((rule, index) => (rule.ID === id ? [index] : []));
  const [place, second] = places;
  if (second !== undefined) {
    return blocked(`${places.length} rules are called ${id}.`, 'Give them names of their own in AWS first.');
  }
  const before = place === undefined ? undefined : rules[place];
  const others = rules.filter((_, index) => index !== place);
  if (wants.to === 'put') {
    const oldForm = others.some(isOldForm);
    const scope = wants.rule.scope ?? (before ? scopeOf(before) : under(''));
    const asked = {...wants.rule, scope};
    const wrong = wrongScope(asked);
    if (wrong !== undefined) return blocked(wrong, 'Or say --prefix: what the rule was for is kept else.');
    // A number of versions to keep asks for a filter in its rule. S3 user guide, "Lifecycle configuration elements".
    if (oldForm && (isNarrow(scope) || asked.keepVersions !== undefined)) {
      return blocked(
        'Other rules of this bucket name their prefix in the old form, and AWS takes no tag, size or keep-versions beside them.',
        'Say a prefix alone, or have those rules written anew with a filter first.',
      );
    }
    if (before === undefined && rules.length >= mostRules) {
      return blocked(
        `The bucket has ${rules.length.toLocaleString('en-US')} rules already, the most that AWS takes.`,
        'Take one out first (--remove), or change one that is there.',
      );
    }
    const after = ruleOf(id, asked, {oldForm});
    return {rules: replaced(rules, place, after), before, after};
  }
  if (before === undefined)
    return blocked(`There is no rule ${id}.`, 'Look at the rules of the bucket again.');
  if (wants.to === 'remove') return {rules: others, before, after: undefined};
  const after: AwsRule = {...before, Status: wants.to === 'enable' ? 'Enabled' : 'Disabled'};
  return {rules: replaced(rules, place, after), before, after};
}

const replaced = (rules: readonly AwsRule[], place: number | undefined, rule: AwsRule): readonly AwsRule[] =>
  place === undefined ? [...rules, rule] : rules.with(place, rule);

const blocked = (because: string, unblock: string): Merged => ({blocked: {because, unblock}});
