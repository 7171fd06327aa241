import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';
import type {Risk} from '../../../actions/plan.ts';
import {isArchive} from './transitions.ts';
import {expires} from './wording.ts';

/**
 * What a rule deletes, aborts or puts into an archive cannot be had back by taking the rule out again; nor what
 * somebody wrote while the whole configuration was deleted.
 */
export function riskOf(after: AwsRule | undefined, {isLast}: {readonly isLast: boolean}): Risk {
  if (isLast) return 'destructive';
  if (after?.Status !== 'Enabled') return 'disruptive';
  const moves = [...(after.Transitions ?? []), ...(after.NoncurrentVersionTransitions ?? [])];
  const destroys =
    expires(after) ||
    after.NoncurrentVersionExpiration !== undefined ||
    after.AbortIncompleteMultipartUpload !== undefined ||
    moves.some(({StorageClass: to}) => to === undefined || isArchive(to));
  return destroys ? 'destructive' : 'disruptive';
}
