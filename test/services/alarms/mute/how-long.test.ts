import * as fc from 'fast-check';
import {expect, test} from 'vitest';
import {longestMs, parseHowLong, windowFrom} from '../../../../source/services/alarms/mute/how-long.ts';
import {ruleName} from '../../../../source/services/alarms/mute/rule-name.ts';
import {durationMs} from '../../../../source/services/alarms/mutes.ts';

const minute = 60_000;

test.each([
  [undefined, 60],
  ['1m', 1],
  ['90m', 90],
  ['1h30m', 90],
  ['1d 2h', 26 * 60],
  ['15d', 15 * 24 * 60],
])('%s is so many minutes', (typed, minutes) => {
  expect(parseHowLong(typed)).toEqual({ms: minutes * minute});
});

test.each(['', '0m', '16d', '1.5h', 'an hour', '30', '30s', '-1h'])('%s is refused in a sentence', typed => {
  expect(parseHowLong(typed)).toEqual({wrong: expect.stringMatching(/from 1m to 15d|is not between them/)});
});

test('a mute begins in the minute that runs, and lasts as long as asked, in whole minutes of AWS', () => {
  fc.assert(
    fc.property(
      fc.integer({min: Date.UTC(2026, 0), max: Date.UTC(2030, 0)}),
      fc.integer({min: 1, max: longestMs / minute}),
      (now, minutes) => {
        const {expression, duration, endsAt} = windowFrom(now, minutes * minute);
        const beginsAt = Date.parse(`${expression.slice(3, -1)}:00Z`);
        expect(beginsAt).toBeLessThanOrEqual(now);
        expect(beginsAt).toBeGreaterThan(now - minute);
        const lasts = durationMs(duration) ?? Number.NaN;
        expect(beginsAt + lasts).toBe(endsAt);
        expect(lasts).toBeLessThanOrEqual(longestMs);
        if (minutes * minute < longestMs) expect(endsAt).toBeGreaterThanOrEqual(now + minutes * minute);
        expect(endsAt).toBeLessThan(now + (minutes + 1) * minute);
      },
    ),
    {numRuns: 200, seed: 5},
  );
});

test('a rule is named after its alarm, whatever that is called, and stays within what AWS takes', () => {
  const name = ruleName(`a/b é.c`, Date.UTC(2026, 10, 27, 2, 13), '4f9a1c');
  expect(name).toBe('hotshard-a-b-.c-20261127T0213-4f9a1c');
  expect(ruleName('x'.repeat(255), 0, '000000').length).toBeLessThan(255);
});
