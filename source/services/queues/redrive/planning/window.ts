import {formatDuration} from '../../../../text/duration.ts';
import type {Receiver} from '../facts.ts';
import {perMinuteLately} from './consumer.ts';

/** How long it takes until a message that fails again is back, and can be seen to be. */
export type Window = {
  /** How long to watch after the last message of a canary. */
  readonly ms: number;
  /** The soonest that a message comes back which fails at every receive, each for its whole visibility timeout. */
  readonly failsAfterMs: number;
  /** `4 receives × 1m` */
  readonly because: string;
};

/** Counts of a queue settle within a minute, and who asks for messages does so within another. */
const settlesMs = 120_000;
/** Longer, nobody is asked to sit and watch. */
export const longestWatchMs = 15 * 60_000;

/** The longest of the queues that messages go to; undefined where one does not say how often it tries. */
export function windowOf(
  receivers: readonly Pick<Receiver, 'attributes' | 'consumed'>[],
): Window | undefined {
  let longest: Window | undefined;
  let soonest = Number.POSITIVE_INFINITY;
  for (const receiver of receivers) {
    const {attributes} = receiver;
    const {maxReceiveCount: receives, visibilityTimeoutSeconds: visibility} = attributes;
    if (receives === undefined || visibility === undefined) return undefined;
    const failsAfterMs = receives * visibility * 1000;
    soonest = Math.min(soonest, failsAfterMs);
    const waits = ((attributes.receiveWaitSeconds ?? 0) + (attributes.delaySeconds ?? 0)) * 1000;
    const behindMs = backlogMs(receiver);
    const ms = failsAfterMs + receives * behindMs + waits + settlesMs;
    if (longest && ms <= longest.ms) continue;
    const behind = behindMs === 0 ? '' : `, each behind ${formatDuration(behindMs)} of backlog`;
    const because = `${receives} ${receives === 1 ? 'receive' : 'receives'} × ${visibility} s${behind}`;
    longest = {ms, failsAfterMs, because};
  }
  return longest && {...longest, failsAfterMs: soonest};
}

/** How long a message waits for its turn. What is received within seconds is no backlog. */
function backlogMs({attributes: {visible}, consumed}: Pick<Receiver, 'attributes' | 'consumed'>): number {
  const perMinute = perMinuteLately(consumed.received);
  if (visible === undefined || perMinute === undefined || perMinute === 0) return 0;
  const ms = Math.round((visible / perMinute) * 60) * 1000;
  return ms < shortestBacklogMs ? 0 : ms;
}

const shortestBacklogMs = 5_000;
