import {AwsError} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import {element} from '../../wire/xml.ts';
import type {BucketWorld, SimulatedBucket, SimulatedPart, SimulatedUpload, UploadEnd} from '../shape.ts';
import {invalidArgument, malformed, noSuchUpload} from './errors.ts';
import {findBucket} from './find.ts';
import {writerOf} from './list/keys.ts';
import {checkDigest, storageClassOf} from './objects.ts';
import type {S3Operations} from './operation.ts';
import {bodyOf, childrenOf, childText, countOf, textOf} from './parameters.ts';
import {document, escapeKey, owner, time} from './xml.ts';

const mostListed = 1000;
const mostParts = 10_000;

export const uploadOperations = (world: BucketWorld): S3Operations => ({
  CreateMultipartUpload: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const upload = bucket.beginUpload(request.Key, storageClassOf(request));
    return document(
      'InitiateMultipartUploadResult',
      element('Bucket', bucket.name) +
        element('Key', escapeKey(upload.key)) +
        element('UploadId', escapeKey(upload.uploadId)),
    );
  },
  UploadPart: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const number = Number(textOf(request, 'partNumber'));
    if (!(Number.isInteger(number) && number >= 1 && number <= mostParts)) {
      throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber');
    }
    checkDigest(request);
    const etag = bucket.putPart(request.Key, textOf(request, 'uploadId'), number, request.body);
    if (etag === undefined) throw noSuchUpload();
    return {headers: {etag: `"${etag}"`}};
  },
  CompleteMultipartUpload: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const {Key: key} = request;
    const made = bucket.complete(key, textOf(request, 'uploadId'), partsNamed(request));
    if (typeof made === 'string') throw notCompleted[made]();
    return document(
      'CompleteMultipartUploadResult',
      [
        element(
          'Location',
          `https://${bucket.name}.s3.${bucket.region}.amazonaws.com/${encodeURIComponent(key)}`,
        ),
        element('Bucket', bucket.name),
        element('Key', escapeKey(key)),
        element('ETag', `&quot;${made.etag}&quot;`),
      ].join(''),
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
    const marker = countOf(request, 'part-number-marker', mostParts, 0);
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
        element('NextPartNumberMarker', String(page.at(-1)?.number ?? marker)),
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

const partXml = ({number, size, modifiedAt, etag}: SimulatedPart): string =>
  element(
    'Part',
    [
      element('PartNumber', String(number)),
      element('LastModified', time(modifiedAt)),
      element('ETag', `&quot;${etag}&quot;`),
      element('Size', String(size)),
    ].join(''),
  );

/** The parts that the object shall consist of. */
function partsNamed(request: RestRequest) {
  const parts = childrenOf(bodyOf(request, 'CompleteMultipartUpload'), 'Part').map(part => ({
    number: Number(childText(part, 'PartNumber')),
    etag: (childText(part, 'ETag') ?? '').replaceAll('"', ''),
  }));
  if (parts.length === 0 || parts.length > mostParts) throw malformed();
  return parts;
}

/** CompleteMultipartUpload, API reference: "Special errors". */
const notCompleted: Readonly<Record<Extract<UploadEnd, string>, () => AwsError>> = {
  'no-such-upload': noSuchUpload,
  'no-such-part': () =>
    new AwsError(
      'InvalidPart',
      "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    ),
  'not-in-order': () =>
    new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
    ),
  'too-small': () =>
    new AwsError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size'),
};

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
