import fc from 'fast-check';
import {expect, test} from 'vitest';
import {keepEqual} from '../../source/monitor/keep-equal.ts';

test('what is equal is the very same object as before', () => {
  fc.assert(
    fc.property(fc.jsonValue(), value => {
      const copy = structuredClone(value);
      expect(keepEqual(value, copy)).toBe(value);
    }),
  );
});

test('whatever changed, the result says what the new one says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
      expect(keepEqual(before, after)).toEqual(after);
    }),
  );
});

test('one changed row leaves the other 499 as they were', () => {
  const rows = Array.from({length: 500}, (_, id) => ({id, values: [id, id + 1]}));
  const next = structuredClone(rows);
  const changed = next[7];
  if (changed) changed.values[0] = -1;
  const kept = keepEqual(rows, next);
  expect(kept.filter((row, index) => row === rows[index])).toHaveLength(499);
});
