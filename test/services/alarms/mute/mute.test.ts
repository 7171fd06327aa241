import {expect, test} from 'vitest';
import {mute} from '../../../../source/services/alarms/mute/mute.ts';
import {unmute} from '../../../../source/services/alarms/mute/unmute.ts';
import {listAlarms, readHistory} from '../../../../source/services/alarms/requests.ts';
import {alarm, bench} from './bench.ts';

test('a mute is one rule with an end, and is said to hold only when AWS says that it is ACTIVE', async () => {
  const {plan, run, rules, session, journal} = await bench({alarms: [alarm('errors', 'ALARM')]});
  const {plan: shown} = await plan(mute, 'errors', {for: '30m'});
  expect(shown.risk).toBe('reversible');
  expect(shown.changes[0]).toMatch(/no longer pages topic pager/);
  const {result, says} = await run(mute, 'errors', {for: '30m'});
  expect(says).toMatch(/^errors is muted until \d\d:\d\d UTC\. AWS says that the rule is ACTIVE\.$/);
  expect(result).toBe('done');
  const [rule] = await rules('errors');
  expect(rule).toMatchObject({status: 'ACTIVE', recurring: false, alarms: ['errors'], timezone: 'UTC'});
  expect(rule?.name).toMatch(/^hotshard-errors-\d{8}T\d{4}-[0-9a-f]{6}$/);
  expect(rule?.description).toMatch(/Muted for 30m with hotshard by arn:aws:iam::730112094417:user\/on-call/);
  expect(rule?.expireAt).toBeGreaterThanOrEqual(session.clock.now() + 29 * 60_000);
  const [done] = (await journal.read()).done;
  expect(done?.requests).toMatchObject([{operation: 'cloudwatch:PutAlarmMuteRule', outcome: 'accepted'}]);
});

test('a mute ends by itself, and an alarm that still fires pages then', async () => {
  const {run, rules, clock, session} = await bench({alarms: [alarm('errors', 'ALARM')]});
  await run(mute, 'errors', {for: '5m'});
  expect(await rules('errors')).toHaveLength(1);
  clock.advance(7 * 60_000);
  expect(await rules('errors')).toHaveLength(0);
  const happened = await readHistory(session, 'errors', clock.now() - 5 * 60_000);
  expect(happened).toContainEqual(expect.objectContaining({what: 'action', succeeded: true}));
});

test('composites above it that still page are named, also those above these', async () => {
  const {plan, run} = await bench({
    alarms: [alarm('errors')],
    compositeAlarms: [
      {name: 'checkout', rule: 'ALARM("errors")', onAlarm: ['topic:pager']},
      {name: 'shop', rule: 'ALARM("checkout")', onAlarm: ['topic:pager']},
      {name: 'quiet', rule: 'ALARM("errors")'},
    ],
  });
  const namesIn = async () => (await plan(mute, 'errors')).plan.warnings.join('\n');
  expect(await namesIn()).toMatch(/checkout takes it into account and still pages topic pager/);
  expect(await namesIn()).toMatch(/shop takes it into account/);
  expect(await namesIn()).not.toMatch(/quiet/);
  await run(mute, 'shop');
  expect(await namesIn()).not.toMatch(/shop takes it into account/);
});

test('a mute that is no longer than the one there is changes nothing, and says so; a longer one may', async () => {
  const {plan, run} = await bench({alarms: [alarm('errors')]});
  await run(mute, 'errors', {for: '2h'});
  const shorter = await plan(mute, 'errors', {for: '1h'});
  expect(shorter.plan.blocked[0]?.because).toMatch(/^errors is muted until .* already, which is no shorter/);
  const longer = await plan(mute, 'errors', {for: '3h'});
  expect(longer.plan.blocked).toEqual([]);
  expect(longer.plan.warnings[0]).toMatch(/is muted until/);
});

test('what is shown and what is sent go by one name, though a minute passes between', async () => {
  const {plan, start, clock, rules} = await bench({alarms: [alarm('errors')]});
  const shown = await plan(mute, 'errors');
  clock.advance(5 * 60_000);
  const started = await start(mute, shown);
  if (!('finished' in started)) throw new Error('it did not start');
  expect((await started.finished).result).toBe('done');
  expect((await rules('errors')).map(({name}) => name)).toEqual(shown.plan.touches);
});

test('a rule whose answer is lost is read back: it mutes, so it is muted', async () => {
  const {account, run, rules} = await bench({alarms: [alarm('errors')]});
  account.faults.set([{kind: 'cut', operation: 'cloudwatch:PutAlarmMuteRule'}]);
  const finished = await run(mute, 'errors');
  expect(finished).toMatchObject({result: 'done', says: expect.stringMatching(/is muted until/)});
  expect(await rules('errors')).toHaveLength(1);
});

test.each([
  ['LimitExceeded', 400, /has 2,000 mute rules already; delete some/],
  ['AccessDenied', 403, /ask for cloudwatch:PutAlarmMuteRule on the rule .* and on each alarm/],
])('AWS refuses with %s: one sentence says what to do', async (code, status, sentence) => {
  const {account, run} = await bench({alarms: [alarm('errors')]});
  account.faults.set([{kind: 'error', operation: 'cloudwatch:PutAlarmMuteRule', code, status}]);
  const finished = await run(mute, 'errors');
  expect(finished.says).toMatch(sentence);
  expect(finished.result).toBe('failed');
});

test('an alarm that is gone cannot be muted', async () => {
  const {plan} = await bench({alarms: [alarm('errors')]});
  await expect(plan(mute, 'nothing')).rejects.toThrow(
    'There is no alarm nothing in us-east-1 any more: refresh.',
  );
});

test('unmuting deletes the rule that hotshard made, and a firing alarm pages at once: that takes a y', async () => {
  const {plan, run, rules, session, clock} = await bench({alarms: [alarm('errors', 'ALARM')]});
  await run(mute, 'errors');
  const {plan: shown} = await plan(unmute, 'errors');
  expect(shown.risk).toBe('disruptive');
  expect(shown.warnings).toEqual(['It is in ALARM: unmuted, it pages topic pager at once.']);
  expect(await run(unmute, 'errors')).toMatchObject({result: 'done', says: 'Done. No rule mutes it now.'});
  expect(await rules('errors')).toEqual([]);
  const happened = await readHistory(session, 'errors', clock.now() - 60_000);
  expect(happened).toContainEqual(expect.objectContaining({what: 'action', succeeded: true}));
});

test('an alarm that stops an instance when it is unmuted wants its name typed', async () => {
  const stops = {onAlarm: ['arn:aws:automate:us-east-1:ec2:stop']};
  const {plan, run} = await bench({alarms: [alarm('cpu', 'ALARM', stops)]});
  expect((await plan(mute, 'cpu')).plan.warnings[0]).toMatch(/^Not only pages are held back: it also stops/);
  await run(mute, 'cpu');
  expect((await plan(unmute, 'cpu')).plan.risk).toBe('destructive');
});

test('of a rule of hotshard for several alarms, only this alarm is taken out', async () => {
  const rule = {
    name: 'hotshard-both-20261127T1000-4f9a1c',
    fromSecond: 0,
    duration: 'PT2H',
    alarms: ['errors', 'latency'],
  };
  const {run, rules} = await bench({alarms: [alarm('errors'), alarm('latency')], muteRules: [rule]});
  const [before] = await rules('latency');
  expect((await run(unmute, 'errors')).result).toBe('done');
  expect(await rules('errors')).toEqual([]);
  expect(await rules('latency')).toEqual([{...before, alarms: ['latency']}]);
});

const nightly = {
  name: 'maintenance',
  description: 'by the platform team',
  expression: 'cron(0 0 * * *)',
  duration: 'PT23H59M',
  alarms: ['errors'],
};

test('a rule of others is not touched unless it is named; then the plan wants a name typed and says how to undo it', async () => {
  const {plan, run, rules} = await bench({alarms: [alarm('errors')], muteRules: [nightly]});
  const unnamed = await plan(unmute, 'errors');
  expect(unnamed.plan.steps).toEqual([]);
  expect(unnamed.plan.blocked).toEqual([
    {
      because: 'errors is muted by maintenance, and hotshard made none of its rules.',
      unblock: 'Name the rule to end it all the same: maintenance.',
    },
  ]);
  const misnamed = await plan(unmute, 'errors', {rule: 'Maintenance'});
  expect(misnamed.plan.blocked[0]?.because).toBe('No rule named Maintenance mutes errors.');
  const {plan: shown} = await plan(unmute, 'errors', {rule: 'maintenance'});
  expect(shown.risk).toBe('destructive');
  expect(shown.changes[0]).toMatch(/recurring rule, which hotshard did not make \(“by the platform team”\)/);
  expect(shown.undo).toMatch(/aws cloudwatch put-alarm-mute-rule --name maintenance .*cron/);
  expect((await run(unmute, 'errors', {rule: 'maintenance'})).result).toBe('done');
  expect(await rules('errors')).toEqual([]);
});

test('beside a rule of others that of hotshard goes, and it is told that the alarm stays muted', async () => {
  const {plan, run, rules} = await bench({alarms: [alarm('errors', 'ALARM')], muteRules: [nightly]});
  await run(mute, 'errors');
  const {plan: shown} = await plan(unmute, 'errors');
  expect(shown).toMatchObject({risk: 'reversible', blocked: []});
  expect(shown.warnings[0]).toMatch(/maintenance \(cron.*goes on muting errors: name it/);
  expect((await run(unmute, 'errors')).says).toBe('Done. It stays muted by maintenance.');
  expect((await rules('errors')).map(({name}) => name)).toEqual(['maintenance']);
});

test('what is not muted cannot be unmuted', async () => {
  const {plan, session} = await bench({alarms: [alarm('errors')]});
  const {plan: shown} = await plan(unmute, 'errors');
  expect(shown.blocked).toEqual([{because: 'errors is not muted.', unblock: 'Nothing is needed.'}]);
  for await (const [fact] of listAlarms(session, {names: ['errors']})) expect(fact?.name).toBe('errors');
});
