import type {Finding, Part, Snapshot} from '../../source/monitor/schema.ts';
import type {Alarm} from '../../source/services/alarms/model.ts';
import type {Bucket} from '../../source/services/buckets/model.ts';
import type {Shard, Stream} from '../../source/services/kinesis/model.ts';
import type {Queue} from '../../source/services/queues/model.ts';

export const now = Date.parse('2026-11-27T12:04:30Z');
const asOf = '2026-11-27T12:04:00.000Z';
const account = '111122224417';

const arnOf = (name: string, region = 'us-east-1'): string =>
  `arn:aws:kinesis:${region}:${account}:stream/${name}`;

const minutes = <Value>(count: number, value: (minute: number) => Value): Value[] =>
  Array.from({length: count}, (_, minute) => value(minute));

const keySpace = 1n << 128n;

export function shard(index: number, count: number, changes: Partial<Shard> = {}): Shard {
  const utilization = changes.utilization ?? 0.2 + (index % 5) * 0.05;
  return {
    id: `shardId-${String(index).padStart(12, '0')}`,
    parent: null,
    adjacentParent: null,
    startingHashKey: String((keySpace * BigInt(index)) / BigInt(count)),
    endingHashKey: String((keySpace * BigInt(index + 1)) / BigInt(count) - 1n),
    width: 1 / count,
    open: true,
    inBytesPerSecond: utilization * 1_048_576,
    inRecordsPerSecond: utilization * 800,
    refusedPerMinute: 0,
    utilization,
    askedUtilizationAtMost: utilization,
    outBytesPerSecond: utilization * 1_048_576,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 900,
    heat: 'cool',
    measuredBy: 'metrics',
    metricsAsOf: null,
    history: {
      startAt: asOf,
      periodSeconds: 60,
      utilization: minutes(60, minute => utilization + (minute % 3) / 50),
    },
    missing: {},
    ...changes,
  };
}

export function stream(name: string, changes: Partial<Stream> = {}): Stream {
  const region = changes.region ?? 'us-east-1';
  return {
    name,
    arn: arnOf(name, region),
    account,
    region,
    status: 'ACTIVE',
    mode: 'PROVISIONED',
    retentionHours: 24,
    encryption: null,
    enhancedMetrics: [],
    verdict: 'balanced',
    verdictText: 'Nothing is refused, and no shard is hot.',
    openShards: 4,
    inBytesPerSecond: 1_200_000,
    inRecordsPerSecond: 900,
    outBytesPerSecond: 1_200_000,
    utilization: 0.3,
    utilizationPeak1h: 0.4,
    utilizationPeak24h: 0.5,
    skew: 1.2,
    refusedPerMinute: 0,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 1200,
    readVerdict: 'keeping-up',
    readVerdictText: 'The slowest shared reader keeps up, 1.2s behind.',
    waysOut: [],
    loss: {state: 'none', inSeconds: null, basis: null, limitedBy: null},
    consumers: [],
    shards: minutes(4, index => shard(index, 4)),
    history: {
      startAt: asOf,
      periodSeconds: 60,
      inBytesPerSecond: minutes(180, minute => 1_000_000 + minute * 1000),
      inRecordsPerSecond: minutes(180, () => 900),
      refusedPerMinute: minutes(180, () => 0),
      iteratorAgeMs: minutes(180, () => 1200),
    },
    metricsAsOf: asOf,
    missing: {},
    ...changes,
  };
}

export function finding(of: Stream, changes: Partial<Finding> = {}): Finding {
  const kind = changes.kind ?? 'kinesis.hot-range';
  return {
    id: `${kind} ${of.arn}`,
    kind,
    severity: 'critical',
    service: 'kinesis',
    account,
    region: of.region,
    arn: of.arn,
    resource: of.name,
    title: 'one range is hot, a split helps',
    detail: 'One range is hot and a split will help.',
    since: null,
    deadline: null,
    evidence: {},
    suggest: null,
    ...changes,
  };
}

/** Sixteen shards, the eighth of them hot: the stream of which a split helps. */
export const orders: Stream = stream('orders', {
  openShards: 16,
  refusedPerMinute: 9600,
  shards: [
    shard(7, 16, {utilization: 0.99, heat: 'hot', refusedPerMinute: 9600, askedUtilizationAtMost: 1.15}),
    ...minutes(16, index => shard(index, 16)).filter((_, index) => index !== 7),
  ],
});

/** A reader nearly a day behind, with two hours left. */
export const enriched: Stream = stream('clicks-enriched', {
  iteratorAgeMs: 22.1 * 3.6e6,
  loss: {state: 'at-risk', inSeconds: 6720, basis: 'measured', limitedBy: 'retention'},
  consumers: [
    {
      name: 'classic',
      kind: 'shared',
      state: null,
      lastResult: null,
      mapping: null,
      lagMs: 22.1 * 3.6e6,
      slopeMsPerSecond: 280,
      loss: {state: 'at-risk', inSeconds: 6720, basis: 'measured', limitedBy: 'retention'},
      missing: {},
    },
  ],
  history: {
    startAt: asOf,
    periodSeconds: 60,
    inBytesPerSecond: minutes(180, () => 900_000),
    inRecordsPerSecond: minutes(180, () => 700),
    refusedPerMinute: minutes(180, () => 0),
    iteratorAgeMs: minutes(180, minute => (19.8 + minute * 0.0128) * 3.6e6),
  },
});

export const blackFriday: readonly Stream[] = [
  enriched,
  orders,
  ...['audit', 'carts', 'payments', 'searches', 'sessions', 'views'].map(name => stream(name)),
];

export const blackFridayFindings: readonly Finding[] = [
  finding(enriched, {
    kind: 'kinesis.losing-records',
    title: 'losing records in 1h52m',
    detail: 'Readers are 22h06m behind of 24h and fall further behind: records are lost in 1h52m.',
    deadline: new Date(now + 6_720_000).toISOString(),
  }),
  finding(orders, {title: 'shard 0007 full, a split helps'}),
  finding(stream('payments'), {
    kind: 'kinesis.age-rising',
    severity: 'warning',
    title: 'readers 6m behind, and rising',
    detail: 'Readers fall behind.',
  }),
];

const fresh: Part = {state: 'fresh', asOf, problem: null};

export type SnapshotParts = {
  readonly streams?: readonly Stream[];
  /** Read only where a test gives some. */
  readonly queues?: readonly Queue[];
  readonly alarms?: readonly Alarm[];
  readonly buckets?: readonly Bucket[];
  readonly findings?: readonly Finding[];
  readonly part?: Part;
  readonly regions?: readonly string[];
  readonly usdPerHour?: number | null;
};

export function snapshotOf({
  streams = blackFriday,
  queues,
  alarms,
  buckets,
  findings = blackFridayFindings,
  part = fresh,
  regions = ['us-east-1'],
  usdPerHour = 0.04,
}: SnapshotParts = {}): Snapshot {
  return {
    schema: 'hotshard.snapshot/1',
    takenAt: asOf,
    tookMs: 12,
    status: 'ok',
    sources: regions.map(region => ({
      profile: 'prod-data',
      account,
      callerArn: `arn:aws:iam::${account}:user/on-call`,
      region,
      parts: {
        kinesis: part,
        ...(queues ? {queues: part} : {}),
        ...(alarms ? {alarms: part} : {}),
        ...(buckets ? {buckets: part} : {}),
      },
    })),
    findings: [...findings],
    kinesis: {...part, streams: [...streams]},
    ...(queues ? {queues: {...part, queues: [...queues]}} : {}),
    ...(alarms ? {alarms: {...part, alarms: [...alarms]}} : {}),
    ...(buckets ? {buckets: {...part, buckets: [...buckets]}} : {}),
    usage: {
      calls: 3,
      metricsRequested: 40,
      estimatedUsd: 0.001,
      estimatedUsdPerHour: usdPerHour,
      byOperation: {},
    },
  };
}

export const manyStreams = (count: number): readonly Stream[] => {
  const shards = [shard(0, 1)];
  return minutes(count, index => stream(`stream-${String(index).padStart(5, '0')}`, {shards, openShards: 1}));
};
