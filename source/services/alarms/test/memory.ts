import type {TestFacts} from './facts.ts';
import type {Evidence} from './proof/evidence.ts';
import type {Deliveries} from './proof/verdict.ts';

export type Seen = {readonly evidence: Evidence; readonly deliveries: Deliveries};

/** What a run saw, for its proof: history tells of a nonce, and facts read anew know of none. */
const seenBy = new WeakMap<TestFacts, Seen>();

export const remember = (facts: TestFacts, seen: Seen): void => {
  seenBy.set(facts, seen);
};

export const seenOf = (facts: TestFacts): Seen | undefined => seenBy.get(facts);
