import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Action, OptionValues} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../../../../source/actions/life.ts';
import type {ActionTarget} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import type {MuteRuleFact} from '../../../../source/services/alarms/facts.ts';
import {listMuteRules} from '../../../../source/services/alarms/requests.ts';
import {leapingClock, type MovedClock} from '../../../../source/simulator/clock.ts';
import type {ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import type {Simulation} from '../../../../source/simulator/start.ts';
import {scenarioFile, simulated} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

export type Bench = {
  readonly account: Simulation;
  readonly session: Session;
  readonly clock: MovedClock;
  readonly journal: Journal;
  /** What pressing the key shows. */
  readonly plan: (action: Action, alarm: string, values?: OptionValues) => Promise<ReadyPlan>;
  /** Says yes to a plan. */
  readonly start: (action: Action, ready: ReadyPlan) => ReturnType<typeof startAction>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (action: Action, alarm: string, values?: OptionValues) => Promise<Finished>;
  readonly rules: (alarm: string) => Promise<readonly MuteRuleFact[]>;
};

/** What alarms can look at, and whom they can page. */
const oneQueue: Pick<ScenarioSource, 'queues' | 'topics'> = {
  queues: [{name: 'orders', producers: []}],
  topics: [{name: 'pager', subscriptions: [{protocol: 'email', endpoint: 'on-call@example.com'}]}],
};

/** An alarm that stays as it is. */
export const alarm = (name: string, state: 'OK' | 'ALARM' = 'OK', more = {}) => ({
  name,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: {QueueName: 'orders'},
  fixed: {state, sinceSecond: -600},
  onAlarm: ['topic:pager'],
  ...more,
});

const targetOf = (name: string): ActionTarget => ({
  service: 'alarms',
  account,
  region,
  arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`,
  resource: name,
});

/** An armed console on an account with these alarms. */
export async function bench(scenario: Partial<ScenarioSource>): Promise<Bench> {
  const clock = leapingClock(scenarioStart);
  const file = await scenarioFile({name: 'test', regions: [region], ...oneQueue, ...scenario});
  const opened = await simulated(file, {clock});
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  await session.identify();
  const journal = new Journal(join(await mkdtemp(join(tmpdir(), 'hotshard-mute-')), 'journal.jsonl'));
  const {signal} = new AbortController();
  const plan: Bench['plan'] = async (action, name, values = {}) => {
    const prepared = await action.prepare(session, targetOf(name), values, signal);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  const start: Bench['start'] = (action, ready) => {
    arming.arm(account, account.slice(-4));
    return startAction(ready, {action, session, journal, signal, onProgress: () => {}});
  };
  return {
    account: opened.account,
    session,
    clock,
    journal,
    plan,
    start,
    run: async (action, name, values) => {
      const started = await start(action, await plan(action, name, values));
      if ('finished' in started) return started.finished;
      throw new Error('refused' in started ? started.refused : 'planned anew');
    },
    rules: name => listMuteRules(session, name),
  };
}
