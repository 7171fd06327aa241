import fc from 'fast-check';
import {expect, test} from 'vitest';
import {asTheyCome} from '../../source/services/as-they-come.ts';

test('everything comes once, in the order in which it came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.uniqueArray(fc.nat(), {maxLength: 30}), async (scheduler, values) => {
      const promises = values.map(value => scheduler.schedule(Promise.resolve(value)));
      const collect = async () => {
        const seen: number[] = [];
        for await (const some of asTheyCome(promises)) seen.push(...some);
        return seen;
      };
      const collecting = collect();
      await scheduler.waitAll();
      expect((await collecting).toSorted((a, b) => a - b)).toEqual(values.toSorted((a, b) => a - b));
    }),
    {numRuns: 50},
  );
});

test('what has all come already is given at once', async () => {
  const batches: number[] = [];
  const promises = Array.from({length: 4000}, (_, index) => Promise.resolve(index));
  for await (const some of asTheyCome(promises)) batches.push(some.length);
  expect(batches.length).toBeLessThan(5);
});

test('an error ends it', async () => {
  const failing = asTheyCome([Promise.resolve(1), Promise.reject(new Error('no'))]);
  const drain = async () => {
    for await (const _ of failing);
  };
  await expect(drain()).rejects.toThrow('no');
});
