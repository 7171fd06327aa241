import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {AlarmState} from '../../../../source/services/alarms/model.ts';
import {
  alarmsIn,
  evaluateRule,
  parseRule,
  printRule,
  type Rule,
  ruleTree,
} from '../../../../source/services/alarms/rule/index.ts';

const ruleOf = (text: string): Rule => {
  const parsed = parseRule(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.rule;
};

const holds = (text: string, states: Readonly<Record<string, AlarmState>>) =>
  evaluateRule(ruleOf(text), name => states[name]);

describe('a rule is read as AWS reads it', () => {
  test('NOT binds closer than AND, AND closer than OR', () => {
    const rule = 'ALARM(a) OR ALARM(b) AND NOT ALARM(c)';
    expect(holds(rule, {a: 'ALARM', b: 'OK', c: 'ALARM'})).toBe(true);
    expect(holds(rule, {a: 'OK', b: 'ALARM', c: 'ALARM'})).toBe(false);
    expect(holds(rule, {a: 'OK', b: 'ALARM', c: 'OK'})).toBe(true);
    expect(holds('(ALARM(a) OR ALARM(b)) AND NOT ALARM(c)', {a: 'ALARM', b: 'OK', c: 'ALARM'})).toBe(false);
  });

  test('names in quotes can hold brackets, commas, quotes and words of the language', () => {
    const names = alarmsIn(ruleOf('ALARM("db (writer), eu") AND OK("a \\"b\\" AND c") OR ALARM(\'x\')'));
    expect(names).toEqual(['db (writer), eu', 'a "b" AND c', 'x']);
  });

  test('an alarm can be named by its ARN', () => {
    const rule = 'ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:queue:depth)';
    expect(alarmsIn(ruleOf(rule))).toEqual(['queue:depth']);
    expect(printRule(ruleOf(rule))).toContain('arn:aws:cloudwatch:eu-west-1');
  });

  test('so many of a list, or a share of it', () => {
    const states = {a: 'ALARM', b: 'ALARM', c: 'OK'} as const;
    expect(holds('AT_LEAST(2, ALARM, (a, b, c))', states)).toBe(true);
    expect(holds('AT_LEAST(3, ALARM, (a, b, c))', states)).toBe(false);
    expect(holds('AT_LEAST(67%, ALARM, (a, b, c))', states)).toBe(false);
    expect(holds('AT_LEAST(66%, ALARM, (a, b, c))', states)).toBe(true);
  });

  test('keywords in small letters, blanks where anybody puts them', () => {
    expect(holds('  not(alarm( a ))\n and true', {a: 'OK'})).toBe(true);
  });
});

test('what nobody knows leaves the rule open only where it matters', () => {
  expect(holds('ALARM(a) OR ALARM(b)', {a: 'ALARM'})).toBe(true);
  expect(holds('ALARM(a) OR ALARM(b)', {a: 'OK'})).toBeUndefined();
  expect(holds('ALARM(a) AND ALARM(b)', {a: 'OK'})).toBe(false);
  expect(holds('AT_LEAST(1, ALARM, (a, b))', {a: 'OK'})).toBeUndefined();
  expect(holds('AT_LEAST(2, ALARM, (a, b))', {a: 'OK'})).toBe(false);
});

test('the tree says which parts make it true', () => {
  const tree = ruleTree(ruleOf('ALARM(errors) OR (ALARM(latency) AND NOT ALARM(maintenance))'), name =>
    name === 'latency' ? 'ALARM' : 'OK',
  );
  expect(tree).toMatchObject({
    says: 'OR',
    isTrue: true,
    parts: [
      {says: 'ALARM errors', isTrue: false, state: 'OK'},
      {
        says: 'AND',
        isTrue: true,
        parts: [
          {says: 'ALARM latency', isTrue: true, state: 'ALARM'},
          {says: 'NOT', isTrue: true, parts: [{says: 'ALARM maintenance', isTrue: false}]},
        ],
      },
    ],
  });
});

describe('a rule that is wrong says what and where', () => {
  test.each([
    ['ALARM(a', 'At character 8 ) is expected, but the rule ends.'],
    ['ALARM(a) ALARM(b)', 'At character 10 AND, OR or the end is expected, but there is ALARM.'],
    ['ALARM()', 'At character 7 the name of an alarm is expected, but there is ).'],
    [
      '',
      'At character 1 ALARM, OK, INSUFFICIENT_DATA, AT_LEAST, TRUE, FALSE, NOT or ( is expected, but the rule ends.',
    ],
    ['ALARM("a)', 'The quote at character 7 does not end.'],
    ['AT_LEAST(0, ALARM, (a))', '0 is neither a number of alarms nor a share of them.'],
    ['AT_LEAST(120%, ALARM, (a))', '120% is neither a number of alarms nor a share of them.'],
  ])('%s', (text, problem) => {
    expect(parseRule(text)).toEqual({problem});
  });

  test('whatever text comes, it is read or it is told: nothing is thrown', () => {
    const piece = fc.constantFrom(
      'ALARM',
      'NOT',
      'AND',
      'OR',
      '(',
      ')',
      ',',
      '"',
      '\\',
      'a',
      '50%',
      'AT_LEAST',
      ' ',
    );
    const anything = fc.oneof(
      fc.string(),
      fc.array(piece, {maxLength: 40}).map(pieces => pieces.join('')),
    );
    fc.assert(
      fc.property(anything, text => {
        const parsed = parseRule(text);
        expect('rule' in parsed || parsed.problem.length > 0).toBe(true);
      }),
      {numRuns: 500},
    );
    expect(parseRule('('.repeat(9000))).toEqual({problem: 'The rule is more than 500 levels deep.'});
    expect(parseRule('NOT '.repeat(2000))).toEqual({problem: 'The rule is more than 500 levels deep.'});
  });
});

const states = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const anyState = fc.constantFrom(...states);
const anyAlarm = fc.constantFrom('a', 'b', 'c (d), e', 'f "g" \\ OR').map(name => ({name}));

const {rule: anyRule} = fc.letrec<{rule: Rule}>(tie => ({
  rule: fc.oneof(
    {depthSize: 'small', withCrossShrink: true},
    fc.record({is: fc.constant('state' as const), state: anyState, alarm: anyAlarm}),
    fc.record({is: fc.constant('constant' as const), value: fc.boolean()}),
    fc.record({is: fc.constant('not' as const), of: tie('rule')}),
    fc.record({
      is: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('rule'), {minLength: 2, maxLength: 4}),
    }),
    fc.record({
      is: fc.constant('at-least' as const),
      least: fc.oneof(
        fc.record({number: fc.integer({min: 1, max: 5}), unit: fc.constant('alarms' as const)}),
        fc.record({number: fc.integer({min: 1, max: 100}), unit: fc.constant('percent' as const)}),
      ),
      state: anyState,
      alarms: fc.array(anyAlarm, {minLength: 1, maxLength: 4}),
    }),
  ),
}));

/** The same by another way: the rule as an expression of the language that this test is written in. */
const naively = (rule: Rule, stateOf: (name: string) => AlarmState): boolean => {
  if (rule.is === 'constant') return rule.value;
  if (rule.is === 'state') return stateOf(rule.alarm.name) === rule.state;
  if (rule.is === 'not') return !naively(rule.of, stateOf);
  if (rule.is === 'at-least') {
    const hits = rule.alarms.filter(({name}) => stateOf(name) === rule.state).length;
    return rule.least.unit === 'alarms'
      ? hits >= rule.least.number
      : (hits / rule.alarms.length) * 100 >= rule.least.number;
  }
  let value = rule.is === 'and';
  for (const part of rule.parts) {
    const here = naively(part, stateOf);
    value = rule.is === 'and' ? value && here : value || here;
  }
  return value;
};

test('a rule printed and read again is the same, and means the same', () => {
  fc.assert(
    fc.property(anyRule, fc.array(anyState, {minLength: 4, maxLength: 4}), (rule, drawn) => {
      const names = ['a', 'b', 'c (d), e', 'f "g" \\ OR'];
      const stateOf = (name: string) => drawn[names.indexOf(name)] ?? 'OK';
      const again = ruleOf(printRule(rule));
      expect(printRule(again)).toBe(printRule(rule));
      expect(evaluateRule(again, stateOf)).toBe(naively(rule, stateOf));
      expect(ruleTree(rule, stateOf).isTrue).toBe(naively(rule, stateOf));
    }),
    {numRuns: 1000},
  );
});
