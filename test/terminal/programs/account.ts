import type {Finding, Snapshot} from '../../../source/monitor/schema.ts';
import type {Shard, Stream} from '../../../source/services/kinesis/model.ts';

const account = '123456784417';
const region = 'us-east-1';
const keySpace = 2n ** 128n;
const calm = {state: 'none', inSeconds: null, basis: 'measured', limitedBy: null} as const;

/** A document of so many streams, the first of them with so many shards and a finding. */
export function snapshotOf(streams: number, shards: number, takenAt: string): Snapshot {
  const parts = {kinesis: {state: 'fresh', asOf: takenAt, problem: null}} as const;
  return {
    schema: 'hotshard.snapshot/1',
    takenAt,
    tookMs: 12,
    status: 'critical',
    sources: [{profile: null, account, callerArn: `arn:aws:iam::${account}:user/test`, region, parts}],
    findings: [finding(takenAt)],
    kinesis: {
      ...parts.kinesis,
      streams: Array.from({length: streams}, (_, index) => stream(index, index === 0 ? shards : 1, takenAt)),
    },
    usage: {
      calls: 3,
      metricsRequested: 12,
      estimatedUsd: 0,
      estimatedUsdPerHour: 0.04,
      byOperation: {'kinesis:ListShards': 1},
    },
  };
}

/** The same document, but that one number of one stream and of one of its shards is another. */
export function withAnotherAge(snapshot: Snapshot, index: number, iteratorAgeMs: number): Snapshot {
  if (snapshot.kinesis === undefined) return snapshot;
  const streams = snapshot.kinesis.streams.map((stream, at) => {
    if (at !== index) return stream;
    const shards = stream.shards.map((shard, place) => (place === 0 ? {...shard, iteratorAgeMs} : shard));
    return {...stream, iteratorAgeMs, shards};
  });
  return {...snapshot, kinesis: {...snapshot.kinesis, streams}};
}

function stream(index: number, shards: number, asOf: string): Stream {
  const name = `stream-${String(index).padStart(5, '0')}`;
  return {
    name,
    arn: `arn:aws:kinesis:${region}:${account}:stream/${name}`,
    account,
    region,
    status: 'ACTIVE',
    mode: 'PROVISIONED',
    retentionHours: 24,
    encryption: 'NONE',
    enhancedMetrics: ['IncomingBytes', 'IncomingRecords'],
    verdict: 'balanced',
    verdictText: 'Nothing is refused, and no shard is hot.',
    openShards: shards,
    inBytesPerSecond: 400_000 - index,
    inRecordsPerSecond: 500,
    outBytesPerSecond: 400_000,
    utilization: 0.4,
    utilizationPeak1h: 0.5,
    utilizationPeak24h: 0.6,
    skew: 1.1,
    refusedPerMinute: 0,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 900,
    readVerdict: 'keeping-up',
    readVerdictText: 'The slowest shared reader keeps up, 0.9s behind.',
    waysOut: [],
    loss: calm,
    consumers: [],
    shards: Array.from({length: shards}, (_, shard) => shardOf(shard, shards)),
    history: null,
    metricsAsOf: asOf,
    missing: {},
  };
}

function shardOf(index: number, count: number): Shard {
  const edge = (at: number) => (keySpace * BigInt(at)) / BigInt(count);
  return {
    id: `shardId-${String(index).padStart(12, '0')}`,
    parent: null,
    adjacentParent: null,
    startingHashKey: String(edge(index)),
    endingHashKey: String(edge(index + 1) - 1n),
    width: 1 / count,
    open: true,
    inBytesPerSecond: 400_000,
    inRecordsPerSecond: 500,
    refusedPerMinute: 0,
    utilization: 0.5,
    askedUtilizationAtMost: 0.5,
    outBytesPerSecond: 400_000,
    readRefusedPerMinute: 0,
    iteratorAgeMs: 900,
    heat: 'cool',
    measuredBy: 'metrics',
    metricsAsOf: null,
    history: null,
    missing: {},
  };
}

function finding(since: string): Finding {
  const {name, arn} = stream(0, 0, since);
  return {
    id: 'f1',
    kind: 'kinesis.losing-records',
    severity: 'critical',
    service: 'kinesis',
    account,
    region,
    arn,
    resource: name,
    title: 'losing records in 1h52m',
    detail: 'The reader is further behind every minute.',
    since,
    deadline: null,
    evidence: {},
    suggest: null,
  };
}
