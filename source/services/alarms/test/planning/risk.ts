import type {Risk} from '../../../../actions/plan.ts';
import type {AlarmState} from '../../model.ts';
import {type Firing, type ParentChange, stateBy, type Way} from '../effects/way.ts';
import type {TestFacts} from '../facts.ts';
import {isOfTest} from '../reason.ts';

/** What is not known is not taken for harmless. */
export const isGrave = ({risk}: Firing): boolean => risk === 'destructive' || risk === 'unknown';

/** The highest over all that is carried out; the first way is the one there. */
export function riskOf(facts: TestFacts, to: AlarmState, ways: readonly Way[]): Risk {
  const isGraveThing = ways.some(({firings}) => firings.some(isGrave));
  const isOver = resolvesPage(facts, to) || parentsResolved(ways).length > 0;
  return isGraveThing || isOver ? 'destructive' : 'disruptive';
}

/** Whoever is paged for something that is really wrong would read that it is over. */
export function resolvesPage({alarm, states}: TestFacts, to: AlarmState): boolean {
  if (alarm.state !== 'ALARM' || to === 'ALARM') return false;
  const isLeftOver = isOfTest(alarm.reason) && (alarm.rule === undefined || stateBy(alarm, states) === 'OK');
  return !isLeftOver;
}

/** Composites that fire, and not for a test of their own, and would or may be over with the way there. */
export const parentsResolved = ([there]: readonly Way[]): readonly ParentChange[] =>
  (there?.parents ?? []).filter(
    ({alarm, to}) => alarm.state === 'ALARM' && to !== 'ALARM' && !isOfTest(alarm.reason),
  );
