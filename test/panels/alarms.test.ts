import {expect, test} from 'vitest';
import type {Alarm} from '../../source/services/alarms/model.ts';
import {alarmDocument, alarmFinding} from '../services/alarms/alarm.ts';
import {openConsole} from './driver.ts';
import {snapshotOf} from './fixtures.ts';

const errors = alarmDocument({
  name: 'checkout-errors',
  state: 'ALARM',
  since: '2026-11-27T11:50:00.000Z',
  value: 730,
  parents: ['checkout-down'],
  verdictText: 'It fires for 14m.',
  actions: [
    ...alarmDocument().actions,
    {
      arn: 'arn:aws:lambda:us-east-1:111122224417:function:open-incident',
      on: 'ALARM',
      does: 'runs function open-incident',
      risk: 'destructive',
      subscriptions: null,
    },
  ],
  history: [
    {
      at: '2026-11-27T11:50:01.000Z',
      what: 'action',
      from: null,
      to: null,
      action: 'arn:aws:lambda:us-east-1:111122224417:function:open-incident',
      succeeded: false,
      transitionAt: '2026-11-27T11:50:00.000Z',
      says: 'AccessDeniedException',
    },
    {
      at: '2026-11-27T11:50:00.000Z',
      what: 'state',
      from: 'OK',
      to: 'ALARM',
      action: null,
      succeeded: null,
      transitionAt: null,
      says: 'Threshold crossed: 3 datapoints were greater than the threshold (460.0).',
    },
  ],
});
const down = alarmDocument({
  name: 'checkout-down',
  kind: 'composite',
  state: 'ALARM',
  since: '2026-11-27T11:50:00.000Z',
  metric: null,
  threshold: null,
  comparison: null,
  evaluation: null,
  value: null,
  series: null,
  missing: {value: 'not-applicable'},
  children: ['checkout-errors', 'maintenance'],
  ruleTree: {
    says: 'AND',
    isTrue: true,
    alarm: null,
    state: null,
    parts: [
      {says: 'ALARM checkout-errors', isTrue: true, alarm: 'checkout-errors', state: 'ALARM', parts: []},
      {
        says: 'NOT',
        isTrue: true,
        alarm: null,
        state: null,
        parts: [{says: 'ALARM maintenance', isTrue: false, alarm: 'maintenance', state: 'OK', parts: []}],
      },
    ],
  },
});
const silent = alarmDocument({
  name: 'ops-mail-only',
  heard: false,
  actions: [
    {
      arn: 'arn:aws:sns:us-east-1:111122224417:ops-mail',
      on: 'ALARM',
      does: 'pages topic ops-mail',
      risk: 'pages',
      subscriptions: {confirmed: 0, pending: 1},
    },
  ],
});

const show = (alarms: readonly Alarm[], options: Parameters<typeof openConsole>[0] = {}) => {
  const findings = alarms.filter(({state}) => state === 'ALARM').map(alarm => alarmFinding(alarm));
  return openConsole({...options, published: {snapshot: snapshotOf({streams: [], alarms, findings})}});
};

test('the alarms: what fires first, who hears of it, and what nobody hears', async () => {
  const console = await show([errors, silent]);
  await console.press('4');
  const rows = console.lines().filter(line => /^. [●▲·] /u.test(line));
  expect(rows[0]).toMatch(/● {2}checkout-errors +ALARM .*730 +pager-/u);
  expect(rows[1]).toMatch(/· {2}ops-mail-only +ok .*212 +nobody/u);
});

test('an alarm opened: its value against its threshold, its actions and its history', async () => {
  const console = await show([errors], {rows: 40});
  await console.press('4', 'Enter');
  expect(console.screen()).toContain(
    'ALARM for 14m  metric  AWS/Kinesis PutRecords.Latency of payments (p99)',
  );
  expect(console.screen()).toContain('now 730  fires at > 800 for 3 of 5 × 1m');
  expect(console.screen()).toContain('fires: runs function open-incident  part of checkout-down');
  expect(console.screen()).toContain('PutRecords.Latency, 3h, threshold 800');
  expect(console.screen()).toMatch(
    /27 Nov 11:50 +runs function open-incident: failed +AccessDeniedException/u,
  );
  expect(console.screen()).toMatch(/27 Nov 11:50 +OK → ALARM +Threshold crossed/u);
  await console.press('j', 'Enter');
  expect(console.screen()).toContain('3 datapoints were greater than the threshold (460.0).');
});

test('a composite shows which of its children make it true', async () => {
  const console = await show([down]);
  await console.press('4', 'Enter');
  const tree = console
    .lines()
    .filter(line => /^ {3,}[✓✗?] /u.test(line))
    .map(line => line.trimEnd());
  expect(tree).toEqual([
    '   ✓ AND',
    '     ✓ ALARM checkout-errors  ALARM',
    '     ✓ NOT',
    '       ✗ ALARM maintenance  ok',
  ]);
});

test('an alarm whose topic nobody confirmed says so', async () => {
  const console = await show([silent]);
  await console.press('4', 'Enter');
  expect(console.screen()).toContain('fires: pages topic ops-mail (nobody, 1 never confirmed)');
});

test.each([
  {columns: 60, rows: 15, ascii: false},
  {columns: 80, rows: 24, ascii: true},
  {columns: 200, rows: 60, ascii: false},
])('at $columns×$rows everything fits (ASCII: $ascii)', async ({columns, rows, ascii}) => {
  const console = await show([errors, down, silent], {columns, rows, ascii});
  for (const keys of [['4'], ['Enter'], ['j'], ['?'], ['Esc', 'Esc'], ['j', 'Enter']]) {
    await console.press(...keys);
    expect(console.lines()).toHaveLength(rows);
    if (ascii) expect(console.screen()).toMatch(/^[\n\x20-\x7e]*$/u);
  }
});
