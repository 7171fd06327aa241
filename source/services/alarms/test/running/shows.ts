import type {TestFacts} from '../facts.ts';
import type {Asked, Evidence} from '../proof/evidence.ts';
import {type Deliveries, nameOf, verdictOn} from '../proof/verdict.ts';

export type Stage = {
  readonly facts: TestFacts;
  readonly asked: Asked;
  readonly evidence: Evidence;
  readonly deliveries: Deliveries;
  /** Whether actions may still be seen. */
  readonly waits: boolean;
  /** How it stands with the way back. */
  readonly back: string;
};

const marks = {good: '✓', bad: '✗', waiting: '…'} as const;

/** What is proved so far, a line each. */
export function proofLines({facts, asked, evidence, deliveries, waits, back}: Stage): readonly string[] {
  const {own, actions, parents} = evidence;
  if (!own) return [`${waits ? marks.waiting : marks.bad} state set to ${asked.to}: not in the history yet`];
  return [
    `${marks.good} state set to ${asked.to}  ${clockOf(own.at)}`,
    ...actions.map(witnessed => {
      const isAwaited = waits && witnessed.is === 'unseen';
      const {is, says} = verdictOn(witnessed, facts, deliveries);
      const time = witnessed.at === undefined ? '' : `  ${clockOf(witnessed.at)}`;
      const name = nameOf(witnessed, facts);
      return isAwaited ? `${marks.waiting} ${name}` : `${marks[is]} ${name}: ${says}${time}`;
    }),
    ...parents.map(
      ({alarm, to, at}) => `${marks.good} composite ${alarm} went to ${to} with it  ${clockOf(at)}`,
    ),
    back,
  ].filter(line => line !== '');
}

/** The time of day, UTC. */
export const clockOf = (at: number): string => new Date(at).toISOString().slice(11, 19);
