import {expect, test} from 'vitest';
import type {AlarmFacts} from '../../../source/services/alarms/facts.ts';
import {read} from '../../../source/services/alarms/read.ts';
import {Reader} from '../../../source/services/reader.ts';
import {blackFriday} from '../../../source/simulator/scenarios/black-friday.ts';
import {scenarioFile, simulated} from '../../simulated.ts';

const calls = (session: {
  readonly gate: {readonly meter: {readonly reading: {byOperation: Record<string, number>}}};
}) => session.gate.meter.reading.byOperation;

test('on a black Friday the document says what fires, for how long, who hears of it, and what holds it back', async () => {
  const {monitor} = await simulated('black-friday');
  const {alarms, findings} = await monitor().once();
  const named = (name: string) => alarms?.alarms.find(alarm => alarm.name === name);
  expect(alarms?.state).toBe('fresh');
  expect(named('checkout-down')).toMatchObject({
    kind: 'composite',
    state: 'ALARM',
    heard: true,
    children: expect.arrayContaining(['checkout-errors', 'payments-latency', 'maintenance']),
  });
  expect(named('checkout-errors')).toMatchObject({parents: ['checkout-down'], heard: false});
  expect(named('iterator-age-hi')).toMatchObject({
    muted: {until: '2026-11-27T13:00:00.000Z', recurring: false, ours: false},
    heard: false,
  });
  expect(named('importer-idle')?.actions).toEqual([
    expect.objectContaining({does: expect.stringMatching(/^stops instance i-/u), risk: 'destructive'}),
  ]);
  const told = findings
    .filter(({service}) => service === 'alarms')
    .map(({severity, kind, resource}) => `${severity} ${kind} ${resource}`);
  expect(told).toEqual(
    expect.arrayContaining([
      'critical alarms.firing checkout-down',
      'critical alarms.firing payments-dlq-depth',
      'info alarms.firing checkout-errors',
      'info alarms.firing iterator-age-hi',
      'warning alarms.flapping inventory-bursts',
      'warning alarms.firing orders-refused',
      'info alarms.resource-gone clicks-v1-iterator-age',
      'info alarms.deaf-depth-alarm orders-dlq',
    ]),
  );
});

test('what is calm has no finding, not even a gap', async () => {
  const {monitor} = await simulated('calm');
  const {findings, alarms} = await monitor().once();
  expect(alarms?.alarms.length).toBeGreaterThan(5);
  expect(findings.filter(({service}) => service === 'alarms')).toEqual([]);
});

test('of five thousand alarms the firing ones are there after the first call, and each once in the end', async () => {
  const {session} = await simulated('huge');
  const watched = session();
  const reader = new Reader(watched);
  reader.begin();
  const seen: AlarmFacts[] = [];
  let callsAtFirst: number | undefined;
  for await (const facts of read(reader)) {
    callsAtFirst ??= calls(watched)['cloudwatch:DescribeAlarms'];
    seen.push(facts);
  }
  const [first] = seen;
  const last = seen.at(-1);
  expect(callsAtFirst).toBe(1);
  expect(first?.alarms.value?.every(({state}) => state === 'ALARM')).toBe(true);
  expect(first?.isWhole).toBe(false);
  const arns = (last?.alarms.value ?? []).map(({arn}) => arn);
  expect(arns).toHaveLength(5000);
  expect(new Set(arns).size).toBe(5000);
  expect(last?.isWhole).toBe(true);
  expect(calls(watched)['cloudwatch:DescribeAlarms']).toBeLessThanOrEqual(1 + 51);
});

test('a large list is not read whole every minute, and what fires is', async () => {
  const {session, clock} = await simulated('huge');
  const watched = session();
  const reader = new Reader(watched);
  const round = async () => {
    reader.begin();
    const before = calls(watched)['cloudwatch:DescribeAlarms'] ?? 0;
    let facts: AlarmFacts | undefined;
    for await (const known of read(reader)) facts = known;
    return {facts, asked: (calls(watched)['cloudwatch:DescribeAlarms'] ?? 0) - before};
  };
  await round();
  clock.advance(60_000);
  const next = await round();
  expect(next.asked).toBeLessThanOrEqual(2);
  expect(next.facts?.alarms.value).toHaveLength(5000);
  expect(next.facts?.alarms.asOf).toBe(clock.now());
});

test('without a permission for SNS nobody claims to know who hears', async () => {
  const {monitor, account} = await simulated(await scenarioFile({...blackFriday, streams: [], buckets: []}));
  account.faults.set([
    {kind: 'error', code: 'AuthorizationError', status: 403, operation: 'sns:ListSubscriptionsByTopic'},
  ]);
  const {alarms} = await monitor().once();
  const paging = alarms?.alarms.find(({name}) => name === 'checkout-down');
  expect(paging).toMatchObject({state: 'ALARM', heard: null});
  expect(alarms?.state).toBe('partial');
  expect(alarms?.problem).toMatch(/^Not allowed: sns:ListSubscriptionsByTopic/u);
});

test('without a permission for the alarms themselves the part is denied, and hides no other', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([
    {kind: 'error', code: 'AccessDenied', status: 403, operation: 'cloudwatch:DescribeAlarms'},
  ]);
  const snapshot = await monitor().once();
  expect(snapshot.alarms).toMatchObject({state: 'denied', alarms: []});
  expect(snapshot.kinesis?.state).toBe('fresh');
});
