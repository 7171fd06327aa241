import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DeleteQueueCommand, SetQueueAttributesCommand, SQSClient} from '@aws-sdk/client-sqs';
import type {Action, OptionValues, Prepared} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import type {Done} from '../../../../source/actions/journal-entry.ts';
import {type Finished, startAction} from '../../../../source/actions/life.ts';
import type {Plan} from '../../../../source/actions/plan.ts';
import {Runner} from '../../../../source/actions/runner.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import type {MoveTask} from '../../../../source/services/queues/facts.ts';
import {readAttributes, readTasks} from '../../../../source/services/queues/requests.ts';
import {leapingClock, type MovedClock} from '../../../../source/simulator/clock.ts';
import type {QueueSource, ScenarioSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import type {Simulation} from '../../../../source/simulator/start.ts';
import {scenarioFile, unguarded} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

type Ready = Extract<Prepared, {readonly plan: Plan}>;
type Watch = (says: string, stop: () => void) => void;

/** An armed console on an account with these queues. */
export type Bench = {
  readonly simulation: Simulation;
  readonly session: Session;
  readonly clock: MovedClock;
  readonly arn: (queue: string) => string;
  readonly prepare: (action: Action, queue: string, values?: OptionValues) => Promise<Prepared>;
  readonly plan: (action: Action, queue: string, values?: OptionValues) => Promise<Plan>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (action: Action, queue: string, values?: OptionValues, watch?: Watch) => Promise<Ran>;
  /** What a console runs its actions with, and its journal. */
  readonly console: () => {readonly runner: Runner; readonly journal: Journal};
  readonly depth: (queue: string) => Promise<number>;
  readonly tasks: (queue: string) => Promise<readonly MoveTask[]>;
  /** What somebody else does meanwhile. */
  readonly change: (queue: string, attributes: Record<string, string>) => Promise<unknown>;
  readonly remove: (queue: string) => Promise<unknown>;
  readonly end: () => Promise<void>;
};

type Ran = Finished & {readonly said: readonly string[]; readonly journaled: Done};

type Scenario = Partial<Omit<ScenarioSource, 'queues'>> & {readonly seed?: number};

export async function bench(
  queues: readonly QueueSource[] | 'black-friday',
  {seed = 1, ...more}: Scenario = {},
): Promise<Bench> {
  const clock = leapingClock(scenarioStart);
  const scenario =
    typeof queues === 'string'
      ? queues
      : await scenarioFile({name: 'test', regions: [region], queues: [...queues], ...more});
  const opened = await unguarded(scenario, {seed, clock});
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  const {endpoint, accessKeyId, secretAccessKey} = opened.account;
  const credentials = {accessKeyId, secretAccessKey};
  const sqs = new SQSClient({endpoint, region, credentials, useQueueUrlAsEndpoint: false});
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-redrive-'));
  const journal = new Journal(join(folder, 'journal.jsonl'));
  const arn = (queue: string) => `arn:aws:sqs:${region}:${account}:${queue}`;
  const prepare: Bench['prepare'] = (action, queue, values = {}) => {
    const target = {service: 'queues', account, region, arn: arn(queue), resource: queue};
    return action.prepare(session, target, values, new AbortController().signal);
  };
  const ready = async (...asked: Parameters<typeof prepare>): Promise<Ready> => {
    const prepared = await prepare(...asked);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {
    simulation: opened.account,
    session,
    clock,
    arn,
    prepare,
    plan: async (...asked) => (await ready(...asked)).plan,
    run: async (action, queue, values = {}, watch = () => {}) => {
      const stop = new AbortController();
      const said: string[] = [];
      const confirmed = await ready(action, queue, values);
      arming.arm(account, account.slice(-4));
      const started = await startAction(confirmed, {
        action,
        session,
        journal,
        signal: stop.signal,
        onProgress: ({says}) => {
          said.push(says);
          watch(says, () => stop.abort());
        },
      });
      if (!('finished' in started)) {
        throw new Error('refused' in started ? started.refused : 'planned anew');
      }
      const finished = await started.finished;
      const {done} = await journal.read();
      const journaled = done.find(({id}) => id === started.id);
      if (!journaled) throw new Error('it is not in the journal');
      return {...finished, said, journaled};
    },
    console: () => {
      arming.arm(account, account.slice(-4));
      const onBug = (error: unknown) => {
        throw error;
      };
      return {runner: new Runner({journal, now: clock.now, onEnd: () => {}, onBug}), journal};
    },
    depth: async queue => {
      const {visible, inFlight, delayed} = await readAttributes(session, urlOf(endpoint, queue));
      return Number(visible) + Number(inFlight) + Number(delayed);
    },
    tasks: queue => readTasks(session, arn(queue)),
    change: (queue, Attributes) =>
      sqs.send(new SetQueueAttributesCommand({QueueUrl: urlOf(endpoint, queue), Attributes})),
    remove: queue => sqs.send(new DeleteQueueCommand({QueueUrl: urlOf(endpoint, queue)})),
    end: async () => {
      sqs.destroy();
      await opened.end();
      await rm(folder, {recursive: true});
    },
  };
}

const urlOf = (endpoint: string, queue: string): string => `${endpoint}/${account}/${queue}`;

export type Failing = {
  readonly messages?: number;
  /** The share of what is in the dead-letter queue that fails again. */
  readonly bounce?: number;
  /** What arrives in the dead-letter queue by itself, a minute. */
  readonly arrivalsPerMinute?: number;
  readonly visibilityTimeoutSeconds?: number;
  readonly maxReceiveCount?: number;
  /** Nobody sends to it and nobody consumes it. */
  readonly abandoned?: boolean;
  /** From this second its consumer is dead. */
  readonly consumerDiesAtSecond?: number;
};

const hour = 3600;

/** `payments`, whose failed messages are in `payments-dlq` and have been for a day; and what fails there now. */
export function paymentsQueues({
  messages = 300,
  bounce = 0,
  arrivalsPerMinute = 0,
  visibilityTimeoutSeconds = 15,
  maxReceiveCount = 2,
  abandoned = false,
  consumerDiesAtSecond,
}: Failing = {}): readonly QueueSource[] {
  const failing = Math.round(messages * bounce);
  const held = (count: number, reason: string, repairedAtSecond?: number) => ({
    messages: count,
    fromSecond: -20 * hour,
    untilSecond: -19 * hour,
    reason,
    source: 'payments',
    ...(repairedAtSecond === undefined ? {} : {repairedAtSecond}),
  });
  const perSecond = 10;
  const changes = consumerDiesAtSecond === undefined ? [] : [{atSecond: consumerDiesAtSecond, times: 0}];
  return [
    {
      name: 'payments',
      visibilityTimeoutSeconds,
      deadLetter: {queue: 'payments-dlq', maxReceiveCount},
      ...(abandoned
        ? {}
        : {producers: [{messagesPerSecond: perSecond}], consumer: {messagesPerSecond: 40, changes}}),
      failures:
        arrivalsPerMinute === 0
          ? []
          : [
              {
                reason: 'OutOfStock: item {number}',
                share: arrivalsPerMinute / 60 / perSecond,
                fromSecond: -2 * hour,
              },
            ],
    },
    {
      name: 'payments-dlq',
      retentionSeconds: 14 * 24 * hour,
      held: [
        ...(messages > failing ? [held(messages - failing, 'Timeout after {ms} ms', -hour)] : []),
        ...(failing > 0 ? [held(failing, "TypeError: cannot read 'iban' of undefined")] : []),
      ],
    },
  ];
}
