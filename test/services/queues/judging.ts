import type {Problem} from '../../../source/aws/problem.ts';
import type {MetricAsk, SeriesBook} from '../../../source/metrics/ask.ts';
import type {Finding} from '../../../source/monitor/schema.ts';
import {asks} from '../../../source/services/queues/all-asks.ts';
import type {QueueMetric} from '../../../source/services/queues/asks.ts';
import {queueAsks} from '../../../source/services/queues/asks.ts';
import type {
  MoveTask,
  QueueAttributes,
  QueueDetail,
  QueueFacts,
  Sender,
} from '../../../source/services/queues/facts.ts';
import {judge} from '../../../source/services/queues/judge.ts';
import type {Queue} from '../../../source/services/queues/model.ts';
import {defaultThresholds} from '../../../source/services/queues/thresholds.ts';

export const minuteMs = 60_000;
export const now = Date.parse('2026-11-21T12:05:00Z');
/** The end of the last minute that CloudWatch has settled. */
export const settled = now - 2 * minuteMs;

export const arnOf = (name: string): string => `arn:aws:sqs:us-east-1:730112094417:${name}`;

/** Minutes that end now, oldest first; undefined is a minute without data. */
type Minutes = readonly (number | undefined)[];

export type Told = {
  readonly attributes?: Partial<QueueAttributes> | Problem;
  readonly series?: Partial<Record<QueueMetric, Minutes>>;
  /** The highest ages of its oldest message, step by step until now, where somebody asks for the past. */
  readonly pastAges?: {readonly stepSeconds: 300 | 3600; readonly seconds: Minutes};
  readonly tasks?: readonly Partial<MoveTask>[];
  readonly sources?: readonly string[];
};

export type Account = {
  readonly queues: Readonly<Record<string, Told>>;
  readonly senders?: Readonly<Record<string, readonly Sender[]>>;
  /** Functions and topics could not be asked. */
  readonly sendersDenied?: boolean;
  readonly open?: string;
};

export const denied: Problem = {
  missing: 'denied',
  code: 'AccessDeniedException',
  sentence: 'Not allowed: sqs:GetQueueAttributes in us-east-1.',
};

const attributes = (name: string, changes: Partial<QueueAttributes>): QueueAttributes => ({
  arn: arnOf(name),
  fifo: name.endsWith('.fifo'),
  kms: undefined,
  deadLetterQueue: undefined,
  maxReceiveCount: changes.deadLetterQueue === undefined ? undefined : 4,
  redriveAllow: undefined,
  visibilityTimeoutSeconds: 60,
  retentionSeconds: 345_600,
  delaySeconds: 0,
  receiveWaitSeconds: 20,
  maximumMessageBytes: 262_144,
  contentBasedDeduplication: false,
  visible: 0,
  inFlight: 0,
  delayed: 0,
  ...changes,
});

const task = (changes: Partial<MoveTask>): MoveTask => ({
  status: 'COMPLETED',
  handle: undefined,
  source: '',
  destination: undefined,
  perSecond: undefined,
  moved: undefined,
  total: undefined,
  failure: undefined,
  startedAt: now - 10 * minuteMs,
  ...changes,
});

function detailOf(name: string, told: Told): QueueDetail {
  const said = told.attributes ?? {};
  return {
    attributes: 'sentence' in said ? {problem: said} : {value: attributes(name, said), asOf: now},
    ...(told.tasks === undefined ? {} : {tasks: {value: told.tasks.map(task), asOf: now}}),
    ...(told.sources === undefined ? {} : {deadLetterSources: {value: told.sources.map(arnOf), asOf: now}}),
  };
}

export function factsOf({queues, senders = {}, sendersDenied = false}: Account): QueueFacts {
  const names = Object.keys(queues);
  const byQueue = new Map(Object.entries(senders).map(([name, who]) => [arnOf(name), who]));
  return {
    queues: {
      value: names.map(name => ({
        name,
        arn: arnOf(name),
        url: `https://sqs.us-east-1.amazonaws.com/730112094417/${name}`,
      })),
      asOf: now,
    },
    details: new Map(Object.entries(queues).map(([name, told]) => [arnOf(name), detailOf(name, told)])),
    senders: {
      value: {
        byQueue,
        whole: !sendersDenied,
        unreadSubscriptions: 0,
        problems: sendersDenied ? [denied] : [],
      },
      asOf: now,
    },
    looks: new Map(),
  };
}

const viewOf = ({open}: Account) => ({visible: [], open: open === undefined ? undefined : arnOf(open)});

/** Knows a series only where somebody asks for it, as the planner does; what is learned can make more be asked. */
function bookOf(account: Account, facts: QueueFacts): SeriesBook {
  const keyOf = ({name, dimensions, periodSeconds}: MetricAsk) =>
    `${dimensions.QueueName} ${name} ${periodSeconds}`;
  const told = new Map<string, Minutes>();
  for (const listed of facts.queues.value ?? []) {
    const {series = {}, pastAges} = account.queues[listed.name] ?? {};
    const of = queueAsks(listed);
    for (const [metric, minutes] of Object.entries(series)) {
      told.set(keyOf(of[metric as QueueMetric]), minutes);
    }
    if (pastAges) told.set(keyOf({...of.age, periodSeconds: pastAges.stepSeconds}), pastAges.seconds);
  }
  const asked = new Set<string>();
  const book: SeriesBook = ask => {
    const {periodSeconds} = ask;
    const key = keyOf(ask);
    if (!asked.has(key)) return {points: [], periodSeconds, coveredUntil: undefined, missing: 'not-asked'};
    const values = told.get(key) ?? [];
    const stepMs = periodSeconds * 1000;
    const coveredUntil = Math.floor(settled / stepMs) * stepMs;
    const points = values.flatMap((value, index) =>
      value === undefined ? [] : [{at: coveredUntil - (values.length - index) * stepMs, value}],
    );
    return {points, periodSeconds, coveredUntil};
  };
  for (let round = 0; round < 2; round += 1) {
    for (const ask of asks(facts, viewOf(account), book)) asked.add(keyOf(ask));
  }
  return book;
}

export type JudgedAccount = {
  readonly queue: (name: string) => Queue;
  readonly findings: readonly Finding[];
  /** `critical queues.dlq-growing orders-dlq` */
  readonly told: readonly string[];
};

export function judged(account: Account): JudgedAccount {
  const facts = factsOf(account);
  const {resources, findings} = judge(facts, {
    now,
    region: 'us-east-1',
    view: viewOf(account),
    book: bookOf(account, facts),
    thresholds: defaultThresholds,
    others: {},
  });
  return {
    queue: name => {
      const found = resources.find(each => each.name === name);
      if (!found) throw new Error(`There is no queue ${name}.`);
      return found;
    },
    findings,
    told: findings.map(({severity, kind, resource}) => `${severity} ${kind} ${resource}`),
  };
}

/** A source and its dead-letter queue, with what the test says of either. */
export const pair = (dlq: Told, source: Told = {}, more: Partial<Account> = {}): Account => ({
  queues: {
    orders: {
      ...source,
      attributes: {
        deadLetterQueue: arnOf('orders-failed'),
        ...(source.attributes ?? {}),
      } as Partial<QueueAttributes>,
    },
    'orders-failed': {
      ...dlq,
      attributes: {retentionSeconds: 1_209_600, ...(dlq.attributes ?? {})} as Partial<QueueAttributes>,
    },
  },
  ...more,
});

export const flat = (value: number, minutes = 180): readonly number[] =>
  Array.from({length: minutes}, () => value);

/** So many more each minute since so many minutes ago; what was there before stays. */
export const rising = (perMinute: number, since: number, from = 0, minutes = 180): readonly number[] =>
  Array.from({length: minutes}, (_, index) => from + perMinute * Math.max(0, index + 1 + since - minutes));
