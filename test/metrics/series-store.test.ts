import {expect, test} from 'vitest';
import {lastOf, type MetricAsk} from '../../source/metrics/ask.ts';
import {SeriesStore} from '../../source/metrics/series-store.ts';

const minute = 60_000;
const noon = Date.UTC(2026, 10, 27, 12, 0);
const ask: MetricAsk = {
  namespace: 'AWS/Kinesis',
  name: 'IncomingBytes',
  dimensions: {StreamName: 'orders'},
  statistic: 'Sum',
  periodSeconds: 60,
  windowSeconds: 3600,
};
const at = (minutes: number) => noon + minutes * minute;
const points = (from: number, to: number, value = 7) =>
  Array.from({length: to - from}, (_, index) => ({at: at(from + index), value}));

test('a window is asked for whole once, and then only its new end', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  const first = store.due(key, noon, 1);
  expect(first).toEqual({start: at(-62), end: at(-2)});
  store.learn(key, at(-62), at(-2), points(-62, -2));

  expect(store.due(key, noon + 59_000, 1)).toBeUndefined();
  const next = store.due(key, noon + minute, 1);
  expect(next).toEqual({start: at(-5), end: at(-1)});
  store.learn(key, at(-5), at(-1), points(-5, -1, 9));
  expect(store.get(ask).points).toHaveLength(60);
  expect(lastOf(store.get(ask))).toEqual({value: 9, asOf: at(-1)});
});

test('the minute that is not complete yet is never taken in', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  store.learn(key, at(-62), at(-2), [...points(-62, -2), {at: at(-2), value: 1}]);
  expect(lastOf(store.get(ask))).toEqual({value: 7, asOf: at(-2)});
});

test('a period without a point is no data, and not the value before it', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  store.learn(key, at(-62), at(-2), points(-62, -10));
  expect(lastOf(store.get(ask))).toEqual({missing: 'no-data'});
});

test('what was known stays known, with its own time, when AWS refuses to tell more', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  store.learn(key, at(-62), at(-2), points(-62, -2));
  store.fail(key, 'throttled');
  expect(lastOf(store.get(ask))).toEqual({value: 7, asOf: at(-2)});
  expect(store.due(key, noon + minute, 1)).toBeDefined();
});

test('a series never answered says why', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  expect(lastOf(store.get(ask))).toEqual({missing: 'not-asked'});
  store.fail(key, 'denied');
  expect(lastOf(store.get(ask))).toEqual({missing: 'denied'});
});

test('the same words are the same series, whatever the order of the dimensions', () => {
  const store = new SeriesStore();
  const shard = {...ask, dimensions: {StreamName: 'orders', ShardId: 'shardId-000000000000'}};
  const turned = {...ask, dimensions: {ShardId: 'shardId-000000000000', StreamName: 'orders'}};
  expect(store.want(shard, noon)).toBe(store.want(turned, noon));
});

test('when a wider window is wanted, it is asked for whole', () => {
  const store = new SeriesStore();
  const narrow = {...ask, windowSeconds: 300, everySeconds: 300};
  const key = store.want(narrow, noon);
  store.learn(key, at(-7), at(-2), points(-7, -2));
  store.want(ask, noon + 1);
  expect(store.due(key, noon + 1, 1)).toEqual({start: at(-62), end: at(-2)});
});

test('a budget that is too small makes the same series due less often', () => {
  const store = new SeriesStore();
  const key = store.want(ask, noon);
  store.learn(key, at(-62), at(-2), points(-62, -2));
  expect(store.due(key, noon + 2 * minute, 3)).toBeUndefined();
  expect(store.due(key, noon + 3 * minute, 3)).toBeDefined();
});
