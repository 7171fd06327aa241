import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {OptionValues} from '../../../actions/action.ts';
import {quote} from '../../../actions/aws-command.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {type Merged, merge} from './merge.ts';
import {parseLifecycle} from './options.ts';
import type {Configuration} from './read-configuration.ts';
import {putCommand} from './requests.ts';
import {optionsOf} from './rule.ts';
import {isSameRule} from './same-rule.ts';
import {isSameScope, scopeOf, under} from './scope.ts';
import {isSizeSpecial} from './usual-size.ts';

type Made = Extract<Merged, {readonly rules: unknown}>;

type Change = {
  readonly merged: Made;
  /** What stood there. */
  readonly was: Pick<Configuration, 'rules' | 'minimumObjectSize'>;
};

/** The command that puts the rule back, where there is one. */
export function undoText({merged, was}: Change, target: ActionTarget): string {
  const {before, after, rules} = merged;
  const only = after?.Status === 'Enabled' ? ' What the rule does until then stays done.' : '';
  if (!before) return `${command(target, {id: after?.ID ?? '', remove: 'yes'})}.${only}`;
  // A rule that is put alone gets the size that AWS gives: only all of it, put back, has its own.
  const isLast = rules.length === 0;
  const isMore = isLast && isSizeSpecial(was.minimumObjectSize);
  const values = isMore ? undefined : valuesBack(before, merged);
  if (values) return `${command(target, values)}.${only}`;
  const whole = isLast ? putCommand(target, was) : undefined;
  return whole !== undefined
    ? `${whole}.${only}`
    : `The old rule cannot be said in options: put the previous configuration back, which the journal keeps whole (hotshard journal --json).${only}`;
}

/** Only options that, merged into what there is then, make the very rule again. */
function valuesBack(before: AwsRule, {after, rules}: Made): OptionValues | undefined {
  const id = before.ID ?? '';
  const isAll = after !== undefined && isSameScope(scopeOf(before), under(''));
  const candidates: readonly OptionValues[] = [
    {id, [before.Status === 'Enabled' ? 'enabled' : 'disabled']: 'yes'},
    // Left out, the scope that it has then would stay.
    {...optionsOf(before), ...(isAll ? {prefix: ''} : {})},
  ];
  return candidates.find(values => {
    const parsed = parseLifecycle(values);
    if ('wrong' in parsed) return false;
    const again = merge(rules, parsed.options);
    return 'rules' in again && again.after !== undefined && isSameRule(again.after, before);
  });
}

function command({resource, region}: ActionTarget, values: OptionValues): string {
  const flags = Object.entries(values).flatMap(([name, value]) =>
    flagNames.has(name) ? [`--${name}`] : [`--${name}`, quote(value)],
  );
  return ['hotshard act buckets.lifecycle', quote(resource), '--region', region, ...flags, '--yes'].join(' ');
}

const flagNames = new Set(['disabled', 'enabled', 'remove', 'expire-markers']);
