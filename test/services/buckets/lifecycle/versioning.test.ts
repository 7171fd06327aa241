import type {LifecycleRule} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import {covers, scopeOf, touches, under} from '../../../../source/services/buckets/lifecycle/scope.ts';
import {versioningText} from '../../../../source/services/buckets/lifecycle/versioning-text.ts';

const expiring: LifecycleRule = {
  ID: 'all',
  Status: 'Enabled',
  Filter: {Prefix: 'data/'},
  Expiration: {Days: 30},
};

const removing = (ID: string, days: number, more: Partial<LifecycleRule> = {}): LifecycleRule => ({
  ID,
  Status: 'Enabled',
  Filter: {Prefix: ''},
  NoncurrentVersionExpiration: {NoncurrentDays: days},
  ...more,
});

const told = (others: readonly LifecycleRule[], value: 'enabled' | 'suspended' = 'enabled') =>
  versioningText(expiring, {
    versioning: {ok: true, value},
    merged: {rules: [expiring, ...others], before: undefined, after: expiring},
  });

const kept = 'Versioning keeps what is deleted, as noncurrent versions';
const forEver = `${kept}: they are billed until something removes them`;

test('of all rules that remove versions the soonest is told', () => {
  expect(told([])).toBe(`${forEver}.`);
  expect(told([removing('slow', 365), removing('fast', 1)])).toBe(
    `${kept}, until rule fast removes them for good after 1 day.`,
  );
  expect(told([removing('off', 1, {Status: 'Disabled'})])).toBe(`${forEver}.`);
  expect(told([removing('elsewhere', 1, {Filter: {Prefix: 'logs/'}})])).toBe(`${forEver}.`);
});

test('what is removed of some only is told as of some', () => {
  const some = (rule: string, when = 'after 1 day') =>
    `; some of them rule ${rule} removes for good ${when}.`;
  expect(told([removing('tmp', 1, {Filter: {Prefix: 'data/tmp/'}})])).toBe(`${forEver}${some('tmp')}`);
  expect(told([removing('tagged', 1, {Filter: {Tag: {Key: 'a', Value: 'b'}}})])).toBe(
    `${forEver}${some('tagged')}`,
  );
  expect(told([removing('large', 1, {Filter: {ObjectSizeGreaterThan: 5}}), removing('slow', 365)])).toBe(
    `${kept}, until rule slow removes them for good after 365 days${some('large')}`,
  );
  const keeping = {NoncurrentVersionExpiration: {NoncurrentDays: 1, NewerNoncurrentVersions: 2}};
  expect(told([removing('keeping', 1, keeping)])).toBe(
    `${forEver}${some('keeping', 'after 1 day but the newest 2')}`,
  );
  expect(told([removing('tmp', 90, {Filter: {Prefix: 'data/tmp/'}}), removing('fast', 1)])).toBe(
    `${kept}, until rule fast removes them for good after 1 day.`,
  );
  expect(told([removing('fast', 1)], 'suspended')).toMatch(
    /older ones become noncurrent versions, until rule fast removes them for good after 1 day\.$/,
  );
});

test('a scope covers and touches others by prefix, tags and size', () => {
  const tagged = scopeOf({Status: 'Enabled', Filter: {Tag: {Key: 'a', Value: 'b'}}});
  const other = scopeOf({Status: 'Enabled', Filter: {Tag: {Key: 'a', Value: 'c'}}});
  const small = {...under('x/'), smallerThan: 100};
  const large = {...under('x/'), largerThan: 98};
  expect(covers(under(''), tagged)).toBe(true);
  expect(covers(tagged, under(''))).toBe(false);
  expect(covers(under('x/'), small)).toBe(true);
  expect(covers(small, {...small, smallerThan: 50})).toBe(true);
  expect(touches(tagged, under('x/'))).toBe(true);
  expect(touches(tagged, other)).toBe(false);
  expect(touches(small, large)).toBe(true);
  expect(touches(small, {...large, largerThan: 99})).toBe(false);
  expect(touches(under('x/'), under('y/'))).toBe(false);
});
