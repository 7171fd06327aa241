import {AwsError} from '../../operation.ts';
import {element} from '../../wire/xml.ts';
import type {BucketWorld} from '../shape.ts';
import {malformed} from './errors.ts';
import {findBucket} from './find.ts';
import type {S3Operations} from './operation.ts';
import {bodyOf, childText} from './parameters.ts';
import {document, escapeKey} from './xml.ts';

export const settingsOperations = (world: BucketWorld): S3Operations => ({
  GetBucketVersioning: (request, caller) => {
    const {versioning} = findBucket(world, request, caller).settings();
    return document('VersioningConfiguration', versioning === undefined ? '' : element('Status', versioning));
  },
  PutBucketVersioning: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const versioning = childText(bodyOf(request, 'VersioningConfiguration'), 'Status');
    if (versioning !== 'Enabled' && versioning !== 'Suspended') throw malformed();
    bucket.change({versioning});
    return {};
  },
  GetBucketEncryption: (request, caller) => {
    const {encryption} = findBucket(world, request, caller).settings();
    const isKey = encryption !== 'AES256';
    const byDefault = isKey
      ? element('SSEAlgorithm', 'aws:kms') + element('KMSMasterKeyID', escapeKey(encryption))
      : element('SSEAlgorithm', 'AES256');
    return document(
      'ServerSideEncryptionConfiguration',
      element(
        'Rule',
        element('ApplyServerSideEncryptionByDefault', byDefault) + element('BucketKeyEnabled', String(isKey)),
      ),
    );
  },
  GetPublicAccessBlock: (request, caller) => {
    const {publicAccessBlock} = findBucket(world, request, caller).settings();
    if (publicAccessBlock === undefined) {
      throw new AwsError(
        'NoSuchPublicAccessBlockConfiguration',
        'The public access block configuration was not found',
        404,
      );
    }
    const names = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
    return document(
      'PublicAccessBlockConfiguration',
      names.map(name => element(name, String(publicAccessBlock))).join(''),
    );
  },
});
