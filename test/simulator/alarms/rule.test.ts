import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {evaluateRule, parseRule} from '../../../source/services/alarms/rule/index.ts';
import {type CompositeRule, readRule} from '../../../source/simulator/alarms/rule/rule.ts';
import type {StateName} from '../../../source/simulator/alarms/shape.ts';

function ruleOf(text: string): CompositeRule {
  const rule = readRule(text);
  if ('problem' in rule) throw new Error(rule.problem);
  return rule;
}

const holds = (text: string, states: Readonly<Record<string, StateName>>) =>
  ruleOf(text).holds(name => states[name]);

describe('the rule of a composite alarm', () => {
  test('NOT binds closer than AND, AND closer than OR', () => {
    const rule = 'ALARM(a) OR ALARM(b) AND NOT ALARM(c)';
    expect(holds(rule, {a: 'ALARM', c: 'ALARM'})).toBe(true);
    expect(holds(rule, {b: 'ALARM', c: 'ALARM'})).toBe(false);
    expect(holds(`(${rule}) AND FALSE`, {a: 'ALARM'})).toBe(false);
  });

  test('names alarms plainly, in quotes, or by their ARN', () => {
    const rule = ruleOf(
      'ALARM("db (writer), eu") AND OK(plain name) OR ALARM(arn:aws:cloudwatch:eu-west-1:123456789012:alarm:queue:depth)',
    );
    expect(rule.alarms).toEqual(['db (writer), eu', 'plain name', 'queue:depth']);
  });

  test('counts so many of a list, or a share of it', () => {
    const states = {a: 'ALARM', b: 'ALARM', c: 'OK'} as const;
    expect(holds('AT_LEAST(2, ALARM, (a, b, c))', states)).toBe(true);
    expect(holds('AT_LEAST(3, ALARM, (a, b, c))', states)).toBe(false);
    expect(holds('AT_LEAST(67%, ALARM, (a, "b", c))', states)).toBe(false);
  });

  test.each([
    ['', 'character 1'],
    ['ALARM(a) AND', 'character 13'],
    ['ALARM(a', ') was expected'],
    ['ALARM()', 'The name of an alarm'],
    ['MAYBE(a)', 'was expected at character 1'],
    ['ALARM(a) ALARM(b)', 'AND, OR or the end'],
    ['AT_LEAST(some, ALARM, (a))', 'A number of alarms'],
  ])('%j is none', (text, problem) => {
    expect(readRule(text)).toEqual({problem: expect.stringContaining(problem)});
  });
});

const states = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;
const names = ['a', 'b', 'c (d), e', 'f:g'];
const name = fc.constantFrom(...names.map(each => JSON.stringify(each)), 'a', 'b', `'f:g'`);
const state = fc.constantFrom(...states);

/** Rules as somebody could write them, with brackets where they are needed and where they are not. */
const {text: anyText} = fc.letrec<{text: string}>(tie => ({
  text: fc.oneof(
    {maxDepth: 4},
    fc.tuple(state, name).map(([is, of]) => `${is}(${of})`),
    fc.constantFrom('TRUE', 'FALSE'),
    tie('text').map(inner => `NOT (${inner})`),
    tie('text').map(inner => `( ${inner} )`),
    fc.tuple(tie('text'), fc.constantFrom('AND', 'OR'), tie('text')).map(parts => parts.join(' ')),
    fc
      .tuple(
        fc.integer({min: 1, max: 4}),
        fc.constantFrom('', '%'),
        state,
        fc.array(name, {minLength: 1, maxLength: 4}),
      )
      .map(
        ([least, unit, is, of]) => `AT_LEAST(${unit ? least * 25 : least}${unit}, ${is}, (${of.join(', ')}))`,
      ),
  ),
}));

test('a thousand rules hold here exactly where the console says that they hold', () => {
  fc.assert(
    fc.property(anyText, fc.tuple(state, state, state, state), (text, now) => {
      const stateOf = (wanted: string) => now[names.indexOf(wanted)];
      const parsed = parseRule(text);
      if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem}`);
      expect(evaluateRule(parsed.rule, stateOf)).toBe(ruleOf(text).holds(stateOf));
    }),
    {numRuns: 1000, seed: 3},
  );
});
