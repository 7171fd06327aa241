import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SQSClient,
} from '@aws-sdk/client-sqs';
import {onTestFinished, vi} from 'vitest';
import type {Action, OptionValues} from '../../../../source/actions/action.ts';
import {Journal} from '../../../../source/actions/journal.ts';
import {type Finished, type ReadyPlan, startAction} from '../../../../source/actions/life.ts';
import type {ActionTarget, Plan} from '../../../../source/actions/plan.ts';
import {Arming} from '../../../../source/aws/arming.ts';
import type {Session} from '../../../../source/aws/session.ts';
import {leapingClock, type MovedClock} from '../../../../source/simulator/clock.ts';
import type {QueueSource} from '../../../../source/simulator/scenarios/schema.ts';
import {scenarioStart} from '../../../../source/simulator/scenarios/start.ts';
import type {Simulation} from '../../../../source/simulator/start.ts';
import {scenarioFile, simulated} from '../../../simulated.ts';

const account = '730112094417';
const region = 'us-east-1';

/** An armed console on an account with these queues, and a client beside it that looks at what is really there. */
export type Bench = {
  readonly simulation: Simulation;
  readonly session: Session;
  readonly clock: MovedClock;
  readonly folder: string;
  readonly sqs: SQSClient;
  readonly url: (queue: string) => string;
  readonly arn: (queue: string) => string;
  readonly target: (queue: string) => ActionTarget;
  readonly plan: (action: Action, queue: string, values: OptionValues) => Promise<Plan>;
  /** Shows the plan, says yes, and waits for the end. */
  readonly run: (
    action: Action,
    queue: string,
    values: OptionValues,
    onProgress?: (says: string, stop: () => void) => void,
  ) => Promise<Finished>;
  readonly send: (queue: string, entries: readonly Partial<SendMessageBatchRequestEntry>[]) => Promise<void>;
  /** Somebody else receives messages and keeps them. */
  readonly hold: (queue: string, count: number) => Promise<void>;
  /** Takes everything out of a queue, in the order in which it comes. */
  readonly drain: (queue: string) => Promise<readonly Message[]>;
  readonly depth: (queue: string) => Promise<{readonly visible: number; readonly inFlight: number}>;
  /** What picks remember beside the journal. */
  readonly intentFiles: () => Promise<readonly string[]>;
  readonly journal: () => Promise<string>;
};

export async function bench(queues: QueueSource[] | 'black-friday'): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'hotshard-pick-'));
  vi.stubEnv('XDG_STATE_HOME', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    return rm(folder, {recursive: true});
  });
  const clock = leapingClock(scenarioStart);
  const scenario =
    typeof queues === 'string' ? queues : await scenarioFile({name: 'test', regions: [region], queues});
  const opened = await simulated(scenario, {clock});
  const {endpoint, accessKeyId, secretAccessKey} = opened.account;
  const sqs = new SQSClient({
    endpoint,
    region,
    credentials: {accessKeyId, secretAccessKey},
    useQueueUrlAsEndpoint: false,
  });
  onTestFinished(() => sqs.destroy());
  const arming = new Arming({clock, readOnly: false});
  const session = opened.session({arming});
  const journalPath = join(folder, 'hotshard', 'journal.jsonl');
  const journal = new Journal(journalPath);
  const url = (queue: string) => `${endpoint}/${account}/${queue}`;
  const arn = (queue: string) => `arn:aws:sqs:${region}:${account}:${queue}`;
  const target = (queue: string) => ({
    service: 'queues',
    account,
    region,
    arn: arn(queue),
    resource: queue,
  });
  const ready = async (action: Action, queue: string, values: OptionValues): Promise<ReadyPlan> => {
    const prepared = await action.prepare(session, target(queue), values, new AbortController().signal);
    if ('wrong' in prepared) throw new Error(prepared.wrong);
    return prepared;
  };
  return {
    simulation: opened.account,
    session,
    clock,
    folder,
    sqs,
    url,
    arn,
    target,
    plan: async (...asked) => (await ready(...asked)).plan,
    run: async (action, queue, values, onProgress) => {
      const stop = new AbortController();
      const confirmed = await ready(action, queue, values);
      arming.arm(account, account.slice(-4));
      const started = await startAction(confirmed, {
        action,
        session,
        journal,
        signal: stop.signal,
        onProgress: ({says}) => onProgress?.(says, () => stop.abort()),
      });
      if ('finished' in started) return started.finished;
      throw new Error('refused' in started ? started.refused : 'planned anew');
    },
    send: async (queue, entries) => {
      for (let first = 0; first < entries.length; first += 10) {
        const Entries = entries
          .slice(first, first + 10)
          .map((entry, index) => ({Id: String(index), MessageBody: '', ...entry}));
        await sqs.send(new SendMessageBatchCommand({QueueUrl: url(queue), Entries}));
      }
    },
    hold: async (queue, count) => {
      const asked = {QueueUrl: url(queue), MaxNumberOfMessages: count, VisibilityTimeout: 3600};
      await sqs.send(new ReceiveMessageCommand(asked));
    },
    drain: async queue => {
      const found: Message[] = [];
      for (;;) {
        const {Messages: messages = []} = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl: url(queue),
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 600,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
          }),
        );
        if (messages.length === 0) return found;
        found.push(...messages);
        const Entries = messages.map(({ReceiptHandle}, index) => ({Id: String(index), ReceiptHandle}));
        await sqs.send(new DeleteMessageBatchCommand({QueueUrl: url(queue), Entries}));
      }
    },
    depth: async queue => {
      const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
      const {Attributes: said = {}} = await sqs.send(
        new GetQueueAttributesCommand({QueueUrl: url(queue), AttributeNames: [...names]}),
      );
      return {visible: Number(said[names[0]]), inFlight: Number(said[names[1]])};
    },
    intentFiles: async () =>
      (await readdir(join(folder, 'hotshard')).catch(() => [])).filter(name => name.startsWith('pick-')),
    journal: () => readFile(journalPath, 'utf8'),
  };
}

/** A queue and its dead-letter queue, with nobody at work. */
export const pair = (more: Partial<QueueSource> = {}, fifo = false): QueueSource[] => {
  const end = fifo ? '.fifo' : '';
  return [
    {name: `payments${end}`, deadLetter: {queue: `payments-dlq${end}`, maxReceiveCount: 4}, ...more},
    {name: `payments-dlq${end}`, retentionSeconds: 1_209_600, ...(fifo && {contentBasedDeduplication: true})},
  ];
};
