import type {Outcome} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {UsageError} from '../usage-error.ts';
import type {Target} from './target.ts';

/** The one session that an action works with, and whose account that is. */
export async function oneSession(
  target: Target,
): Promise<Outcome<{readonly session: Session; readonly account: string}>> {
  const [session, ...others] = await target.connect();
  if (!session || others.length > 0)
    throw new UsageError('An action works on one region: name it with --region.');
  const identity = await session.identify();
  return identity.ok ? {ok: true, value: {session, account: identity.value.account}} : identity;
}
