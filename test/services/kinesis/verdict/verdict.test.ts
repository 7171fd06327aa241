import {expect, test} from 'vitest';
import type {Shard} from '../../../../source/services/kinesis/model.ts';
import type {ShardSample} from '../../../../source/services/kinesis/sample/sample.ts';
import {defaultThresholds} from '../../../../source/services/kinesis/thresholds.ts';
import type {WriteEvidence} from '../../../../source/services/kinesis/verdict/evidence.ts';
import {writeVerdict} from '../../../../source/services/kinesis/verdict/verdict.ts';

const shardOf = (number: number, utilization: number | null, asked = utilization): Shard => ({
  id: `shardId-00000000000${number}`,
  parent: null,
  adjacentParent: null,
  startingHashKey: String(number * 1000),
  endingHashKey: String(number * 1000 + 999),
  width: 0.25,
  open: true,
  inBytesPerSecond: null,
  inRecordsPerSecond: null,
  refusedPerMinute: null,
  utilization,
  askedUtilizationAtMost: asked,
  outBytesPerSecond: null,
  readRefusedPerMinute: null,
  iteratorAgeMs: null,
  heat: 'unknown',
  measuredBy: utilization === null ? null : 'metrics',
  metricsAsOf: null,
  history: null,
  missing: {},
});

const evidenceOf = (
  loads: readonly (number | null)[],
  more: Partial<WriteEvidence> & {readonly mode?: string; readonly mean?: number} = {},
): WriteEvidence => {
  const {mode = 'PROVISIONED', mean, ...rest} = more;
  const known = loads.filter(load => load !== null);
  return {
    stream: {
      name: 'orders',
      region: 'eu-west-1',
      mode,
      status: 'ACTIVE',
      openShards: loads.length,
      utilization: mean ?? known.reduce((sum, load) => sum + load, 0) / loads.length,
      shards: loads.map((load, index) => shardOf(index, load)),
      missing: {},
    },
    refusedPerMinute: 0,
    writePeak: 0.6,
    readPeak: 0.3,
    samples: new Map(),
    ...rest,
  };
};

const load = Array.from({length: 10}, (_, index) => ({hashKey: BigInt(50 + index * 100), weight: 0.1}));
const sampleOf = (share: number, more: Partial<ShardSample> = {}): ReadonlyMap<string, ShardSample> =>
  new Map([
    [
      'shardId-000000000000',
      {
        shardId: 'shardId-000000000000',
        start: 0n,
        end: 999n,
        takenAt: 0,
        seconds: 20,
        records: 4000,
        bytes: 5_000_000,
        misplaced: 0,
        dimension: 'bytes',
        keys: [{key: 'customer@example.org', hashKey: 450n, share}],
        keyErrorShare: 0,
        load,
        median: {hashKey: 550n, low: 450n, high: 550n},
        ...more,
      },
    ],
  ]);

const judge = (evidence: WriteEvidence) => writeVerdict(evidence, defaultThresholds);

test('a full shard among others with room is hot, and without a sample nobody says why', () => {
  const verdict = judge(evidenceOf([1, 0.3, 0.3, 0.4], {refusedPerMinute: 9600}));
  expect(verdict).toMatchObject({
    kind: 'hot-unsampled',
    title: 'shard 0000 full, 9,600/m refused',
    suggest: {action: 'kinesis.sample', args: {stream: 'orders', shard: 'shardId-000000000000'}},
  });
});

test('many keys in it: a split helps, at the median that was sampled', () => {
  const samples = sampleOf(0.2);
  const verdict = judge(evidenceOf([1, 0.3, 0.3, 0.4], {refusedPerMinute: 9600, samples}));
  expect(verdict).toMatchObject({
    kind: 'hot-range',
    title: 'shard 0000 full, a split helps',
    suggest: {action: 'kinesis.split'},
  });
  expect(verdict.says).toMatch(
    /a split helps: shard 0000 takes 100%.*split at the load median: 50% and 50%\.$/,
  );
  expect(verdict.suggest?.cli).toContain('--new-starting-hash-key 550');
});

test('one key that fills a shard: no split helps, and the key itself is in no document', () => {
  const samples = sampleOf(0.93);
  const verdict = judge(evidenceOf([1, 0.3, 0.3, 0.4], {refusedPerMinute: 4100, samples}));
  expect(verdict).toMatchObject({kind: 'hot-key', title: 'one key fills a shard, 4,100/m refused'});
  expect(verdict.title?.length).toBeLessThanOrEqual(40);
  expect(JSON.stringify(verdict)).not.toContain('customer');
});

test('one key with most of a shard that is less than a shard: it is put alone', () => {
  const parts = [
    {hashKey: 100n, weight: 0.2},
    {hashKey: 450n, weight: 0.6},
    {hashKey: 900n, weight: 0.2},
  ];
  const samples = sampleOf(0.6, {load: parts});
  expect(judge(evidenceOf([1, 0.3, 0.3, 0.4], {samples}))).toMatchObject({
    kind: 'hot-range',
    says: expect.stringContaining('put that key alone in a shard'),
  });
});

test('an on-demand stream is never offered a split, but the levers that it has', () => {
  for (const share of [0.2, 0.95]) {
    const samples = sampleOf(share);
    const {says, suggest} = judge(evidenceOf([1, 0.3, 0.3, 0.4], {samples, mode: 'ON_DEMAND'}));
    expect(says).toMatch(/AUTO/);
    expect(says).not.toMatch(/split (at|helps$)/);
    expect(suggest?.action).not.toBe('kinesis.split');
  }
  const full = judge(evidenceOf([0.9, 0.9, 0.95, 0.9], {mode: 'ON_DEMAND', refusedPerMinute: 5}));
  expect(full).toMatchObject({kind: 'underprovisioned', says: expect.stringContaining('warm throughput')});
  expect(full.suggest).toBeUndefined();
});

test('refused while no shard is near its limit on the mean: bursts, and no more shards', () => {
  expect(judge(evidenceOf([0.3, 0.35, 0.3, 0.3], {refusedPerMinute: 120}))).toMatchObject({
    kind: 'burst',
    title: 'short bursts, 120/m refused',
    says: expect.stringContaining('0001, takes 35%'),
  });
});

test('without shard metrics, refused at a low mean is uneven, and a sample of the stream tells', () => {
  const blind = [null, null, null, null];
  expect(judge(evidenceOf(blind, {mean: 0.23, refusedPerMinute: 4100}))).toMatchObject({
    kind: 'hot-unsampled',
    title: 'uneven load, 4,100/m refused',
    suggest: {action: 'kinesis.sample', args: {stream: 'orders'}},
  });
  expect(judge(evidenceOf(blind, {mean: 0.5})).kind).toBe('unknown');
  expect(judge(evidenceOf(blind, {mean: 0.15, writePeak: undefined})).kind).toBe('balanced');
});

test('every shard full: too few, and how many would do', () => {
  expect(judge(evidenceOf([0.9, 0.9, 0.9, 0.9], {refusedPerMinute: 600}))).toMatchObject({
    kind: 'underprovisioned',
    title: 'too few shards, 600/m refused',
    suggest: {action: 'kinesis.scale', args: {count: '6'}},
  });
});

test('too many only by the highest minute of a whole day, of writes and of reads', () => {
  const idle = [0.05, 0.05, 0.04, 0.05];
  const day = {writePeak: 0.1, readPeak: 0.1};
  expect(judge(evidenceOf(idle, day)).kind).toBe('overprovisioned');
  expect(judge(evidenceOf(idle, {...day, writePeak: 0.3})).kind).toBe('balanced');
  expect(judge(evidenceOf(idle, {...day, readPeak: 0.3})).kind).toBe('balanced');
  expect(judge(evidenceOf(idle, {...day, writePeak: undefined})).kind).toBe('balanced');
  expect(judge(evidenceOf(idle, {...day, mode: 'ON_DEMAND'})).kind).toBe('balanced');
});
