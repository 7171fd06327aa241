import {expect, test} from 'vitest';
import {metricAlarmOf} from '../../../source/services/alarms/described.ts';
import type {AlarmFact, AlarmFacts, MuteRuleFact} from '../../../source/services/alarms/facts.ts';
import {judge} from '../../../source/services/alarms/judge.ts';
import {isOwnRule} from '../../../source/services/alarms/mutes.ts';

const now = Date.parse('2026-11-27T12:04:00Z');
const pager = 'arn:aws:sns:us-east-1:111122224417:pager';

function fact(name: string, changes: Partial<AlarmFact> = {}): AlarmFact {
  const made = metricAlarmOf({
    AlarmName: name,
    AlarmArn: `arn:aws:cloudwatch:us-east-1:111122224417:alarm:${name}`,
    StateValue: 'ALARM',
    StateTransitionedTimestamp: new Date(now - 600_000),
    AlarmActions: [pager],
  });
  if (!made) throw new Error('An alarm with a name and a state is one.');
  return {...made, ...changes};
}

const facts = (alarms: readonly AlarmFact[], changes: Partial<AlarmFacts> = {}): AlarmFacts => ({
  alarms: {value: alarms, asOf: now},
  isWhole: true,
  muteRules: {value: [], asOf: now},
  topics: new Map([[pager, {value: {confirmed: 2, pending: 0}, asOf: now}]]),
  histories: new Map(),
  ...changes,
});

const judged = (known: AlarmFacts) =>
  judge(known, {
    now,
    region: 'us-east-1',
    view: {visible: [], open: undefined},
    book: () => ({points: [], periodSeconds: 60, coveredUntil: undefined}),
    thresholds: {flappingTransitions: 6, blindMinutes: 30},
    others: {},
  });

const told = (known: AlarmFacts) =>
  judged(known).findings.map(({severity, kind, resource}) => `${severity} ${kind} ${resource}`);

const denied = {missing: 'denied', code: 'AccessDenied', sentence: 'Not allowed.'} as const;

test('a firing alarm that pages is critical; one that nobody hears is a warning', () => {
  expect(told(facts([fact('a')]))).toEqual(['critical alarms.firing a']);
  const nobody = new Map([[pager, {value: {confirmed: 0, pending: 1}, asOf: now}]]);
  expect(told(facts([fact('a')], {topics: nobody}))[0]).toBe('warning alarms.firing a');
});

test('who hears is known only where subscriptions and mutes are', () => {
  const heard = (changes: Partial<AlarmFacts>) => judged(facts([fact('a')], changes)).resources[0]?.heard;
  expect(heard({})).toBe(true);
  expect(heard({muteRules: {problem: denied}})).toBeNull();
  expect(heard({topics: new Map()})).toBeNull();
  const nobody = new Map([[pager, {value: {confirmed: 0, pending: 0}, asOf: now}]]);
  expect(heard({topics: nobody, muteRules: {problem: denied}})).toBe(false);
});

test('a child whose parent pages, or the parent of its parent, is not called unheard', () => {
  const composite = (name: string, rule: string, changes: Partial<AlarmFact> = {}) =>
    fact(name, {kind: 'composite', rule, ...changes});
  const child = fact('c', {alarmActions: []});
  const middle = composite('m', 'ALARM(c)', {alarmActions: []});
  const top = composite('top', 'ALARM(m)');
  expect(told(facts([child, middle, top])).sort()).toEqual([
    'critical alarms.firing top',
    'info alarms.firing c',
    'info alarms.firing m',
  ]);
});

test('an alarm without data that should page is told; on an idle queue it is no trouble', () => {
  const blind = (namespace: string) =>
    fact('a', {
      state: 'INSUFFICIENT_DATA',
      since: now - 3_600_000,
      metric: {namespace, name: 'x', dimensions: {}, statistic: 'Sum', periodSeconds: 60},
    });
  expect(told(facts([blind('AWS/Kinesis')]))).toEqual(['warning alarms.blind a']);
  expect(told(facts([blind('AWS/SQS')]))).toEqual(['info alarms.blind a']);
});

test('actions that are switched off are told as long as they are', () => {
  expect(told(facts([fact('a', {state: 'OK', actionsEnabled: false})]))).toEqual([
    'info alarms.actions-off a',
  ]);
});

test('a rule is ours when hotshard named it, not when a person did', () => {
  const rule = (name: string): Pick<MuteRuleFact, 'name' | 'recurring'> => ({name, recurring: false});
  expect(isOwnRule(rule('hotshard-checkout-errors-20261127T0213-4f9a1c'))).toBe(true);
  expect(isOwnRule(rule('hotshard-release-freeze'))).toBe(false);
});
