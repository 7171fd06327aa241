import type {Session} from '../aws/session.ts';
import {wait} from '../clock.ts';
import type {Action, Progress} from './action.ts';
import type {Journal} from './journal.ts';
import {leftBefore, type ReadyPlan, type Started, startAction} from './life.ts';
import type {Plan, Proof, Result} from './plan.ts';

/** An action that was started from this console, while it runs and after. */
export type Running = {
  readonly id: number;
  /** As the journal names it. */
  readonly journalId: string;
  readonly plan: Plan;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  /** What it said last. */
  readonly says: string;
  /** What it found, line by line: for the screen only. */
  readonly shows: readonly string[];
  /** Undefined while it runs. */
  readonly result: Result | undefined;
  readonly proof: Proof | undefined;
};

export type StartAnswer =
  | {readonly started: number}
  | {readonly replanned: ReadyPlan}
  | {readonly refused: string};

type RunnerOptions = {
  readonly journal: Journal;
  readonly now: () => number;
  /** What an action changed is worth reading again. */
  readonly onEnd: () => void;
  readonly onBug: (error: unknown) => void;
};

/** Leaving waits no longer: what has not ended by then is found interrupted in the journal. */
const endWithinMs = 700;

/** Runs actions beside the console: it can be left, each can be cancelled, and what they say is kept. */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stops = new Map<number, AbortController>();
  readonly #finishing = new Set<Promise<void>>();
  /** ARNs of the resources that something is being done to. */
  readonly #busy = new Set<string>();
  #running: readonly Running[] = [];
  #nextId = 1;
  #ended = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  get = (): readonly Running[] => this.#running;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** One change at a time for a resource: the second would be planned on what the first is changing. */
  async start(
    action: Action,
    session: Session,
    ready: ReadyPlan,
    isWanted: () => boolean,
  ): Promise<StartAnswer> {
    const {arn, resource} = ready.plan.target;
    if (ready.plan.risk === 'intrusive-read' || action.besideOthers) {
      return this.#begin(action, session, ready, isWanted);
    }
    if (this.#busy.has(arn)) return {refused: `An action runs on ${resource} already: see J.`};
    this.#busy.add(arn);
    let answer: StartAnswer | undefined;
    try {
      answer = await this.#begin(action, session, ready, isWanted, () => this.#busy.delete(arn));
      return answer;
    } finally {
      if (!answer || !('started' in answer)) this.#busy.delete(arn);
    }
  }

  async #begin(
    action: Action,
    session: Session,
    ready: ReadyPlan,
    isWanted: () => boolean,
    onFinish: () => void = () => {},
  ): Promise<StartAnswer> {
    if (this.#ended) return leftBefore;
    const {journal, now} = this.#options;
    const stop = new AbortController();
    const id = this.#nextId;
    this.#nextId += 1;
    const early: Progress[] = [];
    // Whoever leaves stops what is starting, too.
    this.#stops.set(id, stop);
    let answer: Started | undefined;
    try {
      answer = await startAction(ready, {
        action,
        session,
        journal,
        signal: stop.signal,
        isWanted,
        onProgress: progress => {
          early.push(progress);
          this.#change(id, progress);
        },
      });
    } finally {
      if (!answer || !('finished' in answer)) this.#stops.delete(id);
    }
    if (!('finished' in answer)) return answer;
    const {plan} = ready;
    const says = early.at(-1)?.says ?? 'started';
    const shows = early.findLast(progress => progress.shows)?.shows ?? [];
    const running = {
      id,
      journalId: answer.id,
      plan,
      startedAt: now(),
      endedAt: undefined,
      says,
      shows,
      result: undefined,
      proof: undefined,
    };
    this.#publish([running, ...this.#running]);
    const finishing = this.#finish(id, answer.finished).finally(onFinish);
    this.#finishing.add(finishing);
    finishing.finally(() => this.#finishing.delete(finishing));
    return {started: id};
  }

  /** Stops it between two steps. */
  cancel = (id: number): void => {
    this.#stops.get(id)?.abort();
  };

  /** Stops everything that runs or is starting, and waits until each has said in the journal how it ended. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const stop of this.#stops.values()) stop.abort();
    const finished = new AbortController();
    const late = wait(endWithinMs, finished.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#finishing), late]);
    finished.abort();
  }

  async #finish(id: number, finished: Promise<{result: Result; says: string; proof: Proof | undefined}>) {
    try {
      const {result, says, proof} = await finished;
      this.#change(id, {result, says, proof, endedAt: this.#options.now()});
      this.#options.onEnd();
    } catch (error) {
      this.#options.onBug(error);
    } finally {
      this.#stops.delete(id);
    }
  }

  #change(id: number, change: Partial<Running>): void {
    this.#publish(this.#running.map(each => (each.id === id ? {...each, ...change} : each)));
  }

  #publish(running: readonly Running[]): void {
    this.#running = running;
    for (const listener of this.#listeners) listener();
  }
}
