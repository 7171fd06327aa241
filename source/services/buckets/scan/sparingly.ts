import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';

let running = 0;

/**
 * Runs something long in which nearly everything is garbage soon after it was made. Left alone, V8 answers that with
 * ever more room, some 60 MB after a million keys. Told to be small, it collects more often instead, and the process is
 * hardly larger at five million keys than at a hundred thousand. V8 reads both settings whenever it collects, so they
 * are put back when the last of these has ended: the console is as it was.
 */
export async function* sparingly<Step, End>(work: AsyncGenerator<Step, End>): AsyncGenerator<Step, End> {
  running += 1;
  if (running === 1) {
    setFlagsFromString('--optimize-for-size');
    setFlagsFromString('--semi-space-growth-factor=1');
    collect();
  }
  try {
    return yield* work;
  } finally {
    running -= 1;
    if (running === 0) {
      setFlagsFromString('--no-optimize-for-size');
      setFlagsFromString('--semi-space-growth-factor=2');
    }
  }
}

type Collect = (options?: {readonly type: 'minor'}) => void;

const isCollect = (all: unknown): all is Collect => typeof all === 'function';

let collector: Collect | undefined;

/** How much more there may be before the next collection is set by the one before: the first would come late. */
function collect(): void {
  setFlagsFromString('--expose-gc');
  const all: unknown = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  if (!isCollect(all)) return;
  collector = all;
  all();
}

/**
 * What an answer came in lies outside of V8's heap, so V8 is in no hurry to let it go. Said after every few answers, it
 * is 10 MB less at most, for a millisecond each.
 */
export function letGo(): void {
  if (running > 0) collector?.({type: 'minor'});
}
