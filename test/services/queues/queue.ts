import type {Finding} from '../../../source/monitor/schema.ts';
import type {Queue, Redrive} from '../../../source/services/queues/model.ts';

const account = '123456784417';
const asOf = '2026-11-21T12:03:00.000Z';

export const queueArn = (name: string, region = 'us-east-1'): string =>
  `arn:aws:sqs:${region}:${account}:${name}`;

/** A queue that is well: its consumer takes what comes. Everything is known of it. */
export function queueDocument(changes: Partial<Queue> = {}): Queue {
  const {name = 'orders', region = 'us-east-1'} = changes;
  return {
    name,
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    arn: queueArn(name, region),
    account,
    region,
    fifo: name.endsWith('.fifo'),
    kms: null,
    isDeadLetter: false,
    sources: [],
    senders: [],
    deadLetterQueue: null,
    maxReceiveCount: null,
    visibilityTimeoutSeconds: 60,
    retentionSeconds: 345_600,
    delaySeconds: 0,
    visible: 12,
    inFlight: 4,
    delayed: 0,
    oldestAgeSeconds: 8,
    firstLossInSeconds: {atLeast: 345_592, atMost: 345_592},
    sentPerMinute: 210,
    receivedPerMinute: 214,
    deletedPerMinute: 212,
    growthPerMinute: 0,
    drain: {state: 'steady', seconds: null},
    consumerAlive: true,
    verdictText: 'Its consumer keeps up.',
    redrive: null,
    redriveRefused: 'No queue sends its failed messages here.',
    look: null,
    history: null,
    metricsAsOf: asOf,
    missing: {},
    ...changes,
  };
}

/** A dead-letter queue that fills: 1,204 messages of `payments`, 38 more a minute. */
export const deadLetterDocument = (changes: Partial<Queue> = {}): Queue =>
  queueDocument({
    name: 'payments-dlq',
    isDeadLetter: true,
    sources: [queueArn('payments', changes.region)],
    retentionSeconds: 1_209_600,
    visible: 1204,
    inFlight: 0,
    oldestAgeSeconds: 2460,
    firstLossInSeconds: {atLeast: 1_204_000, atMost: 1_207_140},
    sentPerMinute: 0,
    receivedPerMinute: 0,
    deletedPerMinute: 0,
    growthPerMinute: 38,
    drain: {state: 'growing', seconds: null},
    consumerAlive: false,
    verdictText: '1,204 messages wait, and 38 more come each minute.',
    redriveRefused: null,
    ...changes,
  });

/** A queue that is listed; nobody has asked for its attributes yet. */
export const unreadDocument = (changes: Partial<Queue> = {}): Queue =>
  queueDocument({
    isDeadLetter: null,
    retentionSeconds: null,
    visibilityTimeoutSeconds: null,
    delaySeconds: null,
    visible: null,
    inFlight: null,
    delayed: null,
    oldestAgeSeconds: null,
    firstLossInSeconds: null,
    sentPerMinute: null,
    receivedPerMinute: null,
    deletedPerMinute: null,
    growthPerMinute: null,
    drain: {state: 'unknown', seconds: null},
    consumerAlive: null,
    verdictText: 'Nothing of it was read yet.',
    redriveRefused: null,
    metricsAsOf: null,
    missing: Object.fromEntries(
      [
        'isDeadLetter',
        'deadLetterQueue',
        'maxReceiveCount',
        'retentionSeconds',
        'visibilityTimeoutSeconds',
        'delaySeconds',
        'visible',
        'inFlight',
        'delayed',
        'oldestAgeSeconds',
        'firstLossInSeconds',
        'sentPerMinute',
        'receivedPerMinute',
        'deletedPerMinute',
        'growthPerMinute',
        'drain',
        'consumerAlive',
      ].map(field => [field, 'not-asked'] as const),
    ),
    ...changes,
  });

export const redriveDocument = (changes: Partial<Redrive> = {}): Redrive => ({
  status: 'RUNNING',
  handle: 'handle-of-the-task',
  moved: 412,
  total: 1204,
  perSecond: 45,
  destination: null,
  startedAt: '2026-11-21T11:58:00.000Z',
  failure: null,
  ...changes,
});

export const queueFinding = (queue: Queue, changes: Partial<Finding> = {}): Finding => ({
  id: `queues.dlq-growing ${queue.arn}`,
  kind: 'queues.dlq-growing',
  severity: 'critical',
  service: 'queues',
  account: queue.account,
  region: queue.region,
  arn: queue.arn,
  resource: queue.name,
  title: '1,204 waiting, +38/m since 11:52',
  detail: 'Messages of payments fail, and more come each minute.',
  since: '2026-11-21T11:52:00.000Z',
  deadline: null,
  evidence: {visible: 1204, growthPerMinute: 38},
  suggest: null,
  ...changes,
});
