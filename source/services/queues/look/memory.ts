import type {Session} from '../../../aws/session.ts';
import type {Look} from '../model.ts';

/** How long a look says how things are. Looking again is a write: it is not forgotten sooner than it must be. */
const lookLivesMs = 60 * 60_000;
const mostLooks = 200;

/** The newest look at each queue of one session. In memory only, and no bodies. */
export type Looks = {
  readonly put: (arn: string, look: Look) => void;
  /** The looks that are still current, by the queue's ARN. */
  readonly all: (now: number) => ReadonlyMap<string, Look>;
};

const memories = new WeakMap<Session, Looks>();

/** What was looked at through a session; gone with it. */
export function looksOf(session: Session): Looks {
  const known = memories.get(session);
  if (known) return known;
  const made = createLooks();
  memories.set(session, made);
  return made;
}

function createLooks(): Looks {
  const looks = new Map<string, Look>();
  return {
    put: (arn, look) => {
      looks.delete(arn);
      looks.set(arn, look);
      const [oldest] = looks.keys();
      if (looks.size > mostLooks && oldest !== undefined) looks.delete(oldest);
    },
    all: now => {
      for (const [arn, {lookedAt}] of looks) {
        if (now - Date.parse(lookedAt) > lookLivesMs) looks.delete(arn);
      }
      return new Map(looks);
    },
  };
}
