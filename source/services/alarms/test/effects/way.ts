import {formatDuration} from '../../../../text/duration.ts';
import {describeAction} from '../../doing/describe-action.ts';
import type {AlarmFact} from '../../facts.ts';
import type {ActionRisk, AlarmState} from '../../model.ts';
import {alarmsIn, evaluateRule, parseRule} from '../../rule/index.ts';
import type {TestFacts} from '../facts.ts';
import {heldBack} from './held-back.ts';

/** An action that is carried out because an alarm comes into a state. */
export type Firing = {
  readonly alarm: string;
  readonly on: AlarmState;
  readonly arn: string;
  readonly does: string;
  readonly risk: ActionRisk;
  readonly topic: string | undefined;
  /** What it hangs on, where nobody can tell that it is carried out. */
  readonly hangsOn: string | undefined;
  /** How long after the change it is carried out at the soonest. */
  readonly waitsMs: number;
};

/** A composite that changes with its child. */
export type ParentChange = {
  readonly alarm: AlarmFact;
  /** Undefined where nobody can tell whether it changes. */
  readonly to: AlarmState | undefined;
  /** Why its actions would not be carried out. */
  readonly heldBack: string | undefined;
};

/** What comes of an alarm going into a state. */
export type Way = {
  readonly to: AlarmState;
  readonly firings: readonly Firing[];
  readonly parents: readonly ParentChange[];
  readonly states: ReadonlyMap<string, AlarmState | undefined>;
};

type States = ReadonlyMap<string, AlarmState | undefined>;

/** The states that a rule sets a composite to. */
const ruledStates: readonly AlarmState[] = ['ALARM', 'OK'];

/** Pure: everything that follows when the alarm goes from where these states have it to another. */
function wayTo(to: AlarmState, from: States, facts: TestFacts): Way {
  const {alarm, parents} = facts;
  const states = new Map(from).set(alarm.name, to);
  // What is not known before and after may have changed all the same.
  const unsure = new Set<string>();
  const isChanged = (name: string) => unsure.has(name) || states.get(name) !== from.get(name);
  // Composites stand on composites: a change climbs at most one level a round, and rules in a circle climb for ever.
  for (let round = 0; round < parents.length; round += 1) {
    for (const parent of parents) {
      if (!isMoved(parent, isChanged)) continue;
      const state = stateBy(parent, states);
      states.set(parent.name, state);
      if (state === undefined) unsure.add(parent.name);
      else unsure.delete(parent.name);
    }
  }
  const changes = parents
    .filter(({name}) => isChanged(name))
    .map(parent => ({
      alarm: parent,
      to: states.get(parent.name),
      heldBack: heldBack(parent, facts),
    }));
  const own = heldBack(alarm, facts) === undefined ? firingsOf(alarm, to) : [];
  const above = changes.flatMap(change => {
    if (change.heldBack !== undefined) return [];
    if (change.to !== undefined) {
      return firingsOf(change.alarm, change.to, waitText(change.alarm, change.to));
    }
    const others = ruledStates.filter(state => state !== from.get(change.alarm.name));
    return others.flatMap(state =>
      firingsOf(change.alarm, state, 'its rule, or a state in it, is not known'),
    );
  });
  return {to, firings: [...own, ...above], parents: changes, states};
}

/** A composite is evaluated when a child of it changes; one whose rule cannot be read, nobody knows when. */
function isMoved({rule}: AlarmFact, isChanged: (name: string) => boolean): boolean {
  const parsed = rule === undefined ? undefined : parseRule(rule);
  if (!parsed || 'problem' in parsed) return true;
  return alarmsIn(parsed.rule).some(isChanged);
}

/** There, and back to what it is now: by its next evaluation, or by hand. */
export function bothWays(to: AlarmState, facts: TestFacts): {readonly there: Way; readonly back: Way} {
  const there = wayTo(to, facts.states, facts);
  return {there, back: wayTo(facts.alarm.state, there.states, facts)};
}

/** What its rule makes of a composite; undefined where that cannot be told. */
export function stateBy({rule}: AlarmFact, states: States): AlarmState | undefined {
  const parsed = rule === undefined ? undefined : parseRule(rule);
  if (!parsed || 'problem' in parsed) return undefined;
  const holds = evaluateRule(parsed.rule, name => states.get(name));
  return holds === undefined ? undefined : holds ? 'ALARM' : 'OK';
}

const actionsOn = (
  {alarmActions, okActions, insufficientDataActions}: AlarmFact,
  state: AlarmState,
): readonly string[] =>
  state === 'ALARM' ? alarmActions : state === 'OK' ? okActions : insufficientDataActions;

/** CloudWatch user guide, "Alarm suppression": the wait period holds the actions of a composite that goes to ALARM. */
const waitOf = ({suppressor, suppressorWaitSeconds: seconds}: AlarmFact, on: AlarmState): number =>
  suppressor === undefined || seconds === undefined || on !== 'ALARM' ? 0 : seconds * 1000;

/** A child that is tested can be back before a composite above it is done with waiting. */
function waitText(alarm: AlarmFact, on: AlarmState): string | undefined {
  const ms = waitOf(alarm, on);
  return ms === 0
    ? undefined
    : `it waits ${formatDuration(ms)} for its suppressor first, and may be back before`;
}

const firingsOf = (alarm: AlarmFact, on: AlarmState, hangsOn?: string): readonly Firing[] =>
  actionsOn(alarm, on).map(arn => {
    const {does, risk, topic} = describeAction(arn, alarm.metric?.dimensions);
    return {alarm: alarm.name, on, arn, does, risk, topic, hangsOn, waitsMs: waitOf(alarm, on)};
  });
