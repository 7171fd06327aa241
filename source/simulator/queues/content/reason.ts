import type {Failure} from '../../scenarios/schema.ts';
import type {Values} from './values.ts';

/** Why a message cannot be digested, and until when that holds. */
export type Reason = Pick<Failure, 'reason' | 'carriedIn'> & {readonly repairedAt: number | undefined};

const made: Readonly<Record<string, (values: Values) => string>> = {
  '{id}': values => values.text(14),
  '{uuid}': values => values.uuid(),
  '{number}': values => String(values.whole(2, 90_000)),
  '{ms}': values => String(values.whole(3000, 3400)),
  '{name}': values => values.name(),
  '{email}': values => values.email(),
};

/**
 * What stands in one message of those that fail for a reason. Programs put into their error messages what they were
 * working on, so that no two are the same.
 */
export function wordsOf(reason: string, values: Values): string {
  const written = reason.replace(/\{[a-z]+\}/g, place => made[place]?.(values) ?? place);
  return written === reason ? `${reason} (request ${values.uuid()})` : written;
}

/** `TypeError` of `TypeError: cannot read …`. */
export const codeOf = (reason: string): string => /^[\w.]+(?=:)/.exec(reason)?.[0] ?? 'Error';
