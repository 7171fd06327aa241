import {createHash} from 'node:crypto';
import {AwsError} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import {storageClassNames} from '../../scenarios/buckets/schema.ts';
import {element} from '../../wire/xml.ts';
import type {BucketWorld, SimulatedObject} from '../shape.ts';
import {invalidArgument, malformed, versionsNotSimulated, wrongState} from './errors.ts';
import {findBucket, findObject} from './find.ts';
import type {S3Operations} from './operation.ts';
import {bodyOf, childrenOf, childText} from './parameters.ts';
import {document, escapeKey} from './xml.ts';

const mostDeletedAtOnce = 1000;
const mostKeyBytes = 1024;

export const objectOperations = (world: BucketWorld): S3Operations => ({
  HeadObject: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const object = findObject(bucket, request);
    const archived = bucket.archiveTier(object);
    return {
      headers: {
        ...headersOf(object),
        ...(archived && {'x-amz-archive-status': archived}),
        'content-length': String(object.size),
      },
    };
  },
  GetObject: async (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const object = findObject(bucket, request);
    if (isArchived(object) || bucket.archiveTier(object)) {
      throw wrongState("The operation is not valid for the object's storage class", object.storageClass);
    }
    const body = (await bucket.body(object.key)) ?? Buffer.alloc(0);
    const headers = headersOf(object);
    const range = rangeOf(request, body.length);
    if (!range) return {headers, body};
    return {
      status: 206,
      headers: {...headers, 'content-range': `bytes ${range.from}-${range.to}/${body.length}`},
      body: body.subarray(range.from, range.to + 1),
    };
  },
  PutObject: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    if (Buffer.byteLength(request.Key) > mostKeyBytes) {
      throw new AwsError('KeyTooLongError', 'Your key is too long');
    }
    checkDigest(request);
    const {etag} = bucket.put(request.Key, request.body, storageClassOf(request));
    return {headers: {etag: `"${etag}"`}};
  },
  DeleteObject: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    if (request.query.has('versionId')) throw versionsNotSimulated();
    bucket.delete(request.Key);
    return {status: 204};
  },
  DeleteObjects: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const root = bodyOf(request, 'Delete');
    const objects = childrenOf(root, 'Object');
    if (objects.length === 0 || objects.length > mostDeletedAtOnce) throw malformed();
    const keys = objects.map(each => {
      if (childText(each, 'VersionId') !== undefined) throw versionsNotSimulated();
      const key = childrenOf(each, 'Key')[0]?.text;
      if (key === undefined || key === '') throw malformed();
      return key;
    });
    for (const key of keys) bucket.delete(key);
    const isQuiet = childText(root, 'Quiet') === 'true';
    const deleted = keys.map(key => element('Deleted', element('Key', escapeKey(key))));
    return document('DeleteResult', isQuiet ? '' : deleted.join(''));
  },
});

const isArchived = ({storageClass, restore}: SimulatedObject): boolean =>
  (storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE') && restore?.until === undefined;

function headersOf(object: SimulatedObject): Record<string, string> {
  const {etag, modifiedAt, storageClass, restore} = object;
  return {
    etag: `"${etag}"`,
    'last-modified': new Date(modifiedAt).toUTCString(),
    'accept-ranges': 'bytes',
    'content-type': 'binary/octet-stream',
    // What is in STANDARD goes without saying.
    ...(storageClass !== 'STANDARD' && {'x-amz-storage-class': storageClass}),
    ...(restore && {'x-amz-restore': restoreHeader(restore)}),
    ...('versionId' in object &&
      typeof object.versionId === 'string' && {'x-amz-version-id': object.versionId}),
  };
}

const restoreHeader = ({until}: NonNullable<SimulatedObject['restore']>): string =>
  until === undefined
    ? 'ongoing-request="true"'
    : `ongoing-request="false", expiry-date="${new Date(until).toUTCString()}"`;

/** One range of bytes, its ends included; what cannot be read as one is not one. */
function rangeOf({headers}: RestRequest, size: number) {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from <= to) return {from, to};
  throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
}

export function storageClassOf({headers}: RestRequest): string {
  const asked = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (storageClassNames.some(name => name === asked)) return asked;
  throw new AwsError('InvalidStorageClass', 'The storage class you specified is not valid');
}

export function checkDigest({headers, body}: RestRequest): void {
  const said = headers['content-md5'];
  if (said === undefined) return;
  if (Buffer.from(said, 'base64').length !== 16) {
    throw invalidArgument('The Content-MD5 you specified was invalid', 'Content-MD5', said);
  }
  if (createHash('md5').update(body).digest('base64') === said) return;
  throw new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
}
