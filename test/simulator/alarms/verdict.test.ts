import {describe, expect, test} from 'vitest';
import {type Period, rangeOf, verdictOf} from '../../../source/simulator/alarms/evaluate/verdict.ts';

type Row = [
  text: string,
  filled: number,
  missing: string,
  ignore: string,
  breaching: string,
  notBreaching: string,
];

/**
 * The cases of CloudWatch's user guide, "Configuring how CloudWatch alarms treat missing data": oldest first, `0` within
 * the threshold, `X` beyond it, `-` no data. Then how many periods have to be filled in, and the state for each
 * treatment: missing, ignore, breaching, notBreaching.
 */
const threeOfThree: Row[] = [
  ['0 - X - X', 0, 'OK', 'OK', 'OK', 'OK'],
  ['0 - - - -', 2, 'OK', 'OK', 'OK', 'OK'],
  ['- - - - -', 3, 'INSUFFICIENT_DATA', 'retain', 'ALARM', 'OK'],
  ['0 X X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['- - X - -', 2, 'ALARM', 'retain', 'ALARM', 'OK'],
];

const twoOfThree: Row[] = [
  ['0 - X - X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 0 X 0 X', 0, 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
  ['0 - X - -', 1, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - - 0', 2, 'OK', 'OK', 'ALARM', 'OK'],
  ['- - - X -', 2, 'ALARM', 'retain', 'ALARM', 'OK'],
];

const meanings: Readonly<Record<string, Period>> = {'0': 'within', X: 'breaching', '-': 'absent'};
const periodsOf = (text: string): readonly Period[] =>
  text.split(' ').map(sign => meanings[sign] ?? 'absent');
const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

const tables = {'3 of 3': {m: 3, rows: threeOfThree}, '2 of 3': {m: 2, rows: twoOfThree}} as const;

describe.each(Object.entries(tables))('an alarm of %s, as documented', (_name, {m, rows}) => {
  test.each(rows)('%s has %i to fill in', (text, filled, missing, ignore, breaching, notBreaching) => {
    const verdicts = treatments.map(treatment => verdictOf(periodsOf(text), {m, n: 3, treatment}));
    expect(verdicts.map(({state}) => state)).toEqual([missing, ignore, breaching, notBreaching]);
    expect(verdicts.map(verdict => verdict.filled)).toEqual([filled, filled, filled, filled]);
  });
});

test('three of three looks at five periods, in case some of the newest are missing', () => {
  expect(rangeOf(3)).toBe(5);
});

test.each(['- - - - X', '- - - X -'])(
  '%s does not fire yet, when three must be beyond: the next may be within',
  text => {
    expect(verdictOf(periodsOf(text), {m: 3, n: 3, treatment: 'missing'}).state).toBe('retain');
  },
);

test.each(['- - - X 0', '- - X - 0'])('%s is within the threshold again', text => {
  expect(verdictOf(periodsOf(text), {m: 3, n: 3, treatment: 'missing'}).state).toBe('OK');
});

test('enough that is beyond the threshold fires, whatever is missing', () => {
  for (const treatment of treatments) {
    expect(verdictOf(periodsOf('- - X X -'), {m: 2, n: 4, treatment}).state).toBe('ALARM');
  }
});
