import {expect, test} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {bucketOf, cellOf, histogramOf} from './bucket-of.ts';

const cells = [cellOf('STANDARD', 400, 10_000, 100 * 2 ** 20)];

const transition = (whole: boolean, objects: number | null, prefix = '') => {
  const histogram = histogramOf(cells, {whole, prefix});
  const found = adviseFrom(bucketOf(undefined, {histogram, objects})).find(({kind}) => kind === 'transition');
  if (!found) throw new Error('no rule is advised');
  return found;
};

test('what is advised from a stopped count says of how much it is: in the row, above its sums, in the document', () => {
  const whole = transition(true, 1_000_000);
  const part = transition(false, 1_000_000);
  expect(part.title).toBe(`1% counted: ${whole.title}`);
  expect(part.text).toBe(`Of the 1% that was counted: ${whole.text}`);
  expect(part.arithmetic[0]).toBe(
    'The count reached 10k objects, 1% of the bucket: the numbers are of those alone.',
  );
  expect(part.savesUsdPerMonth).toBe(whole.savesUsdPerMonth);
});

test('where nobody knows of how many, it says how many they are', () => {
  for (const part of [transition(false, null), transition(false, 1_000_000, 'logs/')]) {
    expect(part.text).toMatch(/^Of the 10k objects that were counted: /);
    expect(part.arithmetic[0]).toBe('The count reached 10k objects: the numbers are of those alone.');
  }
});

test('a whole count needs no such words', () => {
  expect(transition(true, 1_000_000).text).not.toContain('counted:');
});
