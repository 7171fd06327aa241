import type {AlarmFact} from './facts.ts';
import type {AlarmState} from './model.ts';
import {alarmsIn, parseRule, type Rule} from './rule/index.ts';

/** How the alarms of a region hang together: the rules of composites, and who takes whom into account. */
export type Family = {
  readonly stateOf: (name: string) => AlarmState | undefined;
  /** Of a composite, understood; undefined for all others and for a rule that cannot be read. */
  readonly ruleOf: (alarm: AlarmFact) => Rule | undefined;
  /** What is wrong with the rule of a composite. */
  readonly problemOf: (alarm: AlarmFact) => string | undefined;
  readonly childrenOf: (alarm: AlarmFact) => readonly string[];
  readonly parentsOf: (name: string) => readonly AlarmFact[];
};

const families = new WeakMap<readonly AlarmFact[], Family>();

/** Worked out once for each list of alarms: rules do not change between two looks at the same list. */
export function familyOf(alarms: readonly AlarmFact[]): Family {
  const known = families.get(alarms) ?? familyIn(alarms);
  families.set(alarms, known);
  return known;
}

function familyIn(alarms: readonly AlarmFact[]): Family {
  const states = new Map(alarms.map(({name, state}) => [name, state]));
  const rules = new Map<string, Rule>();
  const problems = new Map<string, string>();
  const parents = new Map<string, AlarmFact[]>();
  for (const alarm of alarms) {
    if (alarm.rule === undefined) continue;
    const parsed = parseRule(alarm.rule);
    if ('problem' in parsed) {
      problems.set(alarm.arn, parsed.problem);
      continue;
    }
    rules.set(alarm.arn, parsed.rule);
    for (const child of alarmsIn(parsed.rule)) {
      parents.set(child, [...(parents.get(child) ?? []), alarm]);
    }
  }
  const ruleOf = ({arn}: AlarmFact): Rule | undefined => rules.get(arn);
  return {
    stateOf: name => states.get(name),
    ruleOf,
    problemOf: ({arn}) => problems.get(arn),
    childrenOf: alarm => {
      const rule = ruleOf(alarm);
      return rule ? alarmsIn(rule) : [];
    },
    parentsOf: name => parents.get(name) ?? [],
  };
}
