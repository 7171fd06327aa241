import fc from 'fast-check';
import {expect, test} from 'vitest';
import {maxPoints, maxQueries, planCalls, type Query} from '../../source/metrics/calls.ts';

const now = Date.UTC(2026, 10, 27, 12, 0);

const query = fc.record({
  ask: fc.integer(),
  back: fc.constantFrom(300, 3600, 3 * 3600, 24 * 3600),
  periodSeconds: fc.constantFrom(60, 300),
});
const toQuery = ({ask, back, periodSeconds}: {ask: number; back: number; periodSeconds: number}) => ({
  ask,
  start: now - back * 1000,
  end: now,
  periodSeconds,
});

const pointsOf = (call: {start: number; end: number; queries: readonly Query<number>[]}) =>
  call.queries.reduce((sum, {periodSeconds}) => sum + (call.end - call.start) / 1000 / periodSeconds, 0);

test('every query is in exactly one request, and no request passes a limit', () => {
  fc.assert(
    fc.property(fc.array(query, {maxLength: 1500}), drawn => {
      const queries = drawn.map(toQuery);
      const calls = planCalls(queries);
      expect(calls.flatMap(call => call.queries)).toHaveLength(queries.length);
      expect(new Set(calls.flatMap(call => call.queries))).toEqual(new Set(queries));
      for (const call of calls) {
        expect(call.queries.length).toBeLessThanOrEqual(maxQueries);
        if (call.queries.length > 1) expect(Math.round(pointsOf(call))).toBeLessThanOrEqual(maxPoints);
        for (const each of call.queries) {
          expect(call.start).toBeLessThanOrEqual(each.start);
          expect(call.end).toBeGreaterThanOrEqual(each.end);
        }
      }
    }),
    {numRuns: 30},
  );
});

test('queries over the same window need no more requests than the limits demand', () => {
  fc.assert(
    fc.property(fc.integer({min: 1, max: 4000}), fc.constantFrom(300, 3600, 24 * 3600), (count, back) => {
      const queries = Array.from({length: count}, (_, ask) => toQuery({ask, back, periodSeconds: 60}));
      const perCall = Math.min(maxQueries, Math.floor(maxPoints / (back / 60)));
      expect(planCalls(queries)).toHaveLength(Math.ceil(count / perCall));
    }),
    {numRuns: 40},
  );
});

test('what is new comes before what is long ago', () => {
  const day = Array.from({length: 100}, (_, ask) => toQuery({ask, back: 24 * 3600, periodSeconds: 60}));
  const tail = Array.from({length: 700}, (_, ask) => toQuery({ask, back: 300, periodSeconds: 60}));
  const [first] = planCalls([...day, ...tail]);
  expect(first?.start).toBe(now - 300_000);
});
