import {expect, test} from 'vitest';
import {Lease} from '../../source/aws/lease.ts';

const gate = {};
const lease = new Lease(gate, {
  operations: [
    'cloudwatch:DisableAlarmActions',
    'cloudwatch:PutAlarmMuteRule',
    'cloudwatch:DeleteAlarmMuteRule',
  ],
  names: ['errors', 'latency', 'hotshard-errors'],
});

test('a list of names passes only when every one of them is covered', () => {
  const disable = (AlarmNames: readonly string[]) =>
    lease.covers(gate, 'cloudwatch:DisableAlarmActions', {AlarmNames});
  expect(disable(['errors'])).toBe(true);
  expect(disable(['errors', 'latency'])).toBe(true);
  expect(disable(['errors', 'somebody-elses'])).toBe(false);
  expect(disable([])).toBe(false);
});

test('a mute rule passes by its name and by every alarm that it would mute', () => {
  const put = (Name: string, ...AlarmNames: readonly string[]) =>
    lease.covers(gate, 'cloudwatch:PutAlarmMuteRule', {Name, Rule: {}, MuteTargets: {AlarmNames}});
  expect(put('hotshard-errors', 'errors', 'latency')).toBe(true);
  expect(put('hotshard-errors', 'errors', 'somebody-elses')).toBe(false);
  expect(put('somebody-elses-rule', 'errors')).toBe(false);
  expect(
    lease.covers(gate, 'cloudwatch:DeleteAlarmMuteRule', {AlarmMuteRuleName: 'somebody-elses-rule'}),
  ).toBe(false);
});
