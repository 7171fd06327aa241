import {AwsError} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import {element} from '../../wire/xml.ts';
import type {BucketWorld, SimulatedBucket, SimulatedUpload} from '../shape.ts';
import {noSuchUpload} from './errors.ts';
import {findBucket} from './find.ts';
import {writerOf} from './list/keys.ts';
import type {S3Operations} from './operation.ts';
import {countOf, textOf} from './parameters.ts';
import {document, escapeKey, owner, time} from './xml.ts';

const mostListed = 1000;

export const uploadOperations = (world: BucketWorld): S3Operations => ({
  CreateMultipartUpload: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const upload = bucket.beginUpload(request.Key, request.headers['x-amz-storage-class'] ?? 'STANDARD');
    return document(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket.name) +
        element('Key', escapeKey(upload.key)) +
        element('UploadId', escapeKey(upload.uploadId)),
    );
  },
  AbortMultipartUpload: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    if (!bucket.abort(request.Key, textOf(request, 'uploadId'))) throw noSuchUpload();
    return {status: 204};
  },
  ListMultipartUploads: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    if (request.query.get('delimiter')) {
      throw new AwsError('NotImplemented', 'Uploads are not gathered by folders here.', 501);
    }
    const most = countOf(request, 'max-uploads', mostListed);
    const writer = writerOf(request);
    const left = uploadsAfter(bucket, request);
    const page = left.slice(0, most);
    const last = page.at(-1);
    const isCut = page.length < left.length && last !== undefined;
    const ofAccount = owner(caller.accountId);
    return document(
      'ListMultipartUploadsResult',
      [
        element('Bucket', bucket.name),
        element('KeyMarker', writer.key(textOf(request, 'key-marker'))),
        element('UploadIdMarker', escapeKey(textOf(request, 'upload-id-marker'))),
        ...(isCut
          ? [
              element('NextKeyMarker', writer.key(last.key)),
              element('NextUploadIdMarker', escapeKey(last.uploadId)),
            ]
          : []),
        element('Prefix', writer.key(textOf(request, 'prefix'))),
        writer.encoding,
        element('MaxUploads', String(most)),
        element('IsTruncated', String(isCut)),
        ...page.map(upload =>
          element(
            'Upload',
            [
              element('Key', writer.key(upload.key)),
              element('UploadId', escapeKey(upload.uploadId)),
              element('Initiator', ofAccount),
              element('Owner', ofAccount),
              element('StorageClass', upload.storageClass),
              element('Initiated', time(upload.initiatedAt)),
            ].join(''),
          ),
        ),
      ].join(''),
    );
  },
  ListParts: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const uploadId = textOf(request, 'uploadId');
    const upload = bucket.uploads().find(each => each.uploadId === uploadId && each.key === request.Key);
    if (!upload) throw noSuchUpload();
    const most = countOf(request, 'max-parts', mostListed);
    const marker = countOf(request, 'part-number-marker', 10_000, 0);
    const left = upload.parts.filter(({number}) => number > marker);
    const page = left.slice(0, most);
    const isCut = page.length < left.length;
    const ofAccount = owner(caller.accountId);
    return document(
      'ListPartsResult',
      [
        element('Bucket', bucket.name),
        element('Key', escapeKey(upload.key)),
        element('UploadId', escapeKey(upload.uploadId)),
        element('PartNumberMarker', String(marker)),
        element('NextPartNumberMarker', String(page.at(-1)?.number ?? 0)),
        element('MaxParts', String(most)),
        element('IsTruncated', String(isCut)),
        ...page.map(part => partXml(part)),
        element('Initiator', ofAccount),
        element('Owner', ofAccount),
        element('StorageClass', upload.storageClass),
      ].join(''),
    );
  },
});

const partXml = ({number, size, modifiedAt}: SimulatedUpload['parts'][number]): string =>
  element(
    'Part',
    [
      element('PartNumber', String(number)),
      element('LastModified', time(modifiedAt)),
      element('ETag', `&quot;${number.toString(16).padStart(32, '0')}&quot;`),
      element('Size', String(size)),
    ].join(''),
  );

/** Those after the markers: an upload's id goes on within a key, without it the key itself is done. */
function uploadsAfter(bucket: SimulatedBucket, request: RestRequest): readonly SimulatedUpload[] {
  const prefix = textOf(request, 'prefix');
  const keyMarker = textOf(request, 'key-marker');
  const idMarker = textOf(request, 'upload-id-marker');
  const all = bucket.uploads().filter(({key}) => key.startsWith(prefix));
  if (keyMarker === '') return all;
  const at = all.findIndex(({key, uploadId}) => key === keyMarker && uploadId === idMarker);
  if (at >= 0) return all.slice(at + 1);
  const marker = Buffer.from(keyMarker);
  return all.filter(({key, uploadId}) => {
    const order = Buffer.compare(Buffer.from(key), marker);
    // What was aborted between two pages leaves its place: the ones that follow it are told by their key.
    return order > 0 || (order === 0 && idMarker !== '' && uploadId > idMarker);
  });
}
