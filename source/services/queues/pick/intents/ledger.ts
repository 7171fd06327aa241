import {deduplicationSeconds} from '../../limits.ts';
import type {IntentLine} from './line.ts';

/** A copy that left: when, and the ARN of the queue that it went to. */
type Send = {readonly at: number; readonly to: string};

/** One message that a pick began with. */
export type Intent = {
  /** Those whose outcome nobody knows, or that AWS has; the oldest first. */
  readonly sends: readonly Send[];
  /** AWS has a copy: it may be deleted, and must not be sent again. */
  readonly sent: boolean;
  readonly deleted: boolean;
  /** It was copied, and did not turn up again. Should it do so after all, it is still not sent again. */
  readonly unseen: boolean;
  readonly hiddenUntil: number;
};

export type Ledger = {
  /** By the id of the intent; what AWS refused altogether is not there. */
  readonly intents: ReadonlyMap<string, Intent>;
  /** The last pick said how it ended. */
  readonly ended: boolean;
};

/** What the lines say all in all. */
export function ledgerOf(lines: readonly IntentLine[]): Ledger {
  const intents = new Map<string, Intent>();
  let ended = false;
  for (const line of lines) {
    ended = line.event === 'ended';
    if (line.event === 'ended') continue;
    for (const id of line.ids) {
      const next = after(intents.get(id), line);
      if (next) intents.set(id, next);
      else intents.delete(id);
    }
  }
  return {intents, ended};
}

function after(known: Intent | undefined, line: Exclude<IntentLine, {event: 'ended'}>): Intent | undefined {
  if (line.event === 'sending') {
    const {at, to, hiddenUntil} = line;
    return {
      hiddenUntil,
      sends: [...(known?.sends ?? []), {at, to}],
      sent: false,
      deleted: false,
      unseen: false,
    };
  }
  if (!known) return undefined;
  if (line.event === 'sent') return {...known, sent: true};
  if (line.event === 'deleted') return {...known, deleted: true};
  if (line.event === 'unseen') return {...known, unseen: true};
  const sends = known.sends.slice(0, -1);
  return sends.length === 0 ? undefined : {...known, sends};
}

/** A send that left so late may reach AWS later than its deduplication id is remembered. */
const onTheWaySeconds = 30;

/**
 * How many copies there may be. A FIFO queue drops what comes to it with the same deduplication id within five
 * minutes: such sends make one copy, whichever of them arrived.
 */
export function copiesAtMost({sends}: Pick<Intent, 'sends'>, {fifo}: {readonly fifo: boolean}): number {
  if (!fifo) return sends.length;
  const withinMs = (deduplicationSeconds - onTheWaySeconds) * 1000;
  let copies = 0;
  const firsts = new Map<string, number>();
  for (const {at, to} of sends) {
    if (at - (firsts.get(to) ?? Number.NEGATIVE_INFINITY) <= withinMs) continue;
    copies += 1;
    firsts.set(to, at);
  }
  return copies;
}

/** What earlier picks left, in numbers. */
export type Left = {
  /** Sent, and not known to be deleted: they are deleted when they turn up, and not sent again. */
  readonly toDelete: number;
  /** Nobody knows whether they were sent, and they are still in the queue. */
  readonly unknown: number;
  /** Copies that may be there beyond the one that was wanted. */
  readonly duplicates: number;
  /** When the last of them that are not finished shows again. */
  readonly hiddenUntil: number | undefined;
  /** The pick that left them was told of in the journal. */
  readonly told: boolean;
};

export function leftOf({intents, ended}: Ledger, queue: {readonly fifo: boolean}): Left {
  let [toDelete, unknown, duplicates] = [0, 0, 0];
  let hiddenUntil: number | undefined;
  for (const intent of intents.values()) {
    const copies = copiesAtMost(intent, queue);
    if (intent.sent || intent.deleted) duplicates += copies - 1;
    else duplicates += copies;
    if (intent.deleted || intent.unseen) continue;
    hiddenUntil = Math.max(hiddenUntil ?? 0, intent.hiddenUntil);
    if (intent.sent) toDelete += 1;
    else unknown += 1;
  }
  return {toDelete, unknown, duplicates, hiddenUntil, told: ended};
}

/**
 * What was copied before, was due to show again when a pick began, and was not met although it looked at all of the
 * queue: it was killed between the deletion and the note of it.
 */
export const goneBefore = (known: Ledger['intents'], now: Ledger['intents'], beganAt: number): string[] =>
  [...known.keys()].filter(id => {
    const intent = now.get(id);
    return intent?.sent === true && !intent.deleted && !intent.unseen && intent.hiddenUntil <= beganAt;
  });
