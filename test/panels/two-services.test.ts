import {expect, test} from 'vitest';
import type {Part, Snapshot} from '../../source/monitor/schema.ts';
import {deadLetterDocument, queueDocument, queueFinding, unreadDocument} from '../services/queues/queue.ts';
import {openConsole} from './driver.ts';
import {blackFriday, blackFridayFindings, now, snapshotOf} from './fixtures.ts';

const dlq = deadLetterDocument();
const queues = [dlq, queueDocument({name: 'payments'}), queueDocument({name: 'checkout-orders'})];
const growing = queueFinding(dlq, {
  suggest: {action: 'queues.look', args: {queue: dlq.name}, cli: 'aws sqs receive-message'},
});
const healthy = {queues, findings: []};

/** A snapshot in which one service is read otherwise than the rest. */
const withPart = (snapshot: Snapshot, part: string, about: Part): Snapshot => ({
  ...snapshot,
  sources: snapshot.sources.map(source => ({...source, parts: {...source.parts, [part]: about}})),
});

const fresh: Part = {state: 'fresh', asOf: new Date(now).toISOString(), problem: null};
const awaited: Part = {state: 'partial', asOf: null, problem: null};
const deniedSentence = 'sqs:ListQueues is denied: allow it in the policy.';
const denied: Part = {state: 'denied', asOf: null, problem: deniedSentence};

const open = (snapshot: Snapshot) => openConsole({published: {snapshot}});

test('at 80x24 a finding says what, where and what next, of whichever service it is', async () => {
  const findings = [growing, ...blackFridayFindings];
  const {lines, screen} = await open(snapshotOf({queues, findings}));
  expect(lines()[1]).toContain('1 Overview 3●  2 Kinesis 2●  3 Queues 1●');
  expect(screen()).toContain('3 critical, 1 warning, 7 quiet');
  expect(screen()).toMatch(/RESOURCE +WHAT IS WRONG +NEXT +SERVICE/);
  expect(screen()).toMatch(/● {2}payments-dlq +1,204 waiting, \+38\/m since 11:52 +look +Queues *$/m);
  expect(screen()).toMatch(/● {2}clicks-enriched +losing records in 1h52m +Kinesis *$/m);
  for (const line of lines()) expect(line.length).toBeLessThanOrEqual(80);
});

test('titles of forty characters are shown whole, whatever else goes', async () => {
  const title = 'one key fills a shard, 4.1k/m are refused'.slice(0, 40);
  const {screen} = await open(snapshotOf({queues, findings: [{...growing, title}]}));
  expect(screen()).toContain(title);
});

test('when nothing is wrong it counts both; what there is none of is not counted', async () => {
  const console = await open(snapshotOf(healthy));
  expect(console.screen()).toContain('nothing is wrong: 8 streams, 3 queues quiet');
  await console.show({...healthy, streams: []});
  expect(console.screen()).toContain('nothing is wrong: 3 queues quiet');
  await console.show({streams: [], queues: [], findings: []});
  expect(console.screen()).toContain('nothing is wrong: no streams, no queues');
});

test('queues that are listed but not read yet are not called healthy', async () => {
  const unread = [unreadDocument({name: 'one'}), unreadDocument({name: 'two'})];
  const {screen} = await open(snapshotOf({queues: [...queues, ...unread], findings: []}));
  expect(screen()).toContain('nothing wrong so far; of 8 streams, 5 queues, 2 still unread');
});

test('while one service is still being read, the other is neither alone nor in trouble', async () => {
  const console = await open(withPart(snapshotOf({...healthy, queues: []}), 'queues', awaited));
  expect(console.screen()).toContain('nothing wrong so far; 8 streams quiet, reading queues …');
  expect(console.lines()[0]).not.toContain('partial');
  await console.press('3');
  expect(console.screen()).toContain('reading queues …');
  expect(console.screen()).not.toContain('no queues');
  console.monitor.publish({
    snapshot: withPart(snapshotOf({queues: [], findings: blackFridayFindings}), 'queues', awaited),
  });
  await console.press('1');
  expect(console.screen()).toContain('2 critical, 1 warning, 5 quiet, reading queues …');
});

test('a service that is denied spoils neither the panel nor the age of the other', async () => {
  const console = await open(withPart(snapshotOf({...healthy, queues: []}), 'queues', denied));
  expect(console.screen()).toContain('nothing is wrong in what could be read: 8 streams quiet');
  expect(console.screen()).toContain(deniedSentence);
  expect(console.lines()[0]).toContain('denied');
  await console.press('2');
  expect(console.lines()[0]).not.toContain('denied');
  expect(console.screen()).not.toContain(deniedSentence);
  await console.press('3');
  expect(console.lines()[0]).toContain('denied');
  expect(console.screen()).toContain(deniedSentence);
  expect(console.screen()).toContain('no queues could be read');
  expect(console.screen()).not.toContain('no queues here');
});

test('the overview is as old as the service that is furthest behind, a panel as old as its own', async () => {
  const stale: Part = {state: 'stale', asOf: new Date(now - 180_000).toISOString(), problem: null};
  const snapshot = withPart(withPart(snapshotOf(healthy), 'kinesis', fresh), 'queues', stale);
  const console = await open(snapshot);
  expect(console.lines()[0]).toMatch(/stale {2}3m ago/);
  await console.press('2');
  expect(console.lines()[0]).toMatch(/locked {2}now/);
  await console.press('3');
  expect(console.lines()[0]).toMatch(/stale {2}3m ago/);
});

test('a finding of a service without a panel takes nothing from what is quiet', async () => {
  const other = queueFinding(dlq, {
    id: 'x',
    service: 'firehose',
    arn: 'arn:x',
    resource: 'x',
    title: 'firing',
  });
  const {screen} = await open(snapshotOf({queues, findings: [other]}));
  expect(screen()).toContain('1 critical, 11 quiet');
});

test('names of both services are found in the palette', async () => {
  const console = await open(snapshotOf({...healthy, streams: blackFriday}));
  await console.press(':');
  await console.type('checkout');
  expect(console.screen()).toMatch(/checkout-orders +Queues/);
});
