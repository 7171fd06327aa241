import type {LifecycleRule} from '@aws-sdk/client-s3';
import {expect, test} from 'vitest';
import type {OptionValues} from '../../../../source/actions/action.ts';
import {merge} from '../../../../source/services/buckets/lifecycle/merge.ts';
import {parseLifecycle} from '../../../../source/services/buckets/lifecycle/options.ts';
import {undoText} from '../../../../source/services/buckets/lifecycle/undo.ts';
import {targetOf} from './bench.ts';

const neighbour: LifecycleRule = {
  ID: 'neighbour',
  Status: 'Enabled',
  Filter: {Prefix: 'n/'},
  Expiration: {Days: 1},
};

function undoOf(before: LifecycleRule, values: OptionValues): string {
  const rules = [before, neighbour];
  const parsed = parseLifecycle(values);
  if ('wrong' in parsed) throw new Error(parsed.wrong);
  const merged = merge(rules, parsed.options);
  if ('blocked' in merged) throw new Error(merged.blocked.because);
  return undoText({merged, was: {rules, minimumObjectSize: undefined}}, targetOf());
}

const rule = (more: Partial<LifecycleRule>): LifecycleRule => ({
  ID: 'x',
  Status: 'Enabled',
  Expiration: {Days: 9},
  ...more,
});

test('rules that read alike in words are told apart', () => {
  expect(undoOf(rule({Filter: {Prefix: 'everything'}}), {id: 'x', prefix: '', expire: '9'})).toContain(
    '--id x --prefix everything --expire 9 --yes',
  );
  const both = {And: {Prefix: 'a', Tags: [{Key: 'k', Value: 'v'}]}};
  expect(undoOf(rule({Filter: both}), {id: 'x', prefix: 'a, tag k=v', expire: '9'})).toContain(
    '--id x --prefix a --tag k=v --expire 9 --yes',
  );
});

test('what was for everything says so, for the narrower scope would stay', () => {
  expect(undoOf(rule({Filter: {Prefix: ''}}), {id: 'x', prefix: 'a/', expire: '9'})).toContain(
    "--id x --expire 9 --prefix '' --yes",
  );
  expect(undoOf(rule({Filter: {Prefix: ''}}), {id: 'x', disabled: 'yes'})).toMatch(
    /exports --region us-east-1 --id x --enabled --yes\.$/,
  );
});

test('what no option says is not promised', () => {
  const dated = rule({Filter: {Prefix: ''}, Expiration: {Date: new Date('2030-01-01T00:00:00Z')}});
  expect(undoOf(dated, {id: 'x', expire: '9'})).toMatch(/^The old rule cannot be said in options/);
});
