import {numberOf} from '../../members.ts';
import type {Json} from '../../operation.ts';
import {badValue} from './errors.ts';

/** A whole number within bounds, or undefined; SQS says the bounds of some numbers in other words. */
export function within(
  input: Json,
  member: string,
  [least, most]: readonly [number, number],
  rule = `Must be >= ${least} and <= ${most}, if provided.`,
): number | undefined {
  const value = numberOf(input, member);
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || value < least || value > most) throw badValue(value, member, rule);
  return value;
}

export const between = (least: number, most: number): string =>
  `Must be between ${least} and ${most}, if provided.`;
