import fc from 'fast-check';
import {expect, test} from 'vitest';
import {retentionThatLeavesADay} from '../../../../source/services/kinesis/readers/retention-choice.ts';

const hour = 3_600_000;

test.each([
  ['a day behind and standing still', 23.5, 1000, 24, 48],
  ['hardly behind', 0.5, 1000, 24, 48],
  ['a day and a half is kept, and nearly used up', 35, 1000, 36, 72],
  ['the same, but it falls behind slowly', 35, 400, 36, 48],
  ['its slope is not known', 35, undefined, 36, 72],
  ['it catches up, and may stop any time', 35, -500, 36, 72],
  ['three days are used up', 71, 1000, 72, 168],
  ['a week is used up', 160, 1000, 168, undefined],
  ['a month is kept', 300, 1000, 720, undefined],
])('%s: %d h behind, %s ms/s, %d h kept', (_, age, slope, current, chosen) => {
  expect(retentionThatLeavesADay(age * hour, slope, current)).toBe(chosen);
});

test('what is chosen leaves a day, and nothing smaller does', () => {
  fc.assert(
    fc.property(
      fc.integer({min: 24, max: 200}),
      fc.double({min: 0, max: 1, noNaN: true}),
      (current, share) => {
        const age = share * current * hour;
        const chosen = retentionThatLeavesADay(age, 1000, current);
        const leaves = (hours: number) => hours > current && hours * hour - age >= 24 * hour;
        if (chosen !== undefined) expect(leaves(chosen)).toBe(true);
        for (const hours of [48, 72, 168]) if (hours < (chosen ?? 200)) expect(leaves(hours)).toBe(false);
      },
    ),
  );
});
