import type {Progress, Work} from '../../../actions/action.ts';
import type {Outcome, Problem} from '../../../aws/problem.ts';
import {formatCount} from '../../../text/number.ts';
import {type Handle, receiveBatch} from '../messages/hold.ts';
import {type AllGivenBack, giveAllBack, lateOf, nothingLate} from '../messages/late.ts';
import type {HeldMessage} from '../messages/message.ts';
import {leavingMs, patienceOf} from '../messages/patience.ts';

/** Receiving ends after this, whatever is left. */
export const passSeconds = 20;
/**
 * Messages stay hidden until the pass ends: given back at once, they would come again with the next request, counted
 * once more each time. Long enough that none comes back by itself meanwhile, and no longer than that.
 */
export const hiddenSeconds = 30;
/** From one second on, SQS asks all of its servers: nothing then means nothing. */
export const waitSeconds = 1;
/** So many answers without a new message are the end. */
const emptyAnswers = 2;

export type Passed = {
  readonly seen: number;
  readonly givenBack: number;
  /** These come back by themselves, `hiddenSeconds` after they were received. */
  readonly stillHidden: number;
  /** A request has no answer: what it brings comes back by itself, too. */
  readonly isCutShort: boolean;
  /** Nothing more came: there is nothing else to be received. */
  readonly isEmptied: boolean;
  readonly problem: Problem | undefined;
};

type Passing = Pick<Work<unknown>, 'send' | 'now' | 'signal'>;

/**
 * Receives messages, each once, and gives them all back at the end, however it ends. `onMessages` has them whole, and
 * nobody else: what is kept here are their ids and how to give them back.
 */
export async function* passOver(
  work: Passing,
  url: string,
  most: number,
  onMessages: (messages: readonly HeldMessage[]) => Outcome<Progress | undefined>,
): AsyncGenerator<Progress, Passed> {
  const held = new Map<string, Handle>();
  const until = work.now() + passSeconds * 1000;
  let problem: Problem | undefined;
  let empty = 0;
  let late = nothingLate;
  let back: AllGivenBack = {givenBack: 0, stillHidden: 0, isCutShort: false, problem};
  const patience = patienceOf(work.signal, leavingMs);
  // Who stops it wants no more messages.
  const patienceToReceive = patienceOf(work.signal, 0);
  try {
    while (held.size < most && empty < emptyAnswers && work.now() < until && !work.signal.aborted) {
      const asked = receiveBatch(work, url, {
        visibilitySeconds: hiddenSeconds,
        waitSeconds,
        most: most - held.size,
      });
      late = lateOf(asked);
      const answer = await patienceToReceive.for(asked);
      if (answer === undefined) break;
      late = nothingLate;
      if (!answer.ok) {
        problem = answer.problem;
        break;
      }
      const fresh = answer.value.filter(({id}) => !held.has(id));
      for (const {id, receiptHandle} of answer.value) held.set(id, {receiptHandle});
      empty = fresh.length === 0 ? empty + 1 : 0;
      if (fresh.length === 0) continue;
      const taken = onMessages(fresh);
      if (!taken.ok) {
        problem = taken.problem;
        break;
      }
      if (taken.value) yield taken.value;
    }
  } finally {
    back = await giveAllBack(work, url, {held: [...held.values()], late, patience});
    patience.end();
    patienceToReceive.end();
  }
  yield {says: `gave ${formatCount(back.givenBack)} back`};
  return {
    seen: held.size,
    ...back,
    // Where no answer came, nobody knows what it would have brought.
    isCutShort: back.isCutShort || problem?.uncertain === true,
    isEmptied: empty >= emptyAnswers,
    problem: problem ?? back.problem,
  };
}
