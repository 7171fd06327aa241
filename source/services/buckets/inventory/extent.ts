import type {ActionTarget} from '../../../actions/plan.ts';
import type {Session} from '../../../aws/session.ts';
import {formatCount} from '../../../text/number.ts';
import {settings} from '../settings.ts';
import type {Report} from './report.ts';

/**
 * How many objects a report of all of the bucket lists, about: what the bucket's metric tells, in which versions and
 * parts of uploads count too. Undefined where the two say nothing of each other.
 */
export async function expectedObjects(
  session: Session,
  {arn, region, resource: name}: ActionTarget,
  {covers}: Report,
  objects: number | undefined,
): Promise<number | undefined> {
  if (objects === undefined || covers !== '') return undefined;
  const {operation, ask} = settings.versioning;
  const versioning = await session.attempt(operation, () =>
    ask(session, {name, arn, region, createdAt: undefined}),
  );
  return versioning.ok && versioning.value === 'never' ? objects : undefined;
}

/** A report that was begun before its inventory was widened does not say so, but it lists far less than there is. */
export function shortfallOf(listed: number, expected: number | undefined): string | undefined {
  if (expected === undefined || listed >= expected / 2) return undefined;
  return (
    `The report lists ${formatCount(listed)} objects, the bucket's metric ${formatCount(expected)}: ` +
    'it may be of a part of the bucket only, so it is not kept. Wait for the next report, or use --from listing.'
  );
}
