import {receivesUntilBack} from '../limits.ts';
import type {PastAges} from './past-ages.ts';

export type Source = {
  /** Undefined when nobody knows. */
  readonly ages: PastAges | undefined;
  readonly retentionSeconds: number | undefined;
  readonly maxReceiveCount: number | undefined;
  readonly visibilityTimeoutSeconds: number | undefined;
};

/** A metric is seen once a minute; what happens between two of them it does not show. */
const betweenSeconds = 120;
/** Any message lives at most so long. SetQueueAttributes, API reference. */
export const longestRetention = 1_209_600;

/**
 * For how many seconds, at most, any of the messages that came from this source to a dead-letter queue has existed
 * since its first send, when the first of them was moved `movedSecondsAgo`. Undefined where nobody knows.
 */
export function oldestSend(
  {ages, retentionSeconds = longestRetention, maxReceiveCount, visibilityTimeoutSeconds}: Source,
  movedSecondsAgo: number,
  now: number,
): number | undefined {
  if (!ages || maxReceiveCount === undefined || visibilityTimeoutSeconds === undefined) return undefined;
  const {around, stepMs} = ages;
  const policy = {maxReceiveCount, visibilityTimeoutSeconds};
  const movedAt = now - movedSecondsAgo * 1000;
  let oldest: number | undefined;
  for (let at = movedAt - stepMs; at <= now; at += stepMs) {
    // A queue without metrics was idle: nothing was moved out of it then.
    if (around(at) === undefined) continue;
    const before = ageWhenMoved(ages, at, policy);
    if (before === undefined) return undefined;
    const since = Math.min((now - at) / 1000, movedSecondsAgo);
    const age = since + Math.min(retentionSeconds, before + betweenSeconds);
    if (oldest === undefined || age > oldest) oldest = age;
  }
  return oldest;
}

type Policy = {readonly maxReceiveCount: number; readonly visibilityTimeoutSeconds: number};

/**
 * How old a message can have been that was moved at this time. The age metric counts a message until its third
 * receive. For each receive after that, it was hidden for the visibility timeout and then waited at the back of the
 * queue, no longer than the oldest message waited at that time.
 */
function ageWhenMoved(
  {around, knownFrom}: PastAges,
  movedAt: number,
  {maxReceiveCount, visibilityTimeoutSeconds}: Policy,
): number | undefined {
  // In an idle queue, which has no metrics, nothing waited.
  const waitAround = (at: number): number => around(at) ?? 0;
  const again = Math.max(0, maxReceiveCount + 1 - receivesUntilBack);
  let at = movedAt;
  for (let receive = 0; receive < again; receive += 1) {
    at -= (waitAround(at) + visibilityTimeoutSeconds) * 1000;
  }
  return at < knownFrom ? undefined : (movedAt - at) / 1000 + waitAround(at);
}
