import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import {isSameScope, scopeOf} from './scope.ts';

/** Whether two rules do the same to the same objects, in whichever form each is written. */
export function isSameRule(one: AwsRule, other: AwsRule): boolean {
  return isSameScope(scopeOf(one), scopeOf(other)) && doing(one) === doing(other);
}

/** All but its objects. Moves mean the same in any order. */
function doing({Filter: _, Prefix: __, Transitions: moves, ...rest}: AwsRule): string {
  const {NoncurrentVersionTransitions: noncurrent, ...others} = rest;
  return JSON.stringify([membersInOrder(others), inAnyOrder(moves), inAnyOrder(noncurrent)]);
}

const inAnyOrder = (moves: readonly object[] = []): readonly string[] =>
  moves.map(move => JSON.stringify(membersInOrder(move))).toSorted();

/** Members in the order of their names, all the way down. */
export function membersInOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(membersInOrder);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, membersInOrder(inner)]),
  );
}
