import {expect, test} from 'vitest';
import {restore} from '../../source/services/buckets/restore/action.ts';
import {acting} from '../services/buckets/acting.ts';
import {counts} from './counts.ts';

const count = counts(2500, 400);

test(`a prefix of ${count} archived objects, left in between and done to its end`, async () => {
  const at = await acting(restore, {
    objects: [{prefix: 'logs/', count, untilDaysAgo: 200, classes: [{fromDays: 0, storageClass: 'GLACIER'}]}],
  });
  const truth = await at.plan({prefix: ''});
  const words: string[] = [];
  const first = await at.run({prefix: 'logs/'}, ({says}, stop) => {
    words.push(says);
    if (words.length > count / 500) stop();
  });
  expect(first.result).toBe('cancelled');
  const {result, proof} = await at.run({prefix: 'logs/'});
  expect(result).toBe('done');
  expect(proof?.after).toMatchObject({archived: '0', 'there to read': '0'});
  expect(truth.title).toBe(`Restore ${count.toLocaleString('en-US')} objects of exports`);
  expect(proof?.after['on their way']).toBe(count.toLocaleString('en-US'));
});
