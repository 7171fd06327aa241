import {expect, test} from 'vitest';
import {parsePick} from '../../../../source/services/queues/pick/options.ts';
import {patternOf} from '../../../../source/services/queues/pick/pattern.ts';

const wrong = (values: Record<string, string>): string => {
  const parsed = parsePick(values);
  return 'wrong' in parsed ? parsed.wrong : 'nothing';
};

test('what cannot be picked by is said in a sentence', () => {
  expect(wrong({})).toMatch(/^Which messages\? Look at them first/);
  expect(wrong({group: '4f7d7624c831', pattern: 'b'})).toMatch(/one of them, not both/);
  expect(wrong({group: '1'})).toBe(
    '1 is no group: a look (queues.look) gives their ids, such as 4f7d7624c831.',
  );
  expect(wrong({pattern: 'a('})).toMatch(/^The pattern is no regular expression: Unterminated group\.$/);
  expect(wrong({pattern: 'x'.repeat(2000)})).toMatch(/too long/);
  expect(wrong({group: '4f7d7624c831', most: '0'})).toBe('0 is not a number of messages from 1 to 10000.');
  expect(wrong({group: '4f7d7624c831', most: '1e3'})).toMatch(/not a number/);
  expect(wrong({group: '4f7d7624c831', to: 'q', save: 'f'})).toMatch(/--to or --save, not both/);
  expect(wrong({group: '4f7d7624c831'})).toBe('nothing');
});

test('a pattern that never ends is ended, and finds other things afterwards', () => {
  const endless = patternOf('^(a+)+$');
  if ('wrong' in endless) throw new Error(endless.wrong);
  expect(endless.isIn([`${'a'.repeat(50)}!`])).toBeUndefined();
  expect(endless.isIn(['aaa', 'b'])).toEqual([true, false]);
  const plain = patternOf('"iban":\\s*null');
  expect('isIn' in plain && plain.isIn(['{"iban": null}', '{"iban": "DE"}'])).toEqual([true, false]);
});
