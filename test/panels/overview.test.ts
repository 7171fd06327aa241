import {expect, test} from 'vitest';
import {openConsole} from './driver.ts';
import {
  blackFriday,
  blackFridayFindings,
  enriched,
  finding,
  now,
  orders,
  snapshotOf,
  stream,
} from './fixtures.ts';

test('the first thing seen is what is wrong, the worst first, and why', async () => {
  const {screen, lines} = await openConsole();
  expect(lines()[0]).toMatch(/^ hotshard {2}prod-data ··4417 {2}us-east-1 +locked {2}now {2}\$0\.04\/h$/);
  expect(lines()[1]).toContain('1 Overview 2●  2 Kinesis 2●');
  expect(screen()).toContain('2 critical, 1 warning, 5 quiet');
  const rows = lines().filter(line => /^. [●▲]/u.test(line));
  expect(rows.map(row => /[●▲] +(\S+)/u.exec(row)?.[1])).toEqual(['clicks-enriched', 'orders', 'payments']);
  expect(screen()).toContain('Readers are 22h06m behind of 24h');
  expect(screen()).toContain('(1h52m left)');
  expect(screen()).toMatch(/clicks-enriched {2}iterator age, 3h, limit 1d/);
});

test('Enter opens the resource in its panel, Esc comes back to the list there', async () => {
  const console = await openConsole();
  await console.press('j', 'Enter');
  expect(console.lines()[1]).toContain('› orders');
  expect(console.screen()).toContain('key space');
  await console.press('Esc');
  expect(console.screen()).toContain('STREAM');
  await console.press('1');
  expect(console.screen()).toMatch(/› ● {2}orders/);
});

test('a new and worse finding does not take the cursor away from the one that is looked at', async () => {
  const console = await openConsole();
  await console.press('j');
  const worse = finding(stream('views'), {title: 'losing records now'});
  await console.show({findings: [worse, ...blackFridayFindings]});
  expect(console.lines().find(line => line.startsWith('›'))).toContain('orders');
});

test('until somebody moves, the worst is the one that is looked at', async () => {
  const console = await openConsole();
  const worse = finding(stream('views'), {title: 'losing records now'});
  await console.show({findings: [worse, ...blackFridayFindings]});
  expect(console.lines().find(line => line.startsWith('›'))).toContain('views');
});

test('when nothing is wrong it says so, and how much was looked at', async () => {
  const {screen} = await openConsole({published: {snapshot: snapshotOf({findings: []})}});
  expect(screen()).toContain('nothing is wrong: 8 streams quiet');
});

test('what could not be read is never taken for health', async () => {
  const problem = 'kinesis:ListStreams is denied: allow it in the policy.';
  const part = {state: 'denied' as const, asOf: null, problem};
  const console = await openConsole({published: {snapshot: snapshotOf({streams: [], findings: [], part})}});
  expect(console.screen()).toContain('nothing could be read, so nothing is known');
  expect(console.screen()).toContain(problem);
  expect(console.lines()[0]).toContain('denied');
  await console.show({findings: [], part: {...part, state: 'partial'}});
  expect(console.screen()).toContain('nothing is wrong in what could be read: 8 streams quiet');
});

test('streams that are listed but not measured yet are not called healthy', async () => {
  const unread = stream('orders', {inBytesPerSecond: null, missing: {inBytesPerSecond: 'not-asked'}});
  const streams = [unread, stream('views')];
  const console = await openConsole({published: {snapshot: snapshotOf({streams, findings: []})}});
  expect(console.screen()).toContain('nothing wrong so far; of 2 streams, 1 still unread');
  await console.show({streams, findings: [finding(stream('views'))]});
  expect(console.screen()).toContain('1 critical, 0 quiet, 1 still unread');
});

test('before anything was read it says what it waits for', async () => {
  const nothing = {...snapshotOf({streams: [], findings: []}), sources: []};
  const console = await openConsole({
    published: {started: false, waitingFor: 'streams of us-east-1', snapshot: nothing},
  });
  expect(console.screen()).toContain('reading streams of us-east-1 …');
  expect(console.screen()).not.toContain('nothing is wrong');
  await console.press('2');
  expect(console.screen()).toContain('reading streams of us-east-1 …');
  console.monitor.publish({started: true, waitingFor: undefined, snapshot: snapshotOf()});
  await console.settled();
  expect(console.screen()).toContain('clicks-enriched');
});

test('with several regions every finding says where it is', async () => {
  const {screen} = await openConsole({
    columns: 100,
    published: {snapshot: snapshotOf({regions: ['us-east-1', 'eu-west-1']})},
  });
  expect(screen()).toMatch(/orders .* us-east-1/);
});

test('the age of the data moves in whole minutes, and nothing is written in between', async () => {
  const console = await openConsole();
  expect(console.lines()[0]).toContain('now');
  console.monitor.advance(31_000);
  const bytes = await console.bytesOf(() => console.monitor.publish({}));
  expect(console.lines()[0]).toContain('1m ago');
  expect(bytes).toBeLessThan(200);
});

test('what is true of all of it stands in one place', async () => {
  const stale = {state: 'stale' as const, asOf: new Date(now - 150_000).toISOString(), problem: null};
  const console = await openConsole({published: {snapshot: snapshotOf({part: stale}), paused: true}});
  expect(console.lines()[0]).toMatch(/paused {2}stale {2}2m ago/);
});

test('the monitor is told what is on screen, and the resource whose chart is drawn', async () => {
  const console = await openConsole();
  expect(console.monitor.views[0]).toEqual({
    visible: [enriched.arn, orders.arn, blackFriday[4]?.arn],
    open: enriched.arn,
  });
  await console.press('j');
  expect(console.monitor.views.at(-1)?.open).toBe(orders.arn);
});
