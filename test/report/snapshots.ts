import type {Finding, Snapshot} from '../../source/monitor/schema.ts';
import {equalRanges, widthOf} from '../../source/services/kinesis/hash-range.ts';
import type {Consumer, Shard, Stream} from '../../source/services/kinesis/model.ts';
import type {Queue} from '../../source/services/queues/model.ts';
import {
  deadLetterDocument,
  queueArn,
  queueDocument,
  queueFinding,
  redriveDocument,
  unreadDocument,
} from '../services/queues/queue.ts';

export const takenAt = '2026-11-21T12:04:30.000Z';

export function shardOf(index: number, count: number, more: Partial<Shard> = {}): Shard {
  const range = equalRanges(count)[index] ?? {start: 0n, end: 0n};
  return {
    id: `shardId-${String(index).padStart(12, '0')}`,
    parent: null,
    adjacentParent: null,
    startingHashKey: String(range.start),
    endingHashKey: String(range.end),
    width: widthOf(range),
    open: true,
    inBytesPerSecond: 220_000,
    inRecordsPerSecond: 140,
    refusedPerMinute: 0,
    utilization: 0.22,
    askedUtilizationAtMost: 0.22,
    outBytesPerSecond: 220_000,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 900,
    heat: 'cool',
    measuredBy: 'metrics',
    metricsAsOf: null,
    history: null,
    missing: {},
    ...more,
  };
}

export function streamOf(name: string, more: Partial<Stream> = {}): Stream {
  return {
    name,
    arn: `arn:aws:kinesis:us-east-1:123456784417:stream/${name}`,
    account: '123456784417',
    region: 'us-east-1',
    status: 'ACTIVE',
    mode: 'PROVISIONED',
    retentionHours: 24,
    encryption: 'KMS',
    enhancedMetrics: [],
    verdict: 'balanced',
    verdictText: 'Nothing is refused, and no shard is hot.',
    openShards: 4,
    inBytesPerSecond: 9_800_000,
    inRecordsPerSecond: 6120,
    outBytesPerSecond: 9_700_000,
    utilization: 0.61,
    utilizationPeak1h: 0.8,
    utilizationPeak24h: 0.9,
    skew: 1.7,
    refusedPerMinute: 0,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 1200,
    readVerdict: 'keeping-up',
    readVerdictText: 'The slowest shared reader keeps up, 1.2s behind.',
    waysOut: [],
    loss: {state: 'none', inSeconds: null, basis: 'measured', limitedBy: null},
    consumers: [],
    shards: [0, 1, 2, 3].map(index => shardOf(index, 4)),
    history: null,
    metricsAsOf: '2026-11-21T12:03:00.000Z',
    missing: {},
    ...more,
  };
}

export const consumerOf = (name: string, more: Partial<Consumer> = {}): Consumer => ({
  name,
  kind: 'enhanced',
  state: 'ACTIVE',
  lastResult: null,
  mapping: null,
  lagMs: 252_000,
  slopeMsPerSecond: 200,
  loss: {state: 'at-risk', inSeconds: 6720, basis: 'measured', limitedBy: 'retention'},
  missing: {},
  ...more,
});

export const findingOf = (stream: Stream, more: Partial<Finding> = {}): Finding => ({
  id: '0123456789abcdef',
  kind: 'kinesis.writes-refused',
  severity: 'critical',
  service: 'kinesis',
  account: stream.account,
  region: stream.region,
  arn: stream.arn,
  resource: stream.name,
  title: '9,600/m writes refused',
  detail: 'Writes were refused in 5 of the last 5 minutes.',
  since: '2026-11-21T11:52:00.000Z',
  deadline: null,
  evidence: {refusedPerMinute: 9600},
  suggest: null,
  ...more,
});

const fresh = {state: 'fresh', asOf: takenAt, problem: null} as const;

export function snapshotOf(streams: readonly Stream[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: 'hotshard.snapshot/1',
    takenAt,
    tookMs: 812,
    status: 'ok',
    sources: [
      {
        profile: 'prod-data',
        account: '123456784417',
        callerArn: 'arn:aws:sts::123456784417:assumed-role/oncall/kim',
        region: 'us-east-1',
        parts: {kinesis: fresh},
      },
    ],
    findings: [],
    kinesis: {...fresh, streams: [...streams]},
    usage: {
      calls: 12,
      metricsRequested: 40,
      estimatedUsd: 0.0004,
      estimatedUsdPerHour: 0.04,
      byOperation: {'kinesis:ListShards': 4},
    },
    ...more,
  };
}

const orders = streamOf('orders', {
  refusedPerMinute: 9600,
  utilization: 0.61,
  iteratorAgeMs: 252_000,
  consumers: [consumerOf('audit')],
  shards: [
    shardOf(0, 4),
    shardOf(1, 4, {utilization: 0.99, heat: 'hot', refusedPerMinute: 9600, inBytesPerSecond: 1_030_000}),
    shardOf(2, 4, {utilization: 0.64, heat: 'warm'}),
    shardOf(3, 4),
  ],
});
const clicks = streamOf('clicks-enriched', {
  iteratorAgeMs: 79_560_000,
  loss: {state: 'at-risk', inSeconds: 6720, basis: 'measured', limitedBy: 'retention'},
});
const audit = streamOf('audit', {
  inBytesPerSecond: null,
  utilization: null,
  refusedPerMinute: null,
  iteratorAgeMs: null,
  shards: [],
  missing: {
    inBytesPerSecond: 'throttled',
    utilization: 'throttled',
    refusedPerMinute: 'throttled',
    iteratorAgeMs: 'no-data',
  },
});

/** An account at noon: two streams in trouble, one that could not be measured. */
export const troubled: Snapshot = snapshotOf([orders, clicks, audit], {
  status: 'critical',
  findings: [
    findingOf(clicks, {
      id: 'fedcba9876543210',
      kind: 'kinesis.records-lost-soon',
      title: 'losing records in 1h52m',
      detail: 'Its readers are 22h06m behind and fall further behind (limit 1d).',
      deadline: '2026-11-21T13:56:30.000Z',
    }),
    findingOf(orders),
    findingOf(audit, {id: 'a', kind: 'kinesis.input-stopped', severity: 'warning', title: 'input stopped'}),
  ],
});

/** A second region of the account, where nothing may be read. */
export const denied: Snapshot = snapshotOf([], {
  status: 'unknown',
  sources: [
    {
      profile: null,
      account: null,
      callerArn: null,
      region: 'eu-west-1',
      parts: {
        kinesis: {
          state: 'denied',
          asOf: null,
          problem: 'kinesis:ListStreams is denied; add it to the policy of this role.',
        },
      },
    },
  ],
  kinesis: {
    state: 'denied',
    asOf: null,
    problem: 'kinesis:ListStreams is denied; add it to the policy of this role.',
    streams: [],
  },
});

/** Names that nobody should be able to make, in every place that comes from outside. */
export const hostileName = "a|b\"c\\d\n`e`<f>\u001b[31m\u202e\u0007'g'=h{i}日本";
const hostileStream = streamOf(hostileName);
export const hostile: Snapshot = snapshotOf([hostileStream], {
  status: 'warning',
  findings: [
    findingOf(hostileStream, {severity: 'warning', title: hostileName.slice(0, 40), detail: hostileName}),
  ],
});

/** An account of which only the queues were asked for. */
export function queueSnapshotOf(queues: readonly Queue[], more: Partial<Snapshot> = {}): Snapshot {
  const {kinesis: _, ...rest} = snapshotOf([]);
  const sources = rest.sources.map(source => ({...source, parts: {queues: fresh}}));
  return {...rest, sources, queues: {...fresh, queues: [...queues]}, ...more};
}

const paymentsDlq = deadLetterDocument();
const ordersDlq = deadLetterDocument({
  name: 'orders-dlq',
  sources: [queueArn('orders')],
  visible: 31,
  growthPerMinute: 0,
  drain: {state: 'draining', seconds: 1630},
  firstLossInSeconds: {atLeast: 82_900, atMost: 113_400},
  redrive: redriveDocument(),
});
const payments = queueDocument({name: 'payments', deadLetterQueue: paymentsDlq.arn, maxReceiveCount: 4});
const idle = queueDocument({
  name: 'reports',
  visible: 0,
  inFlight: 0,
  oldestAgeSeconds: null,
  firstLossInSeconds: null,
  sentPerMinute: null,
  receivedPerMinute: null,
  deletedPerMinute: null,
  growthPerMinute: null,
  drain: {state: 'empty', seconds: null},
  consumerAlive: null,
  missing: {
    oldestAgeSeconds: 'not-applicable',
    sentPerMinute: 'no-data',
    receivedPerMinute: 'no-data',
    deletedPerMinute: 'no-data',
    growthPerMinute: 'no-data',
    consumerAlive: 'no-data',
  },
});

/** Two dead-letter queues in trouble, one queue that is idle, one that nobody has read yet. */
export const failing: Snapshot = queueSnapshotOf(
  [paymentsDlq, ordersDlq, payments, idle, unreadDocument({name: 'unread'})],
  {
    status: 'critical',
    findings: [
      queueFinding(paymentsDlq),
      queueFinding(ordersDlq, {
        id: 'b',
        kind: 'queues.first-loss',
        severity: 'warning',
        title: 'first message lost in 23 to 31h',
        deadline: '2026-11-22T11:06:10.000Z',
      }),
    ],
  },
);

/** Streams and queues of one account. */
export const together: Snapshot = {
  ...troubled,
  sources: troubled.sources.map(source => ({...source, parts: {kinesis: fresh, queues: fresh}})),
  findings: [...failing.findings.slice(0, 1), ...troubled.findings, ...failing.findings.slice(1)],
  ...(failing.queues ? {queues: failing.queues} : {}),
};

const hostileQueue = deadLetterDocument({name: hostileName, arn: hostileName, sources: [hostileName]});
export const hostileQueues: Snapshot = queueSnapshotOf([hostileQueue], {
  status: 'critical',
  findings: [queueFinding(hostileQueue, {title: hostileName.slice(0, 40), detail: hostileName})],
});
