import {AwsError} from '../../operation.ts';
import type {RestAnswer, RestRequest} from '../../rest.ts';
import type {BucketWorld, RestoreAnswer} from '../shape.ts';
import {invalidArgument, malformed, noSuchKey, wrongState} from './errors.ts';
import {findBucket} from './find.ts';
import type {S3Operations} from './operation.ts';
import {bodyOf, childOf, childText} from './parameters.ts';

export const restoreOperations = (world: BucketWorld): S3Operations => ({
  RestoreObject: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const {days, tier} = readRequest(request);
    const object = bucket.object(request.Key);
    const storageClass = object?.storageClass ?? 'STANDARD';
    const archive = (object && bucket.archiveTier(object)) ?? storageClass;
    // "Restoring an archived object", S3 user guide: what leaves an archive tier stays out, so Days is left out there.
    if ((days === undefined) !== (storageClass === 'INTELLIGENT_TIERING')) throw malformed();
    if (tier === 'Expedited' && /^DEEP_ARCHIVE/.test(archive)) {
      throw invalidArgument('Expedited retrieval is not available for this storage class', 'Tier', tier);
    }
    return answerOf(bucket.restore(request.Key, days ?? 0, tier), request.Key, storageClass);
  },
});

function readRequest(request: RestRequest) {
  const root = bodyOf(request, 'RestoreRequest');
  const parameters = childOf(root, 'GlacierJobParameters');
  const tier = (parameters && childText(parameters, 'Tier')) ?? childText(root, 'Tier') ?? 'Standard';
  const said = childText(root, 'Days');
  const days = said === undefined ? undefined : Number(said);
  if (days !== undefined && (!Number.isInteger(days) || days < 1)) throw malformed();
  if (tier !== 'Expedited' && tier !== 'Standard' && tier !== 'Bulk') throw malformed();
  return {days, tier} as const;
}

function answerOf(answer: RestoreAnswer, key: string, storageClass: string): RestAnswer {
  switch (answer) {
    case 'accepted':
      return {status: 202};
    case 'extended':
      return {};
    case 'in-progress':
      throw new AwsError('RestoreAlreadyInProgress', 'Object restore is already in progress', 409);
    case 'not-archived':
      throw wrongState("Restore is not allowed for the object's current storage class", storageClass);
    case 'no-such-key':
      throw noSuchKey(key);
  }
}
