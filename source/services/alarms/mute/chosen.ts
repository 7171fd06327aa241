import type {MuteRuleFact} from '../facts.ts';
import {isOwnRule} from '../mutes.ts';
import type {MuteFacts} from './facts.ts';

export type UnmuteOptions = {
  /** A rule that hotshard did not make, or that recurs: it is touched only when it is named, letter by letter. */
  readonly rule: string | undefined;
};

/** What is done to a rule: it is deleted where it is for this alarm alone, otherwise the alarm is taken out of it. */
export type Chosen = {
  readonly rule: MuteRuleFact;
  readonly others: readonly string[];
  readonly isOwn: boolean;
};

export function chosenOf({alarm, rules}: MuteFacts, {rule: named}: UnmuteOptions): readonly Chosen[] {
  return rules
    .filter(rule => isOwnRule(rule) || rule.name === named)
    .map(rule => ({
      rule,
      others: rule.alarms.filter(name => name !== alarm.name),
      isOwn: isOwnRule(rule),
    }));
}

/** The rules that go on muting it. */
export const leftOf = (facts: MuteFacts, options: UnmuteOptions): readonly MuteRuleFact[] => {
  const chosen = new Set(chosenOf(facts, options).map(({rule}) => rule.name));
  return facts.rules.filter(({name}) => !chosen.has(name));
};
