import {defineAction} from '../../../actions/action.ts';
import type {Bucket} from '../model.ts';
import {gatherLifecycle, type LifecycleFacts} from './facts.ts';
import {type LifecycleOptions, lifecycleOptions, parseLifecycle} from './options.ts';
import {planLifecycle} from './plan.ts';
import {proofOf} from './proof.ts';
import {runLifecycle} from './run.ts';

export const lifecycle = defineAction<Bucket, LifecycleFacts, LifecycleOptions>({
  id: 'buckets.lifecycle',
  key: 'L',
  title: 'Lifecycle rule',
  describe: 'Adds, changes or takes out one lifecycle rule; every other rule stays as it is.',
  on: 'resource',
  options: lifecycleOptions,
  needs: ['s3:PutLifecycleConfiguration', 's3:GetLifecycleConfiguration', 's3:GetBucketVersioning'],
  sends: ['s3:PutBucketLifecycleConfiguration', 's3:DeleteBucketLifecycle'],
  available: ({lifecycle: rules, missing}) =>
    rules === null && missing.lifecycle === 'denied'
      ? 'its lifecycle may not be read: ask for s3:GetLifecycleConfiguration'
      : true,
  parse: parseLifecycle,
  gather: gatherLifecycle,
  plan: planLifecycle,
  run: runLifecycle,
  prove: (before, after, {id}) => proofOf(before, after.configuration, id),
});
