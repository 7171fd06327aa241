import type {Work} from '../../../../actions/action.ts';
import type {ReshardFacts} from '../facts/facts.ts';
import {pause} from './wait.ts';

/** A new shard has no whole minute that is settled before this. */
const firstLookMs = 4 * 60_000;
const longestMs = 10 * 60_000;

/**
 * Waits until every open shard's load was measured again, where shards are metered. Undefined when it was told
 * to stop or the facts could not be read; the facts as they are when the time is over.
 */
export async function measureAgain(
  work: Work<ReshardFacts>,
  {metered}: Pick<ReshardFacts, 'metered'>,
): Promise<ReshardFacts | undefined> {
  const until = work.now() + longestMs;
  if (metered && !(await pause(work, firstLookMs))) return undefined;
  for (;;) {
    const gathered = await work.gather();
    if (!gathered.ok) return undefined;
    const facts = gathered.value;
    const isMeasured = facts.open.every(
      ({id, load}) => load?.basis === 'metrics' || !facts.measuring.has(id),
    );
    if (!facts.metered || isMeasured || work.now() >= until) return facts;
    if (!(await pause(work, 60_000))) return undefined;
  }
}
