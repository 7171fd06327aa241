import type {Session} from '../../../aws/session.ts';
import type {Count} from '../facts.ts';
import {readCounts, writeCount} from './stored.ts';

/** The newest count of each bucket of one session: of this start and of earlier ones. Numbers only, no keys. */
export type Counts = {
  readonly put: (bucket: string, count: Count) => void;
  /** By the bucket's name. */
  readonly all: (now: number) => ReadonlyMap<string, Count>;
  /** What was counted last, be it only a part of what is known. */
  readonly last: (bucket: string) => Count | undefined;
};

const memories = new WeakMap<Session, Counts>();

export function countsOf(session: Session): Counts {
  const known = memories.get(session);
  if (known) return known;
  const made = createCounts(session);
  memories.set(session, made);
  return made;
}

function createCounts(session: Session): Counts {
  const counts = new Map<string, Count>();
  const newest = new Map<string, Count>();
  let readFor: string | undefined;
  const readEarlier = (now: number): void => {
    const account = session.identity?.account;
    if (account === undefined || account === readFor) return;
    readFor = account;
    for (const count of readCounts({account, endpoint: session.endpoint})) {
      const {bucket, endedAt} = count.histogram;
      // What ends later than now is of another account's time.
      if (endedAt <= now && !counts.has(bucket)) counts.set(bucket, count);
    }
  };
  return {
    put: (bucket, count) => {
      readEarlier(count.histogram.endedAt);
      newest.set(bucket, count);
      if (!saysMore(count, counts.get(bucket))) return;
      counts.set(bucket, count);
      const account = session.identity?.account;
      if (account !== undefined) writeCount({account, endpoint: session.endpoint}, count);
    },
    all: now => {
      readEarlier(now);
      return new Map(counts);
    },
    last: bucket => newest.get(bucket),
  };
}

/**
 * A count that was stopped, or of a prefix alone, takes no whole one's place; nor does one of earlier: a report can
 * be read long after it was written.
 */
function saysMore(count: Count, known: Count | undefined): boolean {
  if (known === undefined) return true;
  const more = rankOf(count) - rankOf(known);
  return more > 0 || (more === 0 && count.histogram.startedAt >= known.histogram.startedAt);
}

const rankOf = ({histogram: {whole, prefix}}: Count): number => (prefix === '' ? 2 : 0) + (whole ? 1 : 0);
