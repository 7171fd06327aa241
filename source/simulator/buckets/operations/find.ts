import type {Caller} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import type {BucketWorld, SimulatedBucket, SimulatedObject, SimulatedVersion} from '../shape.ts';
import {accessDenied, elsewhere, noSuchBucket, noSuchKey, noSuchVersion} from './errors.ts';

/** The bucket that a request means: one of another region is only told about, one of others is refused. */
export function findBucket(world: BucketWorld, request: RestRequest, caller: Caller): SimulatedBucket {
  const bucket = world.bucket(request.Bucket);
  if (!bucket) throw noSuchBucket(request.Bucket);
  if (bucket.region !== caller.region) throw elsewhere(bucket.name, bucket.region);
  admit(bucket, request, caller);
  return bucket;
}

/** Whether the caller may, and whether the bucket's owner is the one that was expected. */
export function admit(bucket: SimulatedBucket, {headers}: RestRequest, {accountId}: Caller): void {
  const expected = headers['x-amz-expected-bucket-owner'];
  const isOther = expected !== undefined && expected !== accountId;
  if (bucket.denied || isOther) throw accessDenied({'x-amz-bucket-region': bucket.region});
}

/** The object of a request, or the version of it that was asked for. */
export function findObject(
  bucket: SimulatedBucket,
  {Key: key, query}: RestRequest,
): SimulatedObject | SimulatedVersion {
  const versionId = query.get('versionId');
  if (versionId === null) {
    const found = bucket.object(key);
    if (!found) throw noSuchKey(key);
    return found;
  }
  for (const version of bucket.versions({prefix: key, after: ''})) {
    if (version.key !== key) break;
    if (version.versionId === versionId && !version.isDeleteMarker) return version;
  }
  throw noSuchVersion(key);
}
