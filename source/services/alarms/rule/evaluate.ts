import type {AlarmState, RuleNode} from '../model.ts';
import type {AlarmReference, Rule} from './rule.ts';

/** The state of an alarm by its name; undefined where nobody knows. */
export type StateOf = (name: string) => AlarmState | undefined;

/** Whether the rule holds; undefined where that hangs on a state that nobody knows. */
export function evaluateRule(rule: Rule, stateOf: StateOf): boolean | undefined {
  switch (rule.is) {
    case 'constant':
      return rule.value;
    case 'state':
      return inState(rule.alarm, rule.state, stateOf);
    case 'not':
      return opposite(evaluateRule(rule.of, stateOf));
    case 'at-least':
      return enough(rule, stateOf);
    case 'and':
      return every(rule.parts.map(part => evaluateRule(part, stateOf)));
    case 'or':
      return opposite(every(rule.parts.map(part => opposite(evaluateRule(part, stateOf)))));
  }
}

function inState({name}: AlarmReference, state: AlarmState, stateOf: StateOf): boolean | undefined {
  const now = stateOf(name);
  return now === undefined ? undefined : now === state;
}

const opposite = (value: boolean | undefined): boolean | undefined =>
  value === undefined ? undefined : !value;

function every(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

type AtLeast = Extract<Rule, {readonly is: 'at-least'}>;

/** How many alarms are enough: a share of them is rounded up. */
const leastOf = ({least, alarms}: AtLeast): number =>
  least.unit === 'alarms' ? least.number : Math.ceil((least.number * alarms.length) / 100);

function enough(rule: AtLeast, stateOf: StateOf): boolean | undefined {
  const values = rule.alarms.map(alarm => inState(alarm, rule.state, stateOf));
  const surely = values.filter(value => value === true).length;
  const possibly = surely + values.filter(value => value === undefined).length;
  const least = leastOf(rule);
  if (surely >= least) return true;
  return possibly < least ? false : undefined;
}

/** The rule as a tree, with what each part says now. */
export function ruleTree(rule: Rule, stateOf: StateOf): RuleNode {
  const isTrue = evaluateRule(rule, stateOf) ?? null;
  const node = (says: string, parts: RuleNode[]): RuleNode => ({
    says,
    isTrue,
    alarm: null,
    state: null,
    parts,
  });
  const leaf = ({name}: AlarmReference, state: AlarmState): RuleNode => ({
    says: `${state} ${name}`,
    isTrue: inState({name}, state, stateOf) ?? null,
    alarm: name,
    state: stateOf(name) ?? null,
    parts: [],
  });
  switch (rule.is) {
    case 'constant':
      return node(rule.value ? 'TRUE' : 'FALSE', []);
    case 'state':
      return leaf(rule.alarm, rule.state);
    case 'not':
      return node('NOT', [ruleTree(rule.of, stateOf)]);
    case 'at-least':
      return node(
        `AT_LEAST ${leastOf(rule)} of ${rule.alarms.length}`,
        rule.alarms.map(alarm => leaf(alarm, rule.state)),
      );
    default:
      return node(
        rule.is.toUpperCase(),
        rule.parts.map(part => ruleTree(part, stateOf)),
      );
  }
}
