import {expect, test} from 'vitest';
import {sparingly} from '../../../../source/services/buckets/scan/sparingly.ts';

async function* counting(most: number): AsyncGenerator<number, string> {
  for (let index = 0; index < most; index += 1) yield index;
  return 'counted';
}

test('what runs sparingly says and ends as it would otherwise, two beside each other too', async () => {
  const [one, other] = [sparingly(counting(2)), sparingly(counting(1))];
  const steps = [
    await one.next(),
    await other.next(),
    await other.next(),
    await one.next(),
    await one.next(),
  ];
  expect(steps).toEqual([
    {done: false, value: 0},
    {done: false, value: 0},
    {done: true, value: 'counted'},
    {done: false, value: 1},
    {done: true, value: 'counted'},
  ]);
});

test('an error comes through', async () => {
  const failing = sparingly(
    (async function* (): AsyncGenerator<number, string> {
      yield 1;
      throw new Error('no disk');
    })(),
  );
  await failing.next();
  await expect(failing.next()).rejects.toThrow('no disk');
});
