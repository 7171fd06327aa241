import {mkdtemp, readFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import type {Done} from '../../source/actions/journal-entry.ts';
import {fakeActions, planFor, runningOf} from './actions.ts';
import {openConsole} from './driver.ts';
import {now, orders} from './fixtures.ts';

const target = {
  service: 'kinesis',
  account: '111122224417',
  region: 'us-east-1',
  arn: orders.arn,
  resource: 'orders',
  part: 'shardId-000000000007',
};
const plan = planFor({id: 'kinesis.split', key: 's', title: 'Split', on: 'part', risk: 'disruptive'}, target);
const sample = planFor(
  {id: 'kinesis.sample', key: 'f', title: 'Sample', on: 'either', risk: 'intrusive-read'},
  target,
);

const done = (changes: Partial<Done> = {}): Done => ({
  id: 'a',
  startedAt: new Date(now - 3_600_000).toISOString(),
  endedAt: new Date(now - 3_500_000).toISOString(),
  callerArn: 'arn:aws:iam::111122224417:user/on-call',
  action: 'kinesis.split',
  title: 'Split 0003 of orders',
  plan,
  target,
  requests: [
    {
      event: 'request',
      operation: 'kinesis:SplitShard',
      parameters: {shard: '0003'},
      requestId: '1b2c-3d4e',
      outcome: 'accepted',
    },
  ],
  result: 'done',
  says: 'It helped.',
  before: {'0003': '99%'},
  after: {'0017': '58%'},
  ...changes,
});

test('J shows what runs above what was done, and Esc goes back', async () => {
  const actions = fakeActions({running: [runningOf(plan, {says: 'waiting until ACTIVE'})]});
  const began = done({
    id: 'begun-here',
    title: plan.title,
    startedAt: new Date(now - 50).toISOString(),
    endedAt: undefined,
  });
  actions.tells({done: [began, done()], torn: 1});
  const console = await openConsole({actions});
  await console.press('2', 'J');
  await console.settled();
  const rows = console.lines().filter(line => /11-27/u.test(line));
  expect(rows.map(row => row.trim())).toEqual([
    expect.stringMatching(/^› 11-27 12:04 +running +Split shardId.* +waiting until/u),
    expect.stringMatching(/^11-27 11:04 +done +Split 0003 of orders +It helped\./u),
  ]);
  expect(console.screen()).toContain('One line of the journal is torn and was left out');
  await console.press('Esc');
  expect(console.screen()).toContain('STREAM');
});

test('x cancels the selected action that runs, and no other', async () => {
  const actions = fakeActions({running: [runningOf(plan, {id: 7})]});
  actions.tells({done: [done()], torn: 0});
  const console = await openConsole({actions});
  await console.press('J', 'j');
  expect(console.lines().at(-1)).not.toContain('x cancel');
  await console.press('x');
  expect(console.screen()).toContain('nothing to cancel');
  await console.press('k');
  expect(console.lines().at(-1)).toContain('x cancel');
  await console.press('x');
  expect(console.actions.asked).toEqual(['cancel 7']);
  expect(console.screen()).toContain('stopping between two steps');
});

test('Enter shows one entry whole, with the request ids and what it changed', async () => {
  const actions = fakeActions();
  actions.tells({done: [done()], torn: 0});
  const console = await openConsole({actions, rows: 40});
  await console.press('J');
  await console.settled();
  await console.press('Enter');
  for (const text of [
    'done: It helped.',
    '1. do the thing',
    'kinesis:SplitShard accepted',
    'request 1b2c-3d4e',
    '0003: 99%, then not there',
    '0017: not there, then 58%',
  ]) {
    expect(console.screen()).toContain(text);
  }
  await console.press('Esc');
  expect(console.screen()).toContain('LAST WORD');
});

test('a finished count stands there with how many pages were answered, and none without an answer', async () => {
  const actions = fakeActions();
  const pages = {
    event: 'request',
    operation: 's3:ListObjectsV2',
    parameters: {requests: 3_513},
    outcome: 'accepted',
  } as const;
  const refused = {...pages, parameters: {}, outcome: 'refused', says: 'Not allowed.'} as const;
  actions.tells({done: [done({requests: [pages, refused]})], torn: 0});
  const console = await openConsole({actions, rows: 40});
  await console.press('J');
  await console.settled();
  await console.press('Enter');
  expect(console.screen()).toContain('s3:ListObjectsV2 3,513 times accepted');
  expect(console.screen()).toContain('s3:ListObjectsV2 refused: Not allowed.');
  expect(console.screen()).not.toContain('without an answer');
});

test('a journal that cannot be read says so', async () => {
  const actions = {
    ...fakeActions(),
    journal: () => Promise.reject(new Error('The journal /x cannot be read: EACCES.')),
  };
  const console = await openConsole({actions});
  await console.press('J');
  await console.settled();
  expect(console.screen()).toContain('The journal /x cannot be read: EACCES.');
});

const shows = [
  'Heaviest keys, by bytes:',
  '  22.2%  tenant-8841, 0.23 MB/s accepted',
  '  6.1%  tenant, 9 MB/s of it, 0.07 MB/s accepted',
  '  5.0%  nobody@example.com',
  'Half of the load lies below 38% of the range: a split there gives 55% and 45%.',
];

test('what a sample found stands in the stream, whole with Enter, and in a file without its keys', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'hotshard-sample-'));
  const actions = fakeActions({running: [runningOf(sample, {shows, result: 'done', endedAt: now})]});
  const console = await openConsole({actions, directory, rows: 40});
  await console.press('2', 'j', 'Enter');
  expect(console.screen()).toContain('HOT KEYS of …0007  now; keys are shown, and written nowhere');
  expect(console.screen()).toContain('22.2%  tenant-8841, 0.23 MB/s accepted');
  expect(console.screen()).toContain('Half of the load lies below 38%');
  console.keyboard.push('w');
  await expect.poll(async () => console.settled().then(console.screen)).toContain('wrote hotshard-');
  const name = /wrote (hotshard-\S+\.txt)/u.exec(console.screen())?.[1] ?? '';
  const text = await readFile(join(directory, name), 'utf8');
  expect(text).toContain('22.2%  (key not written), 0.23 MB/s accepted');
  expect(text).not.toMatch(/tenant|nobody/u);
  expect(console.screen()).toContain('tenant-8841');
  await console.press('Enter');
  expect(console.screen()).toContain('nobody@example.com');
  expect(console.screen()).not.toContain('key space');
  await console.press('Esc');
  expect(console.screen()).toContain('key space');
});

test('where there is little room the lightest keys give way, not what a split would do', async () => {
  const actions = fakeActions({running: [runningOf(sample, {shows, result: 'done', endedAt: now})]});
  const console = await openConsole({actions, rows: 22});
  await console.press('2', 'j', 'Enter');
  expect(console.screen()).toContain('tenant-8841');
  expect(console.screen()).toContain('Half of the load lies below 38%');
});
