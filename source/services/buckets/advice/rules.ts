import type {LifecycleRule} from '@aws-sdk/client-s3';
import {
  isNarrow,
  covers as scopeCovers,
  scopeOf,
  touches as scopeTouches,
  under,
} from '../lifecycle/scope.ts';

/** The prefix that a rule is for, in the old spelling too. */
export const prefixOf = (rule: LifecycleRule): string => scopeOf(rule).prefix;

/** Whether a rule leaves out objects under its prefix, by their tags or their size. */
export const isPicky = (rule: LifecycleRule): boolean => isNarrow(scopeOf(rule));

export const enabledOf = (rules: readonly LifecycleRule[]): readonly LifecycleRule[] =>
  rules.filter(({Status}) => Status === 'Enabled');

/** Whether every object under a prefix is under the rule. */
export const covers = (rule: LifecycleRule, prefix: string): boolean =>
  scopeCovers(scopeOf(rule), under(prefix));

/** Whether some object under a prefix can be under the rule. */
export const touches = (rule: LifecycleRule, prefix: string): boolean =>
  scopeTouches(scopeOf(rule), under(prefix));

/** Days after which the first rule deletes objects under a prefix; Infinity where none does. */
export function expiryDays(rules: readonly LifecycleRule[], prefix: string): number {
  const days = enabledOf(rules)
    .filter(rule => touches(rule, prefix))
    .map(({Expiration}) => (Expiration?.Date === undefined ? (Expiration?.Days ?? Infinity) : 0));
  return Math.min(Infinity, ...days);
}

/** An id that no rule has: a rule of the same id would be changed instead of added. */
export function freeId(wanted: string, rules: readonly LifecycleRule[]): string {
  const taken = new Set(rules.map(({ID}) => ID));
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}-${number}`;
  return id;
}
