import type {Progress, Work} from '../../../../actions/action.ts';
import type {Problem} from '../../../../aws/problem.ts';
import {wait} from '../../../../clock.ts';
import {formatDuration} from '../../../../text/duration.ts';
import {formatCount} from '../../../../text/number.ts';
import type {RedriveFacts} from '../facts.ts';
import {type Guarded, guard} from '../guard/guard.ts';
import type {Order} from '../planning/order.ts';
import {failureText} from '../refusal.ts';
import {type Move, noAnswer} from './move.ts';
import {pause, unlessStopped} from './pause.ts';
import {movingText, progressOf, soFar} from './says.ts';

export type Attending = {
  readonly work: Omit<Work<unknown>, 'gather'>;
  readonly facts: RedriveFacts;
  readonly order: Order;
  readonly move: Move;
};

/** How a part of a move ended that was attended; undefined when it went as it should. */
export type Broken =
  | {readonly is: 'stopped'; readonly says: string}
  | {readonly is: 'returned'; readonly guarded: Guarded}
  | {readonly is: 'failed'; readonly problem: Problem};

export type Moving = {
  /** What the line begins with. */
  readonly title: string;
  readonly perSecond: number;
  /** How many it has before it. */
  readonly total: number;
  /** Cancelled once so many were moved. */
  readonly upTo?: number;
};

/** A task that nobody can see is cancelled after this. */
const blindAtMostMs = 60_000;
/** Whoever leaves asks so many times, and waits no longer for the answer. */
const cancelsOnLeaving = 3;
const answerWithinMs = 500;
const attendEveryMs = 5_000;
const watchEveryMs = 10_000;
const nearlyEveryMs = 1_000;

/**
 * Watches a task that was started until it is over, with the guard: what comes back too often cancels it. While AWS
 * refuses the cancel for now, the task runs, so it is attended on and the cancel sent again.
 */
export async function* attend(
  {work, facts, order, move}: Attending,
  {title, perSecond, total, upTo}: Moving,
): AsyncGenerator<Progress, Broken | undefined> {
  let returned: Guarded | undefined;
  let isCancelled = false;
  let seenAt = work.now();
  for (;;) {
    const problem = await unlessStopped(work, move.observe());
    if (work.signal.aborted) return leave(move, facts);
    if (!problem) seenAt = work.now();
    const unseen = problem && work.now() - seenAt > blindAtMostMs ? problem : undefined;
    if (move.isOver) break;
    let refused: Problem | undefined;
    if (!isCancelled) {
      const guarded = guard(move.samples, guardTerms(order));
      if (guarded.stop) returned = guarded;
      if (returned || unseen || (upTo !== undefined && hasMoved(move, perSecond, work.now()) >= upTo)) {
        refused = await unlessStopped(work, move.cancel());
        if (work.signal.aborted) return leave(move, facts);
        if (move.isOver) continue;
        if (refused?.missing === 'denied') return {is: 'failed', problem: runsOn(refused, facts)};
        isCancelled = refused === undefined;
      }
    }
    if (unseen && isCancelled) return {is: 'failed', problem: blind(unseen)};
    const cancelling = refused ? 'Cancelling, and AWS refuses it so far' : 'Cancelling';
    const says =
      returned || refused
        ? `${cancelling}: ${soFar(move, order.arrivals)}`
        : `${title}: ${movingText(move, total, perSecond, order.arrivals)}`;
    yield progressOf(says, move.moved / total, facts, order);
    await pause(work, pollMsOf(move, perSecond, upTo, work.now()));
  }
  if (returned) return {is: 'returned', guarded: returned};
  return endedOtherwise(move, facts, isCancelled);
}

/** Counts are late, or cannot be read: at its rate it may have moved so many. */
const hasMoved = ({moved, sentAt}: Move, perSecond: number, now: number): number =>
  Math.max(moved, ((now - sentAt) / 1000) * perSecond);

/** Close to where it is to be cancelled, every second counts. */
function pollMsOf(move: Move, perSecond: number, upTo: number | undefined, now: number): number {
  if (upTo === undefined) return attendEveryMs;
  const halfOfTheWayMs = ((upTo - hasMoved(move, perSecond, now)) / perSecond) * 500;
  return Math.min(attendEveryMs, Math.max(nearlyEveryMs, halfOfTheWayMs));
}

/** Goes on looking after the last message was moved: what failed takes its time to come back. */
export async function* watch(
  {work, facts, order, move}: Attending,
  title: string,
): AsyncGenerator<Progress, Broken | undefined> {
  const began = work.now();
  const until = began + order.watchMs;
  let seenAt = began;
  for (;;) {
    const problem = await unlessStopped(work, move.observe());
    if (work.signal.aborted) return {is: 'stopped', says: `${movedText(move)} Told to stop while watching.`};
    const now = work.now();
    if (!problem) seenAt = now;
    if (problem && now - seenAt > blindAtMostMs) return {is: 'failed', problem};
    const guarded = guard(move.samples, guardTerms(order));
    if (guarded.stop) return {is: 'returned', guarded};
    if (now >= until) return undefined;
    const watched = formatDuration(now - began);
    const says = `${title}, watched ${watched} of ${formatDuration(order.watchMs)}, ${soFar(move, order.arrivals)}`;
    yield progressOf(says, (now - began) / order.watchMs, facts, order);
    await pause(work, Math.min(watchEveryMs, until - now));
  }
}

/** Cancels at once, and says so without waiting for more. */
async function leave(move: Move, facts: RedriveFacts): Promise<Broken> {
  if (move.isOver) return {is: 'stopped', says: movedText(move)};
  const answered = new AbortController();
  const late = wait(answerWithinMs, answered.signal).then(
    () => noAnswer,
    () => undefined,
  );
  const answer = await Promise.race([move.cancel(cancelsOnLeaving), late]);
  answered.abort();
  if (answer && !move.isOver) return {is: 'failed', problem: runsOn(answer, facts)};
  return {is: 'stopped', says: `Cancelled. ${movedText(move)}`};
}

const guardTerms = ({arrivals, stopAt, window}: Order) => ({
  arrivals,
  stopAt,
  failsAfterMs: window?.failsAfterMs ?? Number.POSITIVE_INFINITY,
});

const blind = (problem: Problem): Problem => ({
  ...problem,
  sentence: `The move could not be watched for ${formatDuration(blindAtMostMs)}, so it was cancelled. ${problem.sentence}`,
});

const runsOn = (problem: Problem, {name}: RedriveFacts): Problem => ({
  ...problem,
  sentence: `The move could not be cancelled and may run on: ${problem.sentence} Stop it with queues.cancel ${name}.`,
});

/** Over, and not because it was done, nor because we asked. */
function endedOtherwise(move: Move, facts: RedriveFacts, isCancelled: boolean): Broken | undefined {
  const {status, failure} = move.task ?? {};
  if (status === 'FAILED') {
    const sentence = `${failureText(failure, facts.name)} ${movedText(move)}`;
    return {is: 'failed', problem: {missing: 'failed', code: failure ?? 'FAILED', sentence}};
  }
  if (status === 'CANCELLED' && !isCancelled) {
    return {is: 'stopped', says: `Somebody else cancelled the move. ${movedText(move)}`};
  }
  return undefined;
}

export const movedText = ({moved}: Pick<Move, 'moved'>): string =>
  moved === 1 ? '1 message was moved.' : `${formatCount(moved)} messages were moved.`;
