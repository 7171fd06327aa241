import type {Session} from '../../../aws/session.ts';

const memories = new WeakMap<Session, Map<string, number>>();

/** When a session purged a queue last, by ARN: AWS does not say how long it still refuses. */
export function purgesOf(session: Session): Map<string, number> {
  const known = memories.get(session);
  if (known) return known;
  const purges = new Map<string, number>();
  memories.set(session, purges);
  return purges;
}
