import {defineAction} from '../../../actions/action.ts';
import type {Bucket} from '../model.ts';
import {priced} from '../prices/priced.ts';
import {gatherRestore, type RestoreFacts} from './facts.ts';
import {parseRestore, type RestoreOptions, restoreOptions} from './options.ts';
import {planRestore} from './plan.ts';
import {proveByFacts} from './proof.ts';
import {runRestore} from './run.ts';

/** Makes archived objects readable for some days. */
export const restore = defineAction<Bucket, RestoreFacts, RestoreOptions>({
  id: 'buckets.restore',
  key: 't',
  title: 'Restore objects',
  describe: 'Makes archived objects readable for some days, one by its key or all under a prefix.',
  on: 'resource',
  options: restoreOptions,
  needs: ['s3:RestoreObject', 's3:ListBucket', 's3:GetObject'],
  sends: ['s3:RestoreObject', 's3:ListObjectsV2'],
  available: ({objects}) => (objects === 0 ? 'It is empty' : true),
  parse: parseRestore,
  gather: (session, ...asked) => priced(session, gatherRestore(session, ...asked)),
  plan: planRestore,
  run: ({target}, facts, options, work) => runRestore(target, facts, options, work),
  prove: proveByFacts,
});
