import fc from 'fast-check';
import {expect, test} from 'vitest';
import type {Problem} from '../../../../source/aws/problem.ts';
import type {Lister} from '../../../../source/services/buckets/scan/engine.ts';
import {count, listerOf, objectsOf, pageOf, truthOf} from './listing.ts';

const flat = fc.array(fc.string({minLength: 1, maxLength: 6, unit: fc.constantFrom(...'0123456789abcdef')}), {
  maxLength: 400,
});
const strange = fc.array(
  fc.string({
    minLength: 1,
    maxLength: 5,
    unit: fc.constantFrom(
      'a',
      '/',
      '\n',
      '\u001b',
      ' ',
      '+',
      '%',
      'é',
      '\ud7ff',
      '\ue000',
      '\uffff',
      '🦔',
      '\u{10ffff}',
    ),
  }),
  {maxLength: 200},
);
const deep = fc.array(
  fc
    .array(fc.constantFrom('2025', '2026', '01', '02', 'logs', 'x', ''), {minLength: 1, maxLength: 7})
    .map(parts => `${parts.join('/')}part`),
  {maxLength: 300},
);
const numbered = fc
  .nat(3000)
  .map(most => Array.from({length: most}, (_, index) => `part-${String(index).padStart(5, '0')}`));
const keySets = fc.oneof(flat, strange, deep, numbered);
const pageSizes = fc.constantFrom(1, 3, 10, 100);

test('counts every object once, whatever the keys and however they are divided', async () => {
  await fc.assert(
    fc.asyncProperty(keySets, pageSizes, async (keys, pageSize) => {
      const objects = objectsOf(keys);
      const {ended, objects: counted, bytes} = await count(answersOutOfOrder(listerOf(objects, pageSize)));
      expect(ended).toBe('counted');
      expect({objects: counted, bytes}).toEqual(truthOf(objects));
    }),
    {numRuns: 60},
  );
});

test('counts what is under a prefix and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      deep,
      fc.constantFrom('logs', 'logs/', '2025/0', 'x', 'nothing'),
      async (keys, prefix) => {
        const objects = objectsOf(keys);
        const {ended, objects: counted, bytes} = await count(listerOf(objects, 5), {prefix});
        expect(ended).toBe('counted');
        expect({objects: counted, bytes}).toEqual(truthOf(objects, prefix));
      },
    ),
    {numRuns: 40},
  );
});

test('stopped after any number of calls, again and again, it goes on to the same totals', async () => {
  await fc.assert(
    fc.asyncProperty(
      keySets,
      pageSizes,
      fc.array(fc.integer({min: 1, max: 9}), {minLength: 1}),
      async (keys, pageSize, stops) => {
        const objects = objectsOf(keys);
        const list = answersOutOfOrder(listerOf(objects, pageSize));
        let found = await count(list, {maxCalls: 1});
        for (const calls of stops) {
          if (found.ended === 'counted') break;
          // As it comes back from a file.
          const from = JSON.parse(JSON.stringify(found.position));
          const stop = new AbortController();
          let left = calls;
          const stopping: Lister = (request, sheet) => {
            left -= 1;
            if (left === 0) stop.abort();
            return list(request, sheet);
          };
          found = await count(stopping, {from, signal: stop.signal});
        }
        const from = JSON.parse(JSON.stringify(found.position));
        const {ended, objects: counted, bytes} = await count(list, {from});
        expect(ended).toBe('counted');
        expect({objects: counted, bytes}).toEqual(truthOf(objects));
      },
    ),
    {numRuns: 40},
  );
});

test('a flat bucket and one of folders are both listed by many at once, at the cost of few calls more', async () => {
  const counts = {
    hexadecimal: Array.from({length: 40_000}, (_, index) =>
      ((index * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0'),
    ),
    numbered: Array.from({length: 40_000}, (_, index) => `part-${String(index).padStart(6, '0')}`),
    dated: Array.from(
      {length: 40_000},
      (_, index) => `logs/2026/${String((index >> 9) % 12).padStart(2, '0')}/${index % 28}/part-${index}`,
    ),
    folders: Array.from(
      {length: 40_000},
      (_, index) => `customer-${String(Math.floor(index ** 1.5 / 40_000)).padStart(5, '0')}/${index}/data`,
    ),
  };
  for (const [name, keys] of Object.entries(counts)) {
    const list = listerOf(objectsOf(keys), 100);
    let underWay = 0;
    let together = 0;
    const watched: Lister = async (request, sheet) => {
      underWay += 1;
      together += underWay;
      await new Promise(resolve => setImmediate(resolve));
      const answer = await list(request, sheet);
      underWay -= 1;
      return answer;
    };
    const {ended, objects, position} = await count(watched);
    expect(ended).toBe('counted');
    expect(objects).toBe(40_000);
    expect(position.calls, name).toBeLessThan(400 * 1.3);
    expect(together / position.calls, name).toBeGreaterThan(7);
  }
});

test('asked to slow down, it asks fewer at a time, and misses nothing', async () => {
  const objects = objectsOf(Array.from({length: 5_000}, (_, index) => `k${index}`));
  const list = listerOf(objects, 20);
  let calls = 0;
  const slowing: Lister = async (request, sheet) => {
    calls += 1;
    const nth = calls;
    await Promise.resolve();
    return nth > 40 && nth % 40 < 6 ? {ok: false, problem: slowDown} : list(request, sheet);
  };
  const seen: number[] = [];
  const {ended, objects: counted, bytes} = await count(slowing, {onStanding: atOnce => seen.push(atOnce)});
  expect(ended).toBe('counted');
  expect({objects: counted, bytes}).toEqual(truthOf(objects));
  expect(Math.min(...seen)).toBeLessThanOrEqual(8);
});

test('refused for good, it ends with the problem and keeps its place', async () => {
  const objects = objectsOf(Array.from({length: 500}, (_, index) => `k${index}`));
  const list = listerOf(objects, 10);
  const denied: Problem = {missing: 'denied', code: 'AccessDenied', sentence: 'Not allowed.'};
  let calls = 0;
  const refusing: Lister = async (request, sheet) => {
    calls += 1;
    return calls > 20 ? {ok: false, problem: denied} : list(request, sheet);
  };
  const {ended, position} = await count(refusing);
  expect(ended).toBe(denied);
  const after = await count(list, {from: position});
  expect(after.objects).toBe(500);
});

test('an endpoint that lists in another order, or from the start again, is refused, not counted forever', async () => {
  const page = pageOf(objectsOf(['b', 'a']), [], true);
  const {ended} = await count(async () => ({ok: true, value: page}));
  expect(ended).toMatchObject({code: 'ListedOutOfOrder'});
});

const slowDown: Problem = {missing: 'throttled', code: 'SlowDown', sentence: 'Slower.', uncertain: true};

/** Answers that overtake each other. */
function answersOutOfOrder(list: Lister): Lister {
  let calls = 0;
  return async (request, sheet) => {
    calls += 1;
    for (let turns = (calls * 7) % 5; turns > 0; turns -= 1) await Promise.resolve();
    return list(request, sheet);
  };
}
