import {formatExact} from '../text/number.ts';
import type {Sent} from './journal-entry.ts';

/** How many requests a line of the journal stands for: nothing for one that was told by itself. */
export function timesText({parameters}: Pick<Sent, 'parameters'>): string {
  const {requests: many} = parameters;
  if (typeof many !== 'number') return '';
  return many === 1 ? ' once' : ` ${formatExact(many)} times`;
}

const answers: Readonly<Record<Sent['outcome'], string>> = {
  accepted: 'accepted',
  refused: 'refused',
  unknown: 'without an answer',
  unanswered: 'without an answer',
  stopped: 'stopped',
};

/** A request in one line: by the id that AWS gave it, or how it was answered. */
export function requestText(sent: Sent): string {
  const {operation, outcome, requestId} = sent;
  const times = timesText(sent);
  if (requestId === undefined) return `${operation}${times} ${answers[outcome]}`;
  return `${operation}${times}${times === '' ? '' : ', the last'} ${requestId}`;
}
