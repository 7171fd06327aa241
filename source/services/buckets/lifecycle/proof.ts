import type {Proof} from '../../../actions/plan.ts';
import {ruleText} from './describe.ts';
import type {LifecycleFacts} from './facts.ts';
import type {Configuration} from './read-configuration.ts';
import {compare} from './seen.ts';

/** What became of one rule, and of the others as far as that is known. */
export function proofOf(facts: LifecycleFacts, found: Configuration, id: string): Proof {
  const seen = compare(facts, found);
  return {
    before: stateOf(facts.configuration, id),
    after: stateOf(found, id),
    verdict: verdicts[seen.is](facts, id),
    helped: seen.is === 'wanted',
  };
}

const verdicts = {
  wanted: ({merged}: LifecycleFacts, id: string) => {
    if ('blocked' in merged) return '';
    const rule = merged.after ? `Rule ${id} is as asked` : `Rule ${id} is gone`;
    const others = merged.rules.filter(({ID}) => ID !== id).length;
    // What somebody wrote between that reading and the change, nobody has seen.
    const asRead = others === 1 ? 'the other is as it was read' : 'the others are as they were read';
    return others === 0 ? `${rule}.` : `${rule}, and ${asRead} right before.`;
  },
  before: () => 'It is as it was before.',
  foreign: () => 'It is not as it was written.',
} as const;

function stateOf({rules, minimumObjectSize}: Configuration, id: string) {
  const rule = rules.find(each => each.ID === id);
  return {
    rules: rules.length.toLocaleString('en-US'),
    [id]: rule ? ruleText(rule) : 'no such rule',
    transitionDefaultMinimumObjectSize: minimumObjectSize ?? 'not told',
  };
}
