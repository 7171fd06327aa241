import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {OptionValues} from '../../../actions/action.ts';
import {quote} from '../../../actions/aws-command.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {ruleText} from './describe.ts';
import {parseLifecycle} from './options.ts';
import {optionsOf, ruleOf} from './rule.ts';
import {isOldForm} from './scope.ts';

type Change = {
  readonly before: AwsRule | undefined;
  readonly after: AwsRule | undefined;
  /** How many rules there are afterwards. */
  readonly count: number;
};

/** The command that puts the rule back, where there is one. */
export function undoText({before, after, count}: Change, target: ActionTarget): string {
  const id = before?.ID ?? after?.ID ?? '';
  const only = `What the rule deletes or moves until then stays so.`;
  if (!before) {
    const back = count === 1 ? 'disabled' : 'remove';
    return `${command(target, {id, [back]: 'yes'})}. ${only}`;
  }
  const values = valuesBack(before, after, target);
  return values
    ? `${command(target, values)}. ${only}`
    : `The old rule cannot be said in options: put the previous configuration back, which the journal keeps whole. ${only}`;
}

/** Only options that make the very rule again. */
function valuesBack(
  before: AwsRule,
  after: AwsRule | undefined,
  target: ActionTarget,
): OptionValues | undefined {
  const id = before.ID ?? '';
  if (after && isSame({...after, Status: before.Status}, before)) {
    return {id, [before.Status === 'Enabled' ? 'enabled' : 'disabled']: 'yes'};
  }
  const values = optionsOf(before);
  const parsed = parseLifecycle(values, target);
  if ('wrong' in parsed || parsed.options.wants.to !== 'put') return undefined;
  const again = ruleOf(id, parsed.options.wants.rule, {oldForm: isOldForm(before)});
  return isSame(again, before) ? values : undefined;
}

/** Its words tell all that a rule says. */
const isSame = (one: AwsRule, other: AwsRule): boolean => ruleText(one) === ruleText(other);

function command({resource}: ActionTarget, values: OptionValues): string {
  const flags = Object.entries(values).flatMap(([name, value]) =>
    flagNames.has(name) ? [`--${name}`] : [`--${name}`, quote(value)],
  );
  return ['hotshard act buckets.lifecycle', quote(resource), ...flags, '--yes'].join(' ');
}

const flagNames = new Set(['disabled', 'enabled', 'remove', 'expire-markers']);
