import type {Progress, Work} from '../../../actions/action.ts';
import type {Problem} from '../../../aws/problem.ts';
import {formatCount} from '../../../text/number.ts';
import {receiveBatch} from '../messages/hold.ts';
import type {Holding} from '../messages/holding.ts';
import type {Patience} from '../messages/patience.ts';
import type {SaveFile} from '../messages/save.ts';

/** Messages that are held at a time, and how long that takes at most. */
export const mostSaved = 20_000;
export const saveMs = 300_000;
/** What is saved last has to stay hidden until the purge is through. */
const purgeSeconds = 120;
/** What is not given back comes back by itself after this. */
export const hiddenMs = saveMs + purgeSeconds * 1000;
/** Asks every server of the queue; two such answers with nothing new in them are the end of it. */
const waitSeconds = 2;
const emptyUntilEnd = 2;

export type SavedAll = {
  readonly saved: number;
  readonly whole: boolean;
  readonly problem: Problem | undefined;
};

/** Writes every message of a queue into the file, and holds them all. */
export async function* saveAll(
  url: string,
  {
    file,
    holding,
    patience,
  }: {readonly file: SaveFile; readonly holding: Holding; readonly patience: Patience},
  work: Pick<Work<unknown>, 'send' | 'now' | 'signal'>,
): AsyncGenerator<Progress, SavedAll> {
  const endAt = work.now() + saveMs;
  let saved = 0;
  let empty = 0;
  while (empty < emptyUntilEnd && saved < mostSaved && work.now() < endAt && !work.signal.aborted) {
    const visibilitySeconds = Math.ceil((endAt - work.now()) / 1000) + purgeSeconds;
    const received = await holding.receive(
      receiveBatch(work, url, {visibilitySeconds, waitSeconds}),
      patience,
    );
    if (!received) break;
    if (!received.ok) return {saved, whole: false, problem: received.problem};
    const fresh = holding.fresh(received.value);
    holding.hold(fresh);
    file.write(fresh);
    saved += fresh.length;
    empty = fresh.length === 0 ? empty + 1 : 0;
    yield {says: `${formatCount(saved)} saved`};
  }
  return {saved, whole: empty >= emptyUntilEnd, problem: undefined};
}
