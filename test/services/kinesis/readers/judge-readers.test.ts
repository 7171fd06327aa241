import {expect, test} from 'vitest';
import type {MetricAsk, Series} from '../../../../source/metrics/ask.ts';
import {consumerAsk, functionAsks, shardAsk, streamAsks} from '../../../../source/services/kinesis/asks.ts';
import type {MappingFact, StreamDetail} from '../../../../source/services/kinesis/facts.ts';
import {judgeReaders} from '../../../../source/services/kinesis/readers/judge-readers.ts';
import {defaultThresholds} from '../../../../source/services/kinesis/thresholds.ts';

const minute = 60_000;
const hour = 3_600_000;
const now = Date.UTC(2026, 10, 27, 12, 4);
const coveredUntil = now - 2 * minute;
const arn = 'arn:aws:kinesis:us-east-1:111122223333:stream/orders';

type Minutes = (minutesAgo: number) => number | undefined;

/** An hour of a metric; its minutes are counted back from the newest one. */
function series(value: Minutes): Series {
  const points = Array.from({length: 60}, (_, index) => 59 - index).flatMap(ago => {
    const known = value(ago);
    return known === undefined ? [] : [{at: coveredUntil - (ago + 1) * minute, value: known}];
  });
  return {points, periodSeconds: 60, coveredUntil};
}

const keyOf = ({namespace, name, dimensions}: MetricAsk) => JSON.stringify([namespace, name, dimensions]);

type World = {
  readonly series: readonly (readonly [MetricAsk, Minutes])[];
  readonly shards?: number;
  readonly metered?: boolean;
  readonly closed?: readonly number[];
  readonly consumers?: readonly string[];
  readonly mappings?: readonly Partial<MappingFact>[];
};

const shardId = (index: number) => `shardId-${String(index).padStart(12, '0')}`;

function judge({
  series: known,
  shards = 4,
  metered = true,
  closed = [],
  consumers = [],
  mappings = [],
}: World) {
  const asOf = now;
  const detail: StreamDetail = {
    summary: {
      asOf,
      value: {
        status: 'ACTIVE',
        mode: 'PROVISIONED',
        retentionHours: 24,
        encryption: undefined,
        enhancedMetrics: metered ? ['ALL'] : [],
        openShards: shards,
        consumers: consumers.length,
      },
    },
    shards: {
      asOf,
      value: Array.from({length: shards}, (_, index) => ({
        id: shardId(index),
        parent: undefined,
        adjacentParent: undefined,
        startingHashKey: '0',
        endingHashKey: '1',
        open: !closed.includes(index),
      })),
    },
    consumers: {
      asOf,
      value: consumers.map(name => ({name, arn: `${arn}/consumer/${name}:1`, status: 'ACTIVE'})),
    },
  };
  const book = new Map(known.map(([ask, value]) => [keyOf(ask), series(value)]));
  return judgeReaders({name: 'orders', arn, status: 'ACTIVE', mode: 'PROVISIONED'}, detail, {
    now,
    region: 'us-east-1',
    thresholds: defaultThresholds,
    book: ask => book.get(keyOf(ask)) ?? {points: [], periodSeconds: 60, coveredUntil},
    mappings: mappings.map(mapping => ({...plainMapping, ...mapping})),
  });
}

const plainMapping: MappingFact = {
  uuid: 'u-1',
  source: arn,
  function: 'enrich',
  state: 'Enabled',
  lastResult: 'OK',
  parallelizationFactor: 1,
  maximumRecordAgeSeconds: -1,
  maximumRetryAttempts: -1,
  bisectBatchOnFunctionError: false,
};

const fresh: Minutes = () => 900;
const sharedAge = streamAsks('orders').iteratorAge;
const ageOf = (shard: number, age: Minutes) =>
  [shardAsk('orders', shardId(shard), 'iteratorAge', true), age] as const;

test('a shard that nobody reads any more does not show in the age of the stream, and is found', () => {
  const judged = judge({
    series: [
      [sharedAge, fresh],
      ageOf(0, fresh),
      ageOf(1, fresh),
      ageOf(2, ago => (ago < 20 ? undefined : 900)),
      ageOf(3, fresh),
    ],
  });
  expect(judged.readVerdict).toBe('reader-gone');
  expect(judged.readVerdictText).toMatch(/^Nobody has read shard 0002 for 20m/);
  expect(judged.loss).toMatchObject({state: 'at-risk', basis: 'assumed'});
  expect(judged.waysOut[1]).toBe('Start a worker for shard 0002: nobody reads there.');
});

test('a closed shard that has been read to its end is nobody’s loss', () => {
  const drained = ageOf(2, ago => (ago < 20 ? undefined : 900));
  const judged = judge({
    series: [[sharedAge, fresh], ageOf(0, fresh), ageOf(1, fresh), drained],
    closed: [2],
  });
  expect(judged.readVerdict).toBe('keeping-up');
});

test('the shard that gets to the limit first sets the clock, not the one that is furthest behind', () => {
  const highest: Minutes = () => 20 * hour;
  const steepest: Minutes = ago => 18 * hour - ago * minute;
  const judged = judge({
    series: [[sharedAge, highest], ageOf(0, highest), ageOf(1, steepest), ageOf(2, fresh)],
  });
  expect(judged.readVerdict).toBe('falling-behind');
  expect(judged.loss.inSeconds).toBeCloseTo(6 * 3600 - 120, -2);
  expect(judged.sharedLag?.settledMs).toBe(20 * hour);
});

test('the age of a function that reads several streams is not taken for this one’s', () => {
  const asks = functionAsks('enrich');
  const late: Minutes = ago => 22 * hour - ago * minute;
  const both = [{}, {uuid: 'u-2', source: arn.replace('orders', 'clicks')}];
  const world = {series: [[sharedAge, fresh] as const, [asks.iteratorAge, late] as const]};
  expect(judge({...world, mappings: both}).readVerdict).toBe('keeping-up');
  expect(judge({...world, mappings: [{}]}).readVerdict).toBe('falling-behind');
});

test('a function behind a fan-out consumer reads the stream too', () => {
  const asks = functionAsks('enrich');
  const judged = judge({
    series: [
      [consumerAsk('orders', 'fan'), fresh],
      [asks.iteratorAge, fresh],
    ],
    consumers: ['fan'],
    mappings: [{source: `${arn}/consumer/fan:1700000000`}],
  });
  expect(judged.consumers.map(({name, kind}) => [kind, name])).toEqual([
    ['enhanced', 'fan'],
    ['lambda', 'enrich'],
  ]);
});

test('a function whose every call fails is to be repaired, whatever its factor', () => {
  const asks = functionAsks('enrich');
  const rising: Minutes = ago => hour - ago * minute;
  const judged = judge({
    series: [
      [sharedAge, rising],
      [asks.iteratorAge, rising],
      [asks.invocations, () => 24],
      [asks.errors, () => 24],
    ],
    metered: false,
    mappings: [{lastResult: 'PROBLEM: Function call failed'}],
  });
  expect(judged.readVerdictText).toMatch(/100% of its invocations fail/);
  expect(judged.waysOut.some(way => way.startsWith('Repair enrich'))).toBe(true);
});

test('a mapping of another stream is not among the readers of this one', () => {
  const other = {source: arn.replace('orders', 'orders-eu')};
  expect(judge({series: [], mappings: [other]}).consumers).toEqual([]);
});

test('where nothing is read, nothing is claimed', () => {
  expect(judge({series: []})).toMatchObject({
    readVerdict: 'unknown',
    loss: {state: 'unknown'},
    waysOut: [],
    consumers: [],
  });
});
