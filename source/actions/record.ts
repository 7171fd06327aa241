import {randomUUID} from 'node:crypto';
import {ruleOf} from '../aws/operations.ts';
import type {Outcome} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {UsageError} from '../usage-error.ts';
import type {Request} from './action.ts';
import type {Journal} from './journal.ts';
import type {Begin, End, Sent} from './journal-entry.ts';
import type {Plan} from './plan.ts';

/** Of requests that are all alike the journal is told so many in one line. */
const perLine = 250;

/** Requests of one kind that had the same answer, since the last line about them. */
type Count = {
  readonly operation: string;
  readonly parameters: Request<unknown>['parameters'];
  readonly outcome: Sent['outcome'];
  readonly says: string | undefined;
  requests: number;
  requestId: string | undefined;
};

/** What the journal is told of one action. Its beginning must be written; what comes later is done all the same. */
export class ActionRecord {
  readonly id = randomUUID();
  readonly #journal: Journal;
  readonly #session: Session;
  readonly #counts = new Map<string, Count>();
  #lost: string | undefined;

  constructor(journal: Journal, session: Session) {
    this.#journal = journal;
    this.#session = session;
  }

  /** Why a later line is missing in the journal; undefined when none is. */
  get lost(): string | undefined {
    return this.#lost;
  }

  /** Throws when it cannot be written: then nothing may be sent. */
  begin(action: string, confirmed: Plan): void {
    const {title, risk, steps, changes, warnings, undo, cost, target, previous} = confirmed;
    this.#append({
      event: 'begin',
      callerArn: this.#session.identity?.callerArn ?? '',
      action,
      target,
      plan: {title, risk, steps, changes, warnings, undo, cost},
      ...(previous === undefined ? {} : {previous}),
    });
  }

  /**
   * What AWS refused, and what nobody knows the answer of, stands there one by one. Counted are reads, and of thousands
   * of requests that are alike those that AWS took or wants later: a crash can lose the last line of such a count.
   */
  sent(
    request: Pick<Request<unknown>, 'operation' | 'parameters' | 'alike'>,
    answer: Outcome<unknown>,
    isStopped: boolean,
  ): void {
    const {operation, parameters, alike} = request;
    const requestId = answer.ok ? requestIdOf(answer.value) : undefined;
    const isRead = ruleOf(operation).class !== 'write';
    const outcome = outcomeOf(answer, isRead, isStopped);
    const says = answer.ok || outcome === 'stopped' ? undefined : answer.problem.sentence;
    if (answer.ok && ruleOf(operation).class === 'intrusive-read') {
      this.#count({operation, parameters: {}, outcome, says, requestId: undefined});
    } else if (alike && (answer.ok || answer.problem.missing === 'throttled')) {
      const counted = this.#count({operation, parameters: alike, outcome, says, requestId});
      if (counted.requests >= perLine) this.#tellCount(counted);
    } else this.#appendLater(sentOf({operation, parameters, outcome, says, requestId}));
  }

  end(end: Omit<End, 'event'>): void {
    this.tellCounts();
    this.#appendLater({event: 'end', ...end});
  }

  /** Says what was counted and not told yet. */
  tellCounts(): void {
    for (const counted of this.#counts.values()) if (counted.requests > 0) this.#tellCount(counted);
  }

  #count(one: Omit<Count, 'requests'>): Count {
    const key = JSON.stringify([one.operation, one.parameters, one.outcome, one.says]);
    const counted = this.#counts.get(key) ?? {...one, requests: 0};
    counted.requests += 1;
    counted.requestId = one.requestId;
    this.#counts.set(key, counted);
    return counted;
  }

  #tellCount(counted: Count): void {
    const {requests, parameters} = counted;
    this.#appendLater(sentOf({...counted, parameters: {...parameters, requests}}));
    counted.requests = 0;
  }

  #appendLater(entry: Sent | End): void {
    try {
      this.#append(entry);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#lost = error.message;
    }
  }

  #append(entry: Begin | Sent | End): void {
    const time = new Date(this.#session.clock.now()).toISOString();
    this.#journal.append({time, id: this.id, ...entry});
  }
}

const sentOf = ({operation, parameters, outcome, requestId, says}: Omit<Count, 'requests'>): Sent => ({
  event: 'request',
  operation,
  parameters,
  outcome,
  ...(requestId === undefined ? {} : {requestId}),
  ...(says === undefined ? {} : {says}),
});

/** Whoever is asked to send less has been refused, whatever the status of that answer. */
function outcomeOf(answer: Outcome<unknown>, isRead: boolean, isStopped: boolean): Sent['outcome'] {
  if (answer.ok) return 'accepted';
  if (!answer.problem.uncertain || answer.problem.missing === 'throttled') return 'refused';
  if (!isRead) return 'unknown';
  return isStopped ? 'stopped' : 'unanswered';
}

function requestIdOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('$metadata' in answer)) return undefined;
  return (answer.$metadata as {readonly requestId?: string}).requestId;
}
