import type {Action, OptionDefinition, OptionValues} from '../../source/actions/action.ts';
import type {ActionsHandle, ActionsState} from '../../source/actions/console-actions.ts';
import type {JournalRead} from '../../source/actions/journal.ts';
import type {ReadyPlan} from '../../source/actions/life.ts';
import type {ActionTarget, Plan, Risk} from '../../source/actions/plan.ts';
import type {Running, StartAnswer} from '../../source/actions/runner.ts';
import type {Queue} from '../../source/services/queues/model.ts';
import {piece} from '../../source/text/line.ts';
import {now} from './fixtures.ts';

type Prepared = ReadyPlan | {readonly wrong: string};

export type FakeActions = ActionsHandle & {
  /** What the console asked for, oldest first. */
  readonly asked: string[];
  readonly change: (changes: Partial<ActionsState>) => void;
  /** What the next plans are; made at once unless the test holds them back. */
  readonly plans: (make: (target: ActionTarget, values: OptionValues) => Prepared) => void;
  /** How the next starts are answered. */
  readonly answers: (answer: (ready: ReadyPlan) => StartAnswer | Promise<StartAnswer>) => void;
  readonly hold: () => {readonly release: () => void};
  readonly tells: (read: JournalRead) => void;
};

const option = (name: string, changes: Partial<OptionDefinition> = {}): OptionDefinition => ({
  name,
  value: name.toUpperCase(),
  describe: `the ${name}`,
  ...changes,
});

type Sketch = Pick<Action, 'id' | 'key' | 'title' | 'on'> & {
  readonly risk: Risk;
  readonly options?: readonly OptionDefinition[];
  readonly available?: Action['available'];
};

const sketches: readonly Sketch[] = [
  {
    id: 'kinesis.split',
    key: 's',
    title: 'Split shard',
    on: 'part',
    risk: 'disruptive',
    options: [option('at'), option('isolate')],
  },
  {
    id: 'kinesis.scale',
    key: 'n',
    title: 'Change the shard count',
    on: 'resource',
    risk: 'disruptive',
    options: [option('count', {required: true})],
  },
  {id: 'kinesis.sample', key: 'f', title: 'Sample records', on: 'either', risk: 'intrusive-read'},
  {
    id: 'kinesis.metrics',
    key: 'e',
    title: 'Shard metrics',
    on: 'resource',
    risk: 'reversible',
    available: () => 'the stream is DELETING',
  },
  {
    id: 'kinesis.retain',
    key: 't',
    title: 'Keep records longer',
    on: 'resource',
    risk: 'reversible',
    options: [option('hours')],
  },
  {id: 'kinesis.purge', key: 'z', title: 'Purge', on: 'resource', risk: 'destructive'},
  {id: 'queues.look', key: 'v', title: 'Look at messages', on: 'resource', risk: 'disruptive'},
  {
    id: 'queues.redrive',
    key: 'd',
    title: 'Redrive',
    on: 'resource',
    risk: 'disruptive',
    available: queue => (queue as Queue).redriveRefused ?? true,
  },
  {
    id: 'queues.cancel',
    key: 'x',
    title: 'Cancel redrive',
    on: 'resource',
    risk: 'reversible',
    available: queue => (queue as Queue).redrive !== null || 'No task moves its messages',
  },
  {
    id: 'queues.pick',
    key: 'o',
    title: 'Pick',
    on: 'resource',
    risk: 'disruptive',
    options: [option('group')],
  },
  {
    id: 'buckets.lifecycle',
    key: 'L',
    title: 'Lifecycle rule',
    on: 'resource',
    risk: 'disruptive',
    options: [option('id'), option('abort-uploads')],
  },
  {id: 'queues.purge', key: undefined, title: 'Purge the queue', on: 'resource', risk: 'destructive'},
];

export const readyPlan = (plan: Plan): ReadyPlan => ({
  plan,
  again: () => Promise.resolve(readyPlan(plan)),
  async *carryOut() {
    yield {says: 'working'};
    return {ending: {ended: 'done'}, proof: undefined};
  },
});

export function planFor(sketch: Sketch, target: ActionTarget, changes: Partial<Plan> = {}): Plan {
  return {
    action: sketch.id,
    title: `${sketch.title} ${target.part ?? target.resource}`,
    target,
    risk: sketch.risk,
    steps: [{operation: 'kinesis:Do', says: 'do the thing', cli: `aws kinesis do --on ${target.resource}`}],
    changes: ['The thing is done then.'],
    picture: width => [[piece('#'.repeat(Math.min(10, width)))]],
    warnings: ['Things can be slow.'],
    blocked: [],
    undo: 'Undo the thing.',
    cost: 'It costs nothing.',
    basis: 'facts',
    ...changes,
  };
}

export const runningOf = (plan: Plan, changes: Partial<Running> = {}): Running => ({
  journalId: 'begun-here',
  id: 1,
  plan,
  startedAt: now,
  endedAt: undefined,
  says: 'working',
  shows: [],
  result: undefined,
  proof: undefined,
  ...changes,
});

/** Actions that do nothing but note what they were asked. */
export function fakeActions(changes: Partial<ActionsState> = {}): FakeActions {
  let state: ActionsState = {
    readOnly: false,
    allowsSampling: true,
    account: '111122224417',
    armedUntil: undefined,
    running: [],
    ...changes,
  };
  const listeners = new Set<() => void>();
  const asked: string[] = [];
  let read: JournalRead = {done: [], torn: 0};
  let make: ((target: ActionTarget, values: OptionValues) => Prepared) | undefined;
  let answer: (ready: ReadyPlan) => StartAnswer | Promise<StartAnswer> = ready => {
    const running = runningOf(ready.plan, {id: state.running.length + 1});
    change({running: [running, ...state.running]});
    return {started: running.id};
  };
  let held: Promise<void> = Promise.resolve();
  const change = (next: Partial<ActionsState>): void => {
    state = {...state, ...next};
    for (const listener of listeners) listener();
  };
  const actions = sketches.map((sketch): Action => {
    const {id, key, title, on, options = [], available = () => true} = sketch;
    return {
      id,
      key,
      title,
      describe: `${title}, described`,
      on,
      options,
      needs: [],
      sends: [],
      available,
      prepare: async (_session, target, values) => {
        await held;
        return make?.(target, values) ?? readyPlan(planFor(sketch, target));
      },
    };
  });
  return {
    get: () => state,
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    of: service => actions.filter(({id}) => id.startsWith(`${service}.`)),
    prepare: async (action, target, values) => {
      const given = Object.entries(values).map(([name, value]) => ` ${name}=${value}`);
      asked.push(
        `plan ${action.id} ${target.resource}${target.part ? ` ${target.part}` : ''}${given.join('')}`,
      );
      const sketch = sketches.find(({id}) => id === action.id);
      await held;
      if (!sketch) return {wrong: `There is no ${action.id}.`};
      return make?.(target, values) ?? readyPlan(planFor(sketch, target));
    },
    start: async (action, ready) => {
      asked.push(`start ${action.id} ${ready.plan.target.part ?? ready.plan.target.resource}`);
      return answer(ready);
    },
    cancel: id => {
      asked.push(`cancel ${id}`);
    },
    arm: lastFour => {
      asked.push(`arm ${lastFour}`);
      if (state.account?.slice(-4) !== lastFour) return 'The last four digits are not those of this account.';
      change({armedUntil: now + 15 * 60_000});
      return undefined;
    },
    lock: () => change({armedUntil: undefined}),
    journal: async () => read,
    asked,
    change,
    plans: next => {
      make = next;
    },
    answers: next => {
      answer = next;
    },
    hold: () => {
      const {promise, resolve} = Promise.withResolvers<void>();
      held = promise;
      return {release: resolve};
    },
    tells: next => {
      read = next;
    },
  };
}
