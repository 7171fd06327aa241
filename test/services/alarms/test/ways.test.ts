import {expect, test} from 'vitest';
import type {AlarmFact} from '../../../../source/services/alarms/facts.ts';
import {bothWays} from '../../../../source/services/alarms/test/effects/way.ts';
import type {TestFacts} from '../../../../source/services/alarms/test/facts.ts';
import {planTest} from '../../../../source/services/alarms/test/planning/plan.ts';

const account = '730112094417';
const pager = `arn:aws:sns:us-east-1:${account}:pager`;
const repair = `arn:aws:lambda:us-east-1:${account}:function:repair`;
const unreadable = 'ALARM("latency") ~ 2 OF 3';

const alarm = (name: string, changes: Partial<AlarmFact> = {}): AlarmFact => ({
  name,
  arn: `arn:aws:cloudwatch:us-east-1:${account}:alarm:${name}`,
  kind: changes.rule === undefined ? 'metric' : 'composite',
  description: undefined,
  state: 'OK',
  since: undefined,
  reason: undefined,
  reasonData: undefined,
  evaluationState: undefined,
  metric: undefined,
  queries: [],
  expression: undefined,
  threshold: undefined,
  comparisonOperator: undefined,
  evaluationPeriods: undefined,
  datapointsToAlarm: undefined,
  missingData: undefined,
  rule: undefined,
  suppressor: undefined,
  suppressedBy: undefined,
  actionsEnabled: true,
  okActions: [],
  alarmActions: [],
  insufficientDataActions: [],
  ...changes,
});

const factsOf = (tested: AlarmFact, parents: readonly AlarmFact[]): TestFacts => ({
  asOf: Date.UTC(2026, 10, 27, 12),
  callerArn: `arn:aws:iam::${account}:user/on-call`,
  alarm: tested,
  parents,
  states: new Map([tested, ...parents].map(({name, state}) => [name, state])),
  muteRules: {ok: true, value: []},
  topics: new Map(),
});

const planOf = (facts: TestFacts) => {
  const {arn, name} = facts.alarm;
  const target = {service: 'alarms', account, region: 'us-east-1', arn, resource: name};
  return planTest(facts, {state: undefined}, target);
};

test('a composite whose rule cannot be read may change on the way back too: what it does then counts', () => {
  const latency = alarm('latency', {alarmActions: [pager]});
  const odd = alarm('odd', {rule: unreadable, okActions: [repair]});
  const above = alarm('above', {rule: 'ALARM("odd")', okActions: [repair]});
  const {back} = bothWays('ALARM', factsOf(latency, [odd, above]));
  const all = back.firings.map(({alarm: name, on, hangsOn}) => [name, on, hangsOn !== undefined]);
  expect(all).toEqual([
    ['odd', 'OK', true],
    ['above', 'OK', true],
  ]);
  const plan = planOf(factsOf(latency, [odd]));
  expect(plan.risk).toBe('destructive');
  expect(plan.changes).toContainEqual(
    expect.stringMatching(/^ {2}Composite odd may change with it: runs function repair/),
  );
});

test('where nobody knows what a composite was, what it does in either state counts', () => {
  const latency = alarm('latency', {alarmActions: [pager]});
  const odd = alarm('odd', {rule: unreadable, alarmActions: [repair], okActions: [pager]});
  const {there, back} = bothWays('ALARM', factsOf(latency, [odd]));
  const ofOdd = (firings: typeof back.firings) =>
    firings.filter(({alarm: name}) => name === 'odd').map(({on}) => on);
  expect(ofOdd(there.firings)).toEqual(['ALARM']);
  expect(ofOdd(back.firings)).toEqual(['ALARM', 'OK']);
});

test('a composite that fires and would go to OK with a test is grave, and said; one that a test set is not', () => {
  const latency = alarm('latency', {okActions: [pager]});
  const down = (reason: string, rule = 'NOT ALARM("latency")') =>
    alarm('down', {rule, state: 'ALARM', reason, okActions: [pager]});
  const planned = (parent: AlarmFact) => planOf(factsOf({...latency, alarmActions: [pager]}, [parent]));
  const grave = planned(down('Alarm Rule evaluated to true'));
  expect(grave.risk).toBe('destructive');
  expect(grave.warnings[0]).toBe(
    'Composite down fires, and goes to OK with it: whoever was paged reads that it is over, and is paged anew when it goes back.',
  );
  const unsure = planned(down('Alarm Rule evaluated to true', unreadable));
  expect(unsure.risk).toBe('destructive');
  expect(unsure.warnings[0]).toMatch(/^Composite down fires, and may change with it: /);
  const leftOver = planned(down('Test by hotshard (0123456789ab), asked for by somebody'));
  expect(leftOver.risk).toBe('disruptive');
});

test('a plan that became graver since it was read does not stand on the same facts', () => {
  const fires = (reason: string) =>
    planOf(factsOf(alarm('latency', {state: 'ALARM', reason, okActions: [pager]}), []));
  const [mild, grave] = [fires('Test by hotshard (0123456789ab)'), fires('Threshold Crossed')];
  expect([mild.risk, grave.risk]).toEqual(['disruptive', 'destructive']);
  expect(mild.basis).not.toBe(grave.basis);
});
