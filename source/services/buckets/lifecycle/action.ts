import {defineAction} from '../../../actions/action.ts';
import type {Proof} from '../../../actions/plan.ts';
import type {Bucket} from '../model.ts';
import {ruleText} from './describe.ts';
import {gatherLifecycle, type LifecycleFacts} from './facts.ts';
import {type LifecycleOptions, lifecycleOptions, parseLifecycle} from './options.ts';
import {planLifecycle} from './plan.ts';
import {runLifecycle} from './run.ts';
import {compare} from './seen.ts';

export const lifecycle = defineAction<Bucket, LifecycleFacts, LifecycleOptions>({
  id: 'buckets.lifecycle',
  key: 'L',
  title: 'Lifecycle rule',
  describe: 'Adds, changes or takes out one lifecycle rule; every other rule stays as it is.',
  on: 'resource',
  options: lifecycleOptions,
  needs: ['s3:PutLifecycleConfiguration', 's3:GetLifecycleConfiguration', 's3:GetBucketVersioning'],
  sends: ['s3:PutBucketLifecycleConfiguration'],
  available: ({lifecycle: rules, missing}) =>
    rules === null && missing.lifecycle === 'denied'
      ? 'its lifecycle may not be read: ask for s3:GetLifecycleConfiguration'
      : true,
  parse: parseLifecycle,
  gather: gatherLifecycle,
  plan: planLifecycle,
  run: runLifecycle,
  prove: proofOf,
});

function proofOf(before: LifecycleFacts, after: LifecycleFacts, {id}: LifecycleOptions): Proof {
  const seen = compare(before, after.configuration);
  return {
    before: stateOf(before, id),
    after: stateOf(after, id),
    verdict: seen.is === 'foreign' ? 'It is not as it was written.' : verdicts[seen.is],
    helped: seen.is === 'wanted',
  };
}

const verdicts = {
  wanted: 'The rule is as asked, and no other has changed.',
  before: 'It is as it was before.',
} as const;

function stateOf({configuration: {rules, minimumObjectSize}}: LifecycleFacts, id: string) {
  const rule = rules.find(each => each.ID === id);
  return {
    rules: rules.length.toLocaleString('en-US'),
    [id]: rule ? ruleText(rule) : 'no such rule',
    transitionDefaultMinimumObjectSize: minimumObjectSize ?? 'not told',
  };
}
