import {expect, test} from 'vitest';
import type {Look, Queue} from '../../source/services/queues/model.ts';
import {
  deadLetterDocument,
  queueArn,
  queueDocument,
  queueFinding,
  redriveDocument,
  unreadDocument,
} from '../services/queues/queue.ts';
import {fakeActions, planFor, runningOf} from './actions.ts';
import {openConsole} from './driver.ts';
import {now, snapshotOf} from './fixtures.ts';

const look: Look = {
  lookedAt: '2026-11-27T12:03:00.000Z',
  messages: 200,
  whole: false,
  otherShapes: 3,
  groups: [
    {
      id: 'aaaa',
      shape: 'TypeError: cannot read … of undefined',
      source: queueArn('payments'),
      count: 162,
      firstSentAt: '2026-11-27T11:52:00.000Z',
      lastSentAt: '2026-11-27T12:02:00.000Z',
      example: '{\n  "paymentId": string 12,\n  "amount": number\n}',
    },
    {
      id: 'bbbb',
      shape: 'Timeout after number ms',
      source: queueArn('payments'),
      count: 38,
      firstSentAt: '2026-11-27T11:55:00.000Z',
      lastSentAt: '2026-11-27T12:01:00.000Z',
      example: '{\n  "paymentId": string 12\n}',
    },
  ],
};

const filling = deadLetterDocument();
const looked = deadLetterDocument({look});
const payments = queueDocument({
  name: 'payments',
  deadLetterQueue: queueArn('payments-dlq'),
  maxReceiveCount: 4,
});

const show = (queues: readonly Queue[], options: Parameters<typeof openConsole>[0] = {}) => {
  const [worst] = queues;
  const findings = worst
    ? [queueFinding(worst, {suggest: {action: 'queues.look', args: {queue: worst.name}, cli: 'aws'}})]
    : [];
  return openConsole({...options, published: {snapshot: snapshotOf({streams: [], queues, findings})}});
};

test('the queues, the worst first, with what waits and how it grows', async () => {
  const console = await show([filling, payments, unreadDocument({name: 'unread'})]);
  await console.press('3');
  const rows = console.lines().filter(line => /^. [●▲·] /u.test(line));
  expect(rows[0]).toMatch(/● {2}payments-dlq .*1,204 .*\+38/u);
  expect(rows[1]).toMatch(/· {2}payments /u);
  expect(rows[2]).toMatch(/unread .*…/u);
});

test('a dead-letter queue opened: what is wrong, where its messages come from, and that nobody looked', async () => {
  const console = await show([filling, payments]);
  await console.press('3', 'Enter');
  expect(console.screen()).toContain('1,204 visible  0 in flight  oldest 41m');
  expect(console.screen()).toContain('first loss in 13d 22h to 13d 23h');
  expect(console.screen()).toContain('dead letters  ← payments');
  expect(console.screen()).toContain('not looked at: v');
  expect(console.screen()).toContain('● Messages of payments fail');
});

test('after a look the groups stand there, the keys move in them, and one of them can be read', async () => {
  const console = await show([looked, payments]);
  await console.press('3', 'Enter');
  expect(console.screen()).toContain('200 MESSAGES LOOKED AT  a sample, 27 Nov 12:03 UTC; 3 more shapes');
  expect(console.lines().find(line => line.startsWith('›'))).toMatch(/TypeError: cannot read … .* 162/u);
  await console.press('j');
  expect(console.lines().find(line => line.startsWith('›'))).toMatch(/Timeout after number ms .* 38/u);
  await console.press('Enter');
  expect(console.screen()).toContain('38 like this; one of them, values taken out:');
  expect(console.screen()).toContain('     "paymentId": string 12');
});

test('o picks the group that is selected', async () => {
  const console = await show([looked, payments]);
  await console.press('3', 'Enter', 'j', 'o');
  expect(console.actions.asked).toContain('plan queues.pick payments-dlq group=bbbb');
});

test('what is suggested for a finding opens its plan, from the overview as well', async () => {
  const console = await show([filling, payments]);
  await console.press('.');
  expect(console.actions.asked).toEqual(['plan queues.look payments-dlq']);
});

test('a queue that cannot be redriven says why when the key is pressed', async () => {
  const console = await show([queueDocument({redriveRefused: 'No queue sends its failed messages here.'})]);
  await console.press('3', 'd');
  expect(console.screen()).toContain('Redrive: No queue sends its failed messages here.');
  expect(console.actions.asked).toEqual([]);
});

test('a purge has no key: the palette finds it by name', async () => {
  const console = await show([filling]);
  await console.press('3', ':');
  await console.type('purge the queue');
  expect(console.lines().find(line => line.startsWith('›'))).toMatch(/Purge the queue +action/u);
  await console.press('Enter');
  expect(console.actions.asked).toEqual(['plan queues.purge payments-dlq']);
});

test('a redrive that was begun elsewhere is shown as AWS tells it', async () => {
  const elsewhere = deadLetterDocument({redrive: redriveDocument()});
  const console = await show([elsewhere]);
  await console.press('3', 'Enter');
  expect(console.screen()).toMatch(
    /REDRIVE running {2}█+ +412 of 1,204 moved\n {3}to where they came from, at most 45\/s/u,
  );
});

const planOn = (queue: Queue, of: Omit<Parameters<typeof planFor>[0], 'on'>) => {
  const {account, region, arn, name: resource} = queue;
  return planFor({...of, on: 'resource'}, {service: 'queues', account, region, arn, resource});
};

test('x cancels the task of a redrive; where there is none, what was begun here', async () => {
  const plan = planOn(filling, {id: 'queues.look', key: 'v', title: 'Look', risk: 'disruptive'});
  const actions = fakeActions({running: [runningOf(plan, {id: 3})]});
  const console = await show([filling], {actions});
  await console.press('3', 'x');
  expect(actions.asked).toEqual(['cancel 3']);
  const moving = deadLetterDocument({redrive: redriveDocument()});
  await console.show({streams: [], queues: [moving], findings: []});
  await console.press('x');
  expect(actions.asked).toEqual(['cancel 3', `plan queues.cancel ${filling.name}`]);
});

test('a redrive begun here says line by line how it goes', async () => {
  const elsewhere = deadLetterDocument({redrive: redriveDocument()});
  const plan = planOn(filling, {id: 'queues.redrive', key: 'd', title: 'Redrive', risk: 'disruptive'});
  const running = runningOf(plan, {says: 'canary: 11 moved, watching 2m10s of 6m', shows: ['0 came back']});
  const here = await show([elsewhere], {actions: fakeActions({running: [running]})});
  await here.press('3', 'Enter');
  expect(here.screen()).toContain('REDRIVE running  canary: 11 moved, watching 2m10s of 6m');
  expect(here.screen()).toContain('   0 came back');
  expect(here.screen()).not.toContain('412 of 1,204');
});

test('near its end, and over it', async () => {
  const losing = deadLetterDocument({firstLossInSeconds: {atLeast: -60, atMost: 0}});
  const soon = deadLetterDocument({name: 'soon', firstLossInSeconds: {atLeast: -60, atMost: 3600}});
  const console = await show([losing, soon]);
  await console.press('3', 'Enter');
  expect(console.screen()).toContain('losing now');
  await console.press('Esc', 'j', 'Enter');
  expect(console.screen()).toContain('first loss now, or within 1h');
});

test.each([
  {columns: 60, rows: 15, ascii: false},
  {columns: 80, rows: 24, ascii: true},
  {columns: 200, rows: 60, ascii: false},
])('at $columns×$rows everything fits (ASCII: $ascii)', async ({columns, rows, ascii}) => {
  const history = {
    startAt: new Date(now - 180 * 60_000).toISOString(),
    periodSeconds: 60,
    visible: Array.from({length: 180}, (_, minute) => minute * 7),
    oldestAgeSeconds: Array.from({length: 180}, (_, minute) => minute * 60),
    sentPerMinute: Array.from({length: 180}, () => null),
    deletedPerMinute: Array.from({length: 180}, () => 0),
  };
  const console = await show([{...looked, history}, payments], {columns, rows, ascii});
  for (const keys of [['3'], ['Enter'], ['j'], ['?'], ['Esc', 'Esc']]) {
    await console.press(...keys);
    expect(console.lines()).toHaveLength(rows);
    if (ascii) expect(console.screen()).toMatch(/^[\n\x20-\x7e]*$/u);
  }
});

test('a reason that is longer than the line above the keys is told on a page, whole', async () => {
  const redriveRefused =
    'AWS moves messages back to queues only, and what is here was sent by topic alerts: look at them (v), then pick with another queue named.';
  const console = await show([queueDocument({name: 'alerts-undelivered', redriveRefused})]);
  await console.press('3', 'd');
  expect(console.screen().replaceAll(/\s+/gu, ' ')).toContain(`Redrive: ${redriveRefused}`);
  await console.press('Esc');
  expect(console.screen()).toContain('alerts-undelivered');
});
