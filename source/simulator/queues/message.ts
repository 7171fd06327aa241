import type {Letter} from './letter.ts';

/**
 * A letter in a queue. It is `coming` until its time, `gone` when it was deleted, moved, purged or has expired, and in
 * flight while somebody who received it holds it.
 */
export type Message = {
  readonly letter: Letter;
  /** What SentTimestamp says, and what its retention counts from. */
  readonly sentAt: number;
  /** When it came into this queue. */
  readonly arrivedAt: number;
  /** Receives in the queues where it was before. */
  readonly earlierReceives: number;
  /** ARN of the queue that it was moved from as a dead letter. */
  readonly deadLetterSource: string | undefined;
  /** Instead of the queue's own. */
  readonly delaySeconds: number | undefined;
  /** Its place in the order of the queue, given when it comes in. */
  sequence: number;
  state: 'coming' | 'delayed' | 'visible' | 'inFlight' | 'gone';
  /** When its state ends by itself. */
  dueAt: number;
  /** Since when it can be received again. */
  availableAt: number;
  /** Receives in this queue. */
  receives: number;
  firstReceivedAt: number | undefined;
  /** In flight, and deleted when that is over. */
  isDigested: boolean;
  /** The number of the receipt that holds good. */
  receipt: number | undefined;
};

export type Coming = Pick<Message, 'letter' | 'sentAt' | 'arrivedAt'> &
  Partial<Pick<Message, 'earlierReceives' | 'deadLetterSource' | 'delaySeconds' | 'firstReceivedAt'>>;

export function messageOf(coming: Coming): Message {
  return {
    letter: coming.letter,
    sentAt: coming.sentAt,
    arrivedAt: coming.arrivedAt,
    earlierReceives: coming.earlierReceives ?? 0,
    deadLetterSource: coming.deadLetterSource,
    delaySeconds: coming.delaySeconds,
    sequence: 0,
    state: 'coming',
    dueAt: coming.arrivedAt,
    availableAt: coming.arrivedAt,
    receives: 0,
    firstReceivedAt: coming.firstReceivedAt,
    isDigested: false,
    receipt: undefined,
  };
}

/** Whoever receives it can digest it. */
export const isDigestible = ({letter: {reason}}: Message, at: number): boolean =>
  reason === undefined || (reason.repairedAt !== undefined && at >= reason.repairedAt);
