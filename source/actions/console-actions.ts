import type {Arming} from '../aws/arming.ts';
import type {Session} from '../aws/session.ts';
import type {Service} from '../services/service.ts';
import type {Action, OptionValues} from './action.ts';
import type {Journal, JournalRead} from './journal.ts';
import type {ReadyPlan} from './life.ts';
import type {ActionTarget} from './plan.ts';
import {Runner, type Running, type StartAnswer} from './runner.ts';

/** How things stand with actions: whether they may begin, and which were begun here. Immutable. */
export type ActionsState = {
  readonly readOnly: boolean;
  /** Whether a sample may use the readers' budget. */
  readonly allowsSampling: boolean;
  /** The account that would be armed; undefined until AWS has said who we are. */
  readonly account: string | undefined;
  /** AWS's time until which writes may begin. */
  readonly armedUntil: number | undefined;
  /** The newest first. */
  readonly running: readonly Running[];
};

/** What the console can do to the world, and all it can do. */
export type ActionsHandle = {
  readonly get: () => ActionsState;
  readonly subscribe: (listener: () => void) => () => void;
  /** The actions of a service, in the order of the footer. */
  readonly of: (service: string) => readonly Action[];
  readonly prepare: (
    action: Action,
    target: ActionTarget,
    values: OptionValues,
  ) => Promise<ReadyPlan | {readonly wrong: string}>;
  /** `isWanted` is asked right before the beginning: whoever confirmed may have left the plan meanwhile. */
  readonly start: (action: Action, confirmed: ReadyPlan, isWanted: () => boolean) => Promise<StartAnswer>;
  readonly cancel: (id: number) => void;
  /** Arms the account whose id ends like this; answers why not. */
  readonly arm: (lastFour: string) => string | undefined;
  readonly lock: () => void;
  readonly journal: () => Promise<JournalRead>;
};

type Options = {
  readonly services: readonly Service[];
  readonly sessions: () => Promise<readonly Session[]>;
  readonly arming: Arming;
  readonly journal: Journal;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onEnd: () => void;
  readonly onBug: (error: unknown) => void;
};

export type ConsoleActions = ActionsHandle & {
  /** Stops what runs between two steps, and waits until the journal says so. */
  readonly end: () => Promise<void>;
};

export function createConsoleActions(options: Options): ConsoleActions {
  const {services, arming, journal, now, signal, onEnd, onBug} = options;
  const runner = new Runner({journal, now, onEnd, onBug});
  const listeners = new Set<() => void>();
  let sessions: readonly Session[] = [];
  options.sessions().then(
    opened => {
      sessions = opened;
    },
    () => undefined,
  );
  const account = () => sessions.map(({identity}) => identity?.account).find(known => known !== undefined);
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const stateOf = (): ActionsState => {
    const known = account();
    const armedUntil = known === undefined ? undefined : arming.armedUntil(known);
    const {readOnly, allowsSampling} = arming;
    return {readOnly, allowsSampling, account: known, armedUntil, running: runner.get()};
  };
  let state = stateOf();
  const sessionOf = ({region}: ActionTarget) =>
    sessions.find(session => session.region === region) ?? sessions.find(session => session.covers(region));
  runner.subscribe(changed);
  return {
    get: () => {
      const next = stateOf();
      const names = Object.keys(next) as (keyof ActionsState)[];
      if (names.some(name => next[name] !== state[name])) state = next;
      return state;
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    of: service => services.find(({id}) => id === service)?.actions ?? [],
    prepare: async (action, target, values) => {
      const session = sessionOf(target);
      if (!session) return {wrong: `There is no session for ${target.region}.`};
      return action.prepare(session, target, values, signal);
    },
    start: async (action, confirmed, isWanted) => {
      const session = sessionOf(confirmed.plan.target);
      if (!session) return {refused: `There is no session for ${confirmed.plan.target.region}.`};
      return runner.start(action, session, confirmed, isWanted);
    },
    cancel: runner.cancel,
    arm: lastFour => {
      const known = account();
      const problem =
        known === undefined ? 'AWS has not said yet which account this is.' : arming.arm(known, lastFour);
      changed();
      return problem;
    },
    lock: () => {
      arming.lock();
      changed();
    },
    journal: () => journal.read(),
    end: () => runner.end(),
  };
}
