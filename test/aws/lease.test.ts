import {expect, test} from 'vitest';
import {Lease} from '../../source/aws/lease.ts';
import {operations} from '../../source/aws/operations.ts';

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

test('a request of S3 passes by its bucket alone: a key or a prefix can be called like it', () => {
  const named = Object.keys(operations).filter(operation => operation.startsWith('s3:'));
  const exported = new Lease(gate, {operations: named, names: ['arn:aws:s3:::exports', 'exports']});
  for (const operation of named.filter(name => operations[name]?.class !== 'read')) {
    const covers = (input: object) => exported.covers(gate, operation, {...input});
    expect(covers({Bucket: 'exports', Key: 'dump'}), operation).toBe(true);
    expect(covers({Bucket: 'somebody-elses', Key: 'exports', Prefix: 'exports'}), operation).toBe(false);
    expect(covers({Key: 'exports'}), operation).toBe(false);
  }
});
