import {expect, test} from 'vitest';
import {bench, quiet} from './bench.ts';

const hour = 3600;

test('actions are carried out on a change alone: what would change nothing is blocked, and says what to do', async () => {
  const {plan} = await bench({
    alarms: [
      quiet('firing', {onAlarm: ['topic:pager'], fixed: {state: 'ALARM', sinceSecond: -hour}}),
      quiet('off', {onAlarm: ['topic:pager'], actionsEnabled: false}),
      quiet('muted', {onAlarm: ['topic:pager']}),
      quiet('silent'),
      quiet('maintenance', {fixed: {state: 'ALARM', sinceSecond: -hour}}),
    ],
    compositeAlarms: [
      {
        name: 'held',
        rule: 'ALARM("silent")',
        onAlarm: ['topic:pager'],
        suppressor: 'maintenance',
        suppressorWaitSeconds: 60,
        suppressorExtensionSeconds: 60,
      },
    ],
    muteRules: [{name: 'deploy', fromSecond: -60, duration: 'PT2H', alarms: ['muted']}],
  });
  const because = async (alarm: string) => (await plan(alarm, {state: 'ALARM'})).blocked[0]?.because;
  expect(await because('firing')).toBe(
    'firing is ALARM already, and actions are carried out on a change alone.',
  );
  expect(await because('off')).toBe('off has its actions switched off: nothing would be carried out.');
  expect(await because('muted')).toMatch(/^muted is muted until 1[34]:\d\d by deploy: nothing would be/);
  expect(await because('held')).toBe(
    'held is suppressed by maintenance (Alarm): nothing would be carried out.',
  );
  expect(await because('silent')).toBe(
    'Nothing is carried out when silent goes to ALARM: it has no action for that.',
  );
});

test('the risk is the highest over the way there, the way back, and all composites above', async () => {
  const stop = 'arn:aws:automate:us-east-1:ec2:stop';
  const {plan} = await bench({
    alarms: [
      quiet('pages', {onAlarm: ['topic:pager']}),
      quiet('back', {onAlarm: ['topic:pager'], onOk: ['function:repair']}),
      quiet('child'),
      quiet('stops', {onAlarm: [stop], dimensions: {InstanceId: 'i-0abc'}}),
      quiet('stranger', {onAlarm: ['arn:aws:newservice:us-east-1:730112094417:thing']}),
      quiet('firing', {onOk: ['topic:pager'], fixed: {state: 'ALARM', sinceSecond: -hour}}),
    ],
    compositeAlarms: [
      {name: 'middle', rule: 'ALARM("child")'},
      {name: 'top', rule: 'NOT OK("middle")', onAlarm: ['function:repair']},
    ],
  });
  const risks = async (alarm: string) => (await plan(alarm)).risk;
  expect(await risks('pages')).toBe('disruptive');
  expect(await risks('back')).toBe('destructive');
  expect(await risks('child')).toBe('destructive');
  expect(await risks('stranger')).toBe('destructive');
  const stops = await plan('stops');
  expect(stops.risk).toBe('destructive');
  expect(stops.warnings[0]).toBe('This is carried out for real: it stops instance i-0abc.');
  const firing = await plan('firing');
  expect(firing).toMatchObject({title: 'Test firing: from ALARM to OK', risk: 'destructive'});
  expect(firing.warnings[0]).toMatch(/^firing fires: whoever was paged reads that it is over/);
});

test('every action is told with what it does, on the way there and on the way back', async () => {
  const {plan} = await bench({
    alarms: [quiet('latency', {onAlarm: ['topic:pager', 'topic:unread'], onOk: ['topic:pager']})],
  });
  const {changes, warnings, steps} = await plan('latency');
  expect(changes).toEqual([
    'latency is OK now, and goes to ALARM.',
    'On the way to ALARM: pages topic pager (2 confirmed subscriptions); pages topic unread (no confirmed subscription).',
    'On the way back to OK: pages topic pager (2 confirmed subscriptions).',
  ]);
  expect(warnings).toContain('Topic unread has no confirmed subscription: it reaches nobody.');
  expect(steps[0]?.cli).toMatch(/^aws cloudwatch set-alarm-state --alarm-name latency --state-value ALARM/);
});

test('a word that is no state is refused with the nearest one', async () => {
  const {plan} = await bench({alarms: [quiet('latency')]});
  await expect(plan('latency', {state: 'alram'})).rejects.toThrow(
    'alram is no state of an alarm: it is OK, ALARM, INSUFFICIENT_DATA. Did you mean "ALARM"?',
  );
});
