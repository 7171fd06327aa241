import type {RestRequest} from '../../../rest.ts';
import {element} from '../../../wire/xml.ts';
import type {BucketWorld, SimulatedBucket, SimulatedVersion} from '../../shape.ts';
import {invalidArgument} from '../errors.ts';
import {findBucket} from '../find.ts';
import type {S3Operations} from '../operation.ts';
import {countOf, textOf} from '../parameters.ts';
import {document, escapeKey, owner, time} from '../xml.ts';
import {writerOf} from './keys.ts';
import {pastFolder, walk} from './walk.ts';

const mostListed = 1000;

export const versionListOperations = (world: BucketWorld): S3Operations => ({
  ListObjectVersions: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const most = countOf(request, 'max-keys', mostListed);
    const writer = writerOf(request);
    const prefix = textOf(request, 'prefix');
    const delimiter = textOf(request, 'delimiter');
    const keyMarker = textOf(request, 'key-marker');
    const idMarker = textOf(request, 'version-id-marker');
    if (idMarker !== '' && keyMarker === '') {
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        idMarker,
      );
    }
    const isFolder = delimiter !== '' && keyMarker.endsWith(delimiter);
    const page = walk({
      from: versionsFrom(bucket, request),
      prefix,
      delimiter,
      after: isFolder ? pastFolder(keyMarker) : keyMarker,
      most,
    });
    const ofAccount = element('Owner', owner(caller.accountId));
    const last = page.items.at(-1);
    const folder = page.folders.at(-1);
    const endsInFolder = folder !== undefined && (last === undefined || pastFolder(folder) === page.next);
    return document(
      'ListVersionsResult',
      [
        element('Name', request.Bucket),
        element('Prefix', writer.key(prefix)),
        element('KeyMarker', writer.key(keyMarker)),
        element('VersionIdMarker', escapeKey(idMarker)),
        ...(page.next === undefined
          ? []
          : [
              element('NextKeyMarker', writer.key(endsInFolder ? folder : (last?.key ?? ''))),
              ...(endsInFolder || last === undefined ? [] : [element('NextVersionIdMarker', last.versionId)]),
            ]),
        element('MaxKeys', String(most)),
        ...(delimiter === '' ? [] : [element('Delimiter', writer.key(delimiter))]),
        writer.encoding,
        element('IsTruncated', String(page.next !== undefined)),
        ...page.items.map(version => versionXml(version, writer.key(version.key), ofAccount)),
        ...page.folders.map(each => element('CommonPrefixes', element('Prefix', writer.key(each)))),
      ].join(''),
    );
  },
});

/**
 * The versions after a key; the first time, when a version of it is named, those of the same key too that are older than
 * that one.
 */
function versionsFrom(bucket: SimulatedBucket, request: RestRequest) {
  const prefix = textOf(request, 'prefix');
  const keyMarker = textOf(request, 'key-marker');
  const idMarker = textOf(request, 'version-id-marker');
  return function* (after: string): Generator<SimulatedVersion> {
    if (idMarker !== '' && after === keyMarker) yield* olderOf(bucket, keyMarker, idMarker);
    yield* bucket.versions({prefix, after});
  };
}

function* olderOf(bucket: SimulatedBucket, key: string, versionId: string): Generator<SimulatedVersion> {
  let isPast = false;
  for (const version of bucket.versions({prefix: key, after: ''})) {
    if (version.key !== key) return;
    if (isPast) yield version;
    isPast ||= version.versionId === versionId;
  }
}

function versionXml(version: SimulatedVersion, key: string, ofAccount: string): string {
  const {versionId, isLatest, isDeleteMarker, modifiedAt, etag, size, storageClass} = version;
  const place = element('Key', key) + element('VersionId', versionId) + element('IsLatest', String(isLatest));
  if (isDeleteMarker) {
    return element('DeleteMarker', place + element('LastModified', time(modifiedAt)) + ofAccount);
  }
  return element(
    'Version',
    [
      place,
      element('LastModified', time(modifiedAt)),
      element('ETag', `&quot;${etag}&quot;`),
      element('Size', String(size)),
      element('StorageClass', storageClass),
      ofAccount,
    ].join(''),
  );
}
