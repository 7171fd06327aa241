import {mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {OptionValues, Prepared} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import {type Finished, startAction} from '../../../../source/actions/life.ts';
import type {Plan} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import {test as testAlarm} from '../../../../source/services/alarms/test/action.ts';
import {leapingClock, type MovedClock} from '../../../../source/simulator/clock.ts';
import type {
  AlarmSource,
  CompositeAlarmSource,
  ScenarioSource,
} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import {scenarioFile, simulated} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

type Ran = Finished & {readonly said: readonly string[]; readonly shown: readonly string[]};

export type Bench = {
  readonly session: Session;
  readonly journal: Journal;
  readonly arming: Arming;
  readonly clock: MovedClock;
  /** Another session on the same account. */
  readonly reader: (arming: Arming) => Session;
  readonly plan: (alarm: string, values?: OptionValues) => Promise<Plan>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (
    alarm: string,
    values?: OptionValues,
    watch?: (says: string, stop: () => void) => void,
  ) => Promise<Ran>;
};

/** A quiet alarm: nothing evaluates it but by setting it back. */
export const quiet = (name: string, more: Partial<AlarmSource> = {}): AlarmSource => ({
  name,
  namespace: 'AWS/SQS',
  metric: 'ApproximateNumberOfMessagesVisible',
  dimensions: {QueueName: 'payments'},
  fixed: {state: 'OK', sinceSecond: -3600},
  ...more,
});

export type Alarms = {
  readonly alarms: readonly AlarmSource[];
  readonly compositeAlarms?: readonly CompositeAlarmSource[];
  readonly muteRules?: ScenarioSource['muteRules'];
};

/** An account with a pager, a chat that nobody reads, and functions, one of which refuses alarms. */
const scenarioOf = ({alarms, compositeAlarms = [], muteRules = []}: Alarms): Promise<string> =>
  scenarioFile({
    name: 'alarms',
    regions: [region],
    queues: [{name: 'payments'}],
    topics: [
      {
        name: 'pager',
        subscriptions: [
          {protocol: 'https', endpoint: 'https://pager.example/in'},
          {protocol: 'email', endpoint: 'on-call@example.com'},
        ],
      },
      {
        name: 'unread',
        subscriptions: [{protocol: 'email', endpoint: 'gone@example.com', confirmed: false}],
      },
      {name: 'closed', refusesAlarms: true, subscriptions: [{protocol: 'sms', endpoint: '+491700000'}]},
    ],
    functions: [{name: 'open-incident', refusesAlarms: true}, {name: 'repair'}],
    alarms: [...alarms],
    compositeAlarms: [...compositeAlarms],
    muteRules,
  });

export async function bench(alarms: Alarms): Promise<Bench> {
  const clock = leapingClock(scenarioStart);
  const opened = await simulated(await scenarioOf(alarms), {clock});
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  const journal = new Journal(join(await mkdtemp(join(tmpdir(), 'hotshard-alarms-')), 'journal.jsonl'));
  const prepare = async (alarm: string, values: OptionValues = {}) => {
    const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`;
    const target = {service: 'alarms', account, region, arn, resource: alarm};
    const {signal} = new AbortController();
    const prepared: Prepared = await testAlarm.prepare(session, target, values, signal);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {
    session,
    journal,
    arming,
    clock,
    reader: other => opened.session({arming: other}),
    plan: async (alarm, values) => (await prepare(alarm, values)).plan,
    run: async (alarm, values, watch = () => {}) => {
      const ready = await prepare(alarm, values);
      arming.arm(account, account.slice(-4));
      const stop = new AbortController();
      const said: string[] = [];
      let shown: readonly string[] = [];
      const started = await startAction(ready, {
        action: testAlarm,
        session,
        journal,
        signal: stop.signal,
        onProgress: ({says, shows}) => {
          said.push(says);
          shown = shows ?? shown;
          watch(says, () => stop.abort());
        },
      });
      if (!('finished' in started)) throw new Error('refused' in started ? started.refused : 'planned anew');
      return {...(await started.finished), said, shown};
    },
  };
}
