import {formatCount} from '../../text/number.ts';
import type {DeadLetters} from './dead-letters.ts';
import type {Sender} from './facts.ts';
import type {Redrive} from './model.ts';

export type RedriveContext = {
  readonly name: string;
  readonly deadLetters: DeadLetters;
  readonly depth: number | undefined;
  readonly redrive: Redrive | null;
};

/** Why a redrive would be refused, in a sentence that says what to do; undefined when it could be started. */
export function redriveRefusal({name, deadLetters, depth, redrive}: RedriveContext): string | undefined {
  const {isDeadLetter, sources, senders} = deadLetters;
  if (sources.length === 0) {
    if (senders.length > 0) {
      return `AWS moves messages back to queues only, and what is here was sent by ${sendersText(senders)}: read it with queues.look, and send it on with queues.pick --to.`;
    }
    if (isDeadLetter === undefined) {
      return `Nobody can tell whether ${name} is a dead-letter queue: allow sqs:GetQueueAttributes and sqs:ListDeadLetterSourceQueues to see.`;
    }
    return `${name} is no dead-letter queue: no queue of this region names it in its redrive policy.`;
  }
  if (redrive?.status === 'RUNNING') {
    return `A redrive is running, ${movedText(redrive)}: wait for it, or cancel it (queues.cancel).`;
  }
  if (redrive?.status === 'CANCELLING') return 'A redrive is being cancelled: wait until it has ended.';
  if (depth === 0) return 'It is empty: there is nothing to move.';
  return undefined;
}

/** `function enrich-orders and topic orders`. */
export function sendersText(senders: readonly Sender[]): string {
  const [first, second, ...more] = senders.map(({kind, name}) =>
    kind === 'mapping' ? `the event source mapping of ${name}` : `${kind} ${name}`,
  );
  if (first === undefined || second === undefined) return first ?? '';
  return more.length === 0 ? `${first} and ${second}` : `${first} and ${more.length + 1} others`;
}

/** `11 of 1,204 moved`. */
export function movedText({moved, total}: Redrive): string {
  if (moved === null) return 'nothing known of how far it is';
  return `${formatCount(moved)}${total === null ? '' : ` of ${formatCount(total)}`} moved`;
}
