import {randomUUID} from 'node:crypto';
import {ruleOf} from '../aws/operations.ts';
import type {Outcome} from '../aws/problem.ts';
import type {Session} from '../aws/session.ts';
import {UsageError} from '../usage-error.ts';
import type {Request} from './action.ts';
import type {Journal} from './journal.ts';
import type {Begin, End, Sent} from './journal-entry.ts';
import type {Plan} from './plan.ts';

/** What the journal is told of one action. Its beginning must be written; what comes later is done all the same. */
export class ActionRecord {
  readonly id = randomUUID();
  readonly #journal: Journal;
  readonly #session: Session;
  readonly #reads = new Map<string, number>();
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
  begin(action: string, {title, risk, steps, changes, warnings, undo, cost, target}: Plan): void {
    this.#append({
      event: 'begin',
      callerArn: this.#session.identity?.callerArn ?? '',
      action,
      target,
      plan: {title, risk, steps, changes, warnings, undo, cost},
    });
  }

  sent(
    {operation, parameters}: Pick<Request<unknown>, 'operation' | 'parameters'>,
    answer: Outcome<unknown>,
  ): void {
    if (answer.ok && ruleOf(operation).class === 'intrusive-read') {
      this.#reads.set(operation, (this.#reads.get(operation) ?? 0) + 1);
      return;
    }
    const requestId = answer.ok ? requestIdOf(answer.value) : undefined;
    this.#appendLater({
      event: 'request',
      operation,
      parameters,
      outcome: answer.ok ? 'accepted' : answer.problem.uncertain ? 'unknown' : 'refused',
      ...(requestId === undefined ? {} : {requestId}),
      ...(answer.ok ? {} : {says: answer.problem.sentence}),
    });
  }

  end(end: Omit<End, 'event'>): void {
    for (const [operation, requests] of this.#reads) {
      this.#appendLater({event: 'request', operation, parameters: {requests}, outcome: 'accepted'});
    }
    this.#appendLater({event: 'end', ...end});
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

function requestIdOf(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('$metadata' in answer)) return undefined;
  return (answer.$metadata as {readonly requestId?: string}).requestId;
}
