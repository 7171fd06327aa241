import {expect, test} from 'vitest';
import {readAlarm} from '../../../../source/services/alarms/mute/facts.ts';
import {disable, enable} from '../../../../source/services/alarms/switch/actions.ts';
import {alarm, bench} from '../mute/bench.ts';

test('switching off takes a y, warns that nothing reverts it, and is read back', async () => {
  const {plan, run, session} = await bench({
    alarms: [alarm('errors')],
    compositeAlarms: [{name: 'checkout', rule: 'ALARM("errors")', onAlarm: ['topic:pager']}],
  });
  const {plan: shown} = await plan(disable, 'errors');
  expect(shown.risk).toBe('disruptive');
  expect(shown.changes[0]).toMatch(/From now on it no longer pages topic pager/);
  expect(shown.warnings[0]).toMatch(/Nothing switches them on again by itself/);
  expect(shown.warnings.join('\n')).toMatch(/checkout takes it into account/);
  expect(await run(disable, 'errors')).toMatchObject({result: 'done', says: 'Done. Its actions are off.'});
  expect(await readAlarm(session, 'errors')).toMatchObject({value: {actionsEnabled: false}});
  expect((await plan(disable, 'errors')).plan.blocked[0]?.because).toBe(
    'The actions of errors are off already.',
  );
});

test('switching on says that what fires already pages nobody', async () => {
  const {plan, run} = await bench({alarms: [alarm('errors', 'ALARM', {actionsEnabled: false})]});
  const {plan: shown} = await plan(enable, 'errors');
  expect(shown.risk).toBe('reversible');
  expect(shown.warnings).toEqual([
    'It fires already: nobody is paged for that, only when its state changes next.',
  ]);
  expect(await run(enable, 'errors')).toMatchObject({result: 'done', says: 'Done. Its actions are on.'});
});

test('switching on what scales as long as it fires wants the name typed', async () => {
  const policy = `arn:aws:autoscaling:us-east-1:730112094417:scalingPolicy:0a1b:autoScalingGroupName/web:policyName/out`;
  const off = {actionsEnabled: false, onAlarm: [policy]};
  const {plan} = await bench({alarms: [alarm('cpu', 'ALARM', off)]});
  const {plan: shown} = await plan(enable, 'cpu');
  expect(shown.risk).toBe('destructive');
  expect(shown.warnings[0]).toBe('It is in ALARM, and scales web by out at once.');
});

test('who may not is told what to ask for', async () => {
  const {account, run} = await bench({alarms: [alarm('errors')]});
  account.faults.set([
    {kind: 'error', operation: 'cloudwatch:DisableAlarmActions', code: 'AccessDenied', status: 403},
  ]);
  expect((await run(disable, 'errors')).says).toMatch(/ask for cloudwatch:DisableAlarmActions on it\./);
});
