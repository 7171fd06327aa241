import {expect, test} from 'vitest';
import {bench, quiet} from './bench.ts';

test('each action is accounted for, and the state is followed back', async () => {
  const {run, journal} = await bench({
    alarms: [quiet('latency', {onAlarm: ['topic:pager', 'function:repair']})],
  });
  const {result, says, shown, proof} = await run('latency');
  expect({result, says}).toEqual({
    result: 'done',
    says: 'Its 2 actions were accepted. It is OK again.',
  });
  expect(shown).toEqual([
    expect.stringMatching(/^✓ state set to ALARM {2}12:\d\d:\d\d$/),
    expect.stringMatching(
      /^✓ pages topic pager: accepted, 2 confirmed subscriptions, .*2 delivered.* {2}12:/,
    ),
    expect.stringMatching(/^✓ runs function repair: accepted {2}12:/),
    expect.stringMatching(/^✓ back in OK {2}12:/),
  ]);
  expect(proof).toMatchObject({before: {state: 'OK'}, after: {state: 'OK'}, helped: true});
  const [done] = (await journal.read()).done;
  const nonce = /Test by hotshard \([0-9a-f]{12}\), asked for by arn:aws:iam::\d+:user\/on-call/;
  expect(done).toMatchObject({
    action: 'alarms.test',
    result: 'done',
    requests: [
      {
        operation: 'cloudwatch:SetAlarmState',
        parameters: {AlarmName: 'latency', StateValue: 'ALARM', StateReason: expect.stringMatching(nonce)},
      },
    ],
  });
});

test('an action that fails is named, with what AWS said; one that works beside it is not hidden', async () => {
  const {run} = await bench({
    alarms: [quiet('latency', {onAlarm: ['topic:pager', 'function:open-incident']})],
  });
  const {result, says, shown} = await run('latency');
  expect(result).toBe('failed');
  expect(says).toMatch(/^1 of 2 actions did not reach what it is for\. runs function open-incident: failed/);
  expect(says).toContain('AccessDeniedException');
  expect(says).toMatch(/It is OK again\.$/);
  expect(shown).toContainEqual(expect.stringMatching(/^✗ runs function open-incident: failed, .* {2}12:/));
  expect(shown).toContainEqual(expect.stringMatching(/^✓ pages topic pager/));
});

test('a topic that takes the message and has no confirmed subscription reaches nobody, and says so', async () => {
  const {run} = await bench({alarms: [quiet('latency', {onAlarm: ['topic:unread']})]});
  expect(await run('latency')).toMatchObject({
    result: 'failed',
    says: expect.stringContaining(
      'pages topic unread: accepted, no confirmed subscription: it reaches nobody',
    ),
  });
});

test('composites that change with it are proved by their own history, up the chain', async () => {
  const {run, plan} = await bench({
    alarms: [quiet('latency'), quiet('errors')],
    compositeAlarms: [
      {name: 'checkout-down', rule: 'ALARM("latency") OR ALARM("errors")', onAlarm: ['topic:pager']},
      {name: 'shop-down', rule: 'ALARM("checkout-down")', onAlarm: ['topic:closed']},
      {name: 'both', rule: 'ALARM("latency") AND ALARM("errors")', onAlarm: ['topic:unread']},
    ],
  });
  const {changes, affects} = await plan('latency');
  expect(changes.join('\n')).toContain(
    'Composite checkout-down goes to ALARM with it: pages topic pager (2 confirmed subscriptions).',
  );
  expect(changes.join('\n')).not.toContain('both');
  expect(affects).toHaveLength(3);
  const {result, says, shown} = await run('latency');
  expect(result).toBe('failed');
  expect(says).toContain(
    '1 of 2 actions did not reach what it is for. pages topic closed (of shop-down): failed',
  );
  expect(shown).toContainEqual(expect.stringMatching(/^✓ composite shop-down went to ALARM with it/));
  expect(shown).toContainEqual(expect.stringMatching(/^✓ pages topic pager \(of checkout-down\): accepted/));
});

test('a composite that was set stays, and is told how it comes back; setting it back is no grave thing', async () => {
  const {run, plan} = await bench({
    alarms: [quiet('latency')],
    compositeAlarms: [
      {name: 'down', rule: 'ALARM("latency")', onAlarm: ['topic:pager'], onOk: ['topic:pager']},
    ],
  });
  expect((await plan('down')).undo).toMatch(/^A composite may stay ALARM until .*--state-value OK/);
  const {result, says, shown} = await run('down');
  expect(result).toBe('done');
  expect(says).toMatch(/It still is ALARM: .* alarms\.test down --state OK sets it back\.$/);
  expect(shown.at(-1)).toBe('it may stay ALARM until one of its children changes state');
  expect(await plan('down')).toMatchObject({title: 'Test down: from ALARM to OK', risk: 'disruptive'});
  expect((await run('down')).result).toBe('done');
});

test('an alarm that goes there by itself in the same second proves nothing, whatever it carried out', async () => {
  const {run, clock} = await bench({
    alarms: [quiet('latency', {onAlarm: ['topic:pager'], fixed: {state: 'ALARM', sinceSecond: 120}})],
  });
  const start = Math.floor(clock.now() / 60_000) * 60_000;
  const {result, says} = await run('latency', {}, text => {
    if (text.startsWith('Setting')) clock.advance(start + 120_400 - clock.now());
  });
  expect(result).toBe('failed');
  expect(says).toMatch(/^Not proved: latency went to ALARM by itself at .*, before the test could set it\./);
});

test('stopped, it says what was set and that the proof is not whole', async () => {
  const {run} = await bench({alarms: [quiet('latency', {onAlarm: ['topic:pager']})]});
  const ran = await run('latency', {}, (text, stop) => {
    if (text.includes('actions seen')) stop();
  });
  expect(ran).toMatchObject({
    result: 'cancelled',
    says: expect.stringContaining('latency was set to ALARM. Stopped before the proof was whole.'),
  });
});

test('a composite waits for its suppressor before it pages: tested itself it is waited for, under its child not', async () => {
  const {run, plan} = await bench({
    alarms: [quiet('latency', {onAlarm: ['topic:pager']}), quiet('maintenance')],
    compositeAlarms: [
      {
        name: 'down',
        rule: 'ALARM("latency")',
        onAlarm: ['topic:pager'],
        suppressor: 'maintenance',
        suppressorWaitSeconds: 120,
        suppressorExtensionSeconds: 60,
      },
    ],
  });
  const hangs = 'it waits 2m for its suppressor first, and may be back before';
  expect((await plan('latency')).changes).toContainEqual(expect.stringContaining(hangs));
  const child = await run('latency');
  expect(child.result).toBe('done');
  expect(child.shown).toContainEqual(`… pages topic pager (of down): not seen: ${hangs}`);
  expect((await run('down', {state: 'ALARM'})).result).toBe('done');
});

test('an Auto Scaling policy gets the data that it needs', async () => {
  const policy = `arn:aws:autoscaling:us-east-1:730112094417:scalingPolicy:1:autoScalingGroupName/web:policyName/up`;
  const {run, plan} = await bench({alarms: [quiet('load', {onAlarm: [policy], threshold: 80})]});
  expect(await plan('load')).toMatchObject({risk: 'destructive'});
  expect(await run('load')).toMatchObject({result: 'done'});
});
