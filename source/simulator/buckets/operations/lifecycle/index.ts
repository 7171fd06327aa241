import {AwsError} from '../../../operation.ts';
import type {RestRequest} from '../../../rest.ts';
import type {BucketWorld} from '../../shape.ts';
import {invalidRequest} from '../errors.ts';
import {findBucket} from '../find.ts';
import type {S3Operations} from '../operation.ts';
import {bodyOf} from '../parameters.ts';
import {document} from '../xml.ts';
import {checkRules, withIds} from './rules.ts';

const sizeHeader = 'x-amz-transition-default-minimum-object-size';
/** What a configuration has that says nothing of it, since September 2024. */
const usualSize = 'all_storage_classes_128K';

export const lifecycleOperations = (world: BucketWorld): S3Operations => ({
  GetBucketLifecycleConfiguration: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const {lifecycle, transitionDefaultMinimumObjectSize: size} = bucket.settings();
    if (lifecycle === undefined) {
      throw new AwsError('NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', 404);
    }
    return {headers: {[sizeHeader]: size}, ...document('LifecycleConfiguration', rulesOf(lifecycle))};
  },
  PutBucketLifecycleConfiguration: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const size = sizeOf(request);
    const root = bodyOf(request, 'LifecycleConfiguration');
    checkRules(root);
    bucket.change({
      lifecycle: withIds(request.body.toString('utf8'), root),
      transitionDefaultMinimumObjectSize: size,
    });
    return {headers: {[sizeHeader]: size}};
  },
  DeleteBucketLifecycle: (request, caller) => {
    findBucket(world, request, caller).change({
      lifecycle: undefined,
      transitionDefaultMinimumObjectSize: usualSize,
    });
    return {status: 204};
  },
});

/** What is inside the configuration, or already was written without it. */
const rulesOf = (xml: string): string =>
  /<LifecycleConfiguration[^>]*>(.*)<\/LifecycleConfiguration>/s.exec(xml)?.[1] ?? xml;

function sizeOf({headers}: RestRequest): string {
  const size = headers[sizeHeader] ?? usualSize;
  if (size === usualSize || size === 'varies_by_storage_class') return size;
  throw invalidRequest(`The value of ${sizeHeader} is invalid`);
}
