import type {LifecycleRule} from '@aws-sdk/client-s3';
import {describe, expect, test} from 'vitest';
import {adviseFrom} from '../../../../source/services/buckets/advice/index.ts';
import {merge} from '../../../../source/services/buckets/lifecycle/merge.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';
import {bucketOf, cellOf, histogramOf} from './bucket-of.ts';

const moving: LifecycleRule = {
  ID: 'archive',
  Status: 'Enabled',
  Filter: {Prefix: 'logs/'},
  Transitions: [{Days: 30, StorageClass: 'GLACIER'}],
};
const minimumObjectSize = 'varies_by_storage_class';

function adviceOn(rule: LifecycleRule, given: Parameters<typeof bucketOf>[1] = {}) {
  const lifecycle = {rules: [rule], minimumObjectSize};
  return adviseFrom(bucketOf(undefined, {lifecycle, ...given})).find(({text}) =>
    text.startsWith('Rule archive'),
  );
}

describe('the plan that is filled in', () => {
  test('changes nothing about the rule but the size of what it moves', () => {
    const parsed = parseLifecycle(adviceOn(moving)?.action?.options ?? {});
    if ('wrong' in parsed) throw new Error(parsed.wrong);
    const Filter = {And: {Prefix: 'logs/', ObjectSizeGreaterThan: 131_071}};
    expect(merge([moving], parsed.options)).toMatchObject({after: {...moving, Filter}});
  });

  test.each<[string, Partial<LifecycleRule>]>([
    ['deletes', {Expiration: {Days: 365}}],
    ['deletes at a date', {Expiration: {Date: new Date(0)}}],
    ['removes markers', {Expiration: {ExpiredObjectDeleteMarker: true}}],
    ['aborts uploads', {AbortIncompleteMultipartUpload: {DaysAfterInitiation: 7}}],
    ['moves versions', {NoncurrentVersionTransitions: [{NoncurrentDays: 30, StorageClass: 'GLACIER'}]}],
    ['removes versions', {NoncurrentVersionExpiration: {NoncurrentDays: 90, NewerNoncurrentVersions: 5}}],
  ])('is not offered for a rule that %s too: small objects would be left out of that', (_, more) => {
    const advice = adviceOn({...moving, ...more});
    expect(advice?.action).toBeNull();
    expect(advice?.text).toContain('make the moves a rule of their own, for larger ones only.');
    expect(advice?.arithmetic).toContain(
      'The rule does more than move, and a least size would be for all that it does.',
    );
  });

  test('is not offered where it would be refused, or says less than the rule does', () => {
    const dated = {...moving, Transitions: [{Date: new Date(0), StorageClass: 'GLACIER' as const}]};
    expect(adviceOn(dated)).toMatchObject({action: null});
    const lifecycle = {rules: [moving, {...moving}], minimumObjectSize};
    expect(adviceOn(moving, {lifecycle})).toMatchObject({action: null});
    const old: LifecycleRule = {
      ID: 'old',
      Status: 'Enabled',
      Prefix: 'a/',
      Transitions: moving.Transitions ?? [],
    };
    expect(adviceOn(moving, {lifecycle: {rules: [moving, old], minimumObjectSize}})).toMatchObject({
      action: null,
    });
  });
});

describe('what moving them costs a month', () => {
  const cells = [cellOf('STANDARD', 5, 10_000, 20_000)];
  const linesFor = (changes: Parameters<typeof histogramOf>[1]) =>
    adviceOn(moving, {histogram: histogramOf(cells, changes)})?.arithmetic.join('\n');

  test('is told of all of them where just what the rule is for was counted', () => {
    expect(linesFor({prefix: 'logs/'})).toContain(
      '10k objects below 128 KiB came within a month: moving them all costs $0.30 a month.',
    );
  });

  test('is told of a part where a part was counted', () => {
    const ofPart =
      'Of those that were counted, 10k objects below 128 KiB came within a month: moving these costs $0.30 a month.';
    expect(linesFor({prefix: 'logs/', whole: false})).toContain(ofPart);
    expect(linesFor({prefix: 'logs/2020/'})).toContain(ofPart);
    expect(linesFor({prefix: 'logs/2020/'})).not.toContain('them all');
  });

  test('is not known where more was counted, or nothing', () => {
    const unknown = 'How many come a month is not counted.';
    expect(linesFor({})).toContain(unknown);
    expect(adviceOn(moving)?.arithmetic).toContain(unknown);
  });
});
