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
    const storageClass = bucket.object(request.Key)?.storageClass ?? 'STANDARD';
    if (tier === 'Expedited' && storageClass === 'DEEP_ARCHIVE') {
      throw invalidArgument('Expedited retrieval is not available for this storage class', 'Tier', tier);
    }
    return answerOf(bucket.restore(request.Key, days, tier), request.Key, storageClass);
  },
});

function readRequest(request: RestRequest) {
  const root = bodyOf(request, 'RestoreRequest');
  const parameters = childOf(root, 'GlacierJobParameters');
  const tier = (parameters && childText(parameters, 'Tier')) ?? childText(root, 'Tier') ?? 'Standard';
  const days = Number(childText(root, 'Days'));
  if (!Number.isInteger(days) || days < 1) throw malformed();
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
