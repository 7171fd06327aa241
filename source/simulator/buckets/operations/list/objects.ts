import type {RestRequest} from '../../../rest.ts';
import {openToken, sealToken} from '../../../sealed-token.ts';
import {element} from '../../../wire/xml.ts';
import type {BucketWorld, SimulatedBucket, SimulatedObject} from '../../shape.ts';
import {invalidArgument} from '../errors.ts';
import {findBucket} from '../find.ts';
import type {S3Operations} from '../operation.ts';
import {countOf, textOf} from '../parameters.ts';
import {document, owner} from '../xml.ts';
import {contentsXml} from './contents.ts';
import {type KeyWriter, writerOf} from './keys.ts';
import {pastFolder, type Walked, walk} from './walk.ts';

const mostListed = 1000;

export const objectListOperations = (world: BucketWorld): S3Operations => ({
  ListObjectsV2: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const question = {
      bucket: bucket.name,
      prefix: textOf(request, 'prefix'),
      delimiter: textOf(request, 'delimiter'),
    };
    const token = request.query.get('continuation-token') ?? undefined;
    const place = openToken(token, question, () =>
      invalidArgument('The continuation token provided is incorrect', 'continuation-token'),
    );
    const startAfter = textOf(request, 'start-after');
    const after = typeof place?.after === 'string' ? place.after : startAfter;
    const most = countOf(request, 'max-keys', mostListed);
    const writer = writerOf(request);
    const page = pageOf(bucket, request, {after, most});
    const withOwner = request.query.get('fetch-owner') === 'true' ? owner(caller.accountId) : '';
    return document(
      'ListBucketResult',
      [
        ...shared(request, writer, most),
        element('KeyCount', String(page.items.length + page.folders.length)),
        ...(startAfter === '' ? [] : [element('StartAfter', writer.key(startAfter))]),
        ...(token === undefined ? [] : [element('ContinuationToken', token)]),
        element('IsTruncated', String(page.next !== undefined)),
        ...(page.next === undefined
          ? []
          : [element('NextContinuationToken', sealToken({after: page.next}, question))]),
        listed(page, request, writer, withOwner),
      ].join(''),
    );
  },
  ListObjects: (request, caller) => {
    const bucket = findBucket(world, request, caller);
    const marker = textOf(request, 'marker');
    const delimiter = textOf(request, 'delimiter');
    const most = countOf(request, 'max-keys', mostListed);
    const writer = writerOf(request);
    // A marker that is a folder was the last of a page.
    const isFolder = delimiter !== '' && marker.endsWith(delimiter);
    const page = pageOf(bucket, request, {after: isFolder ? pastFolder(marker) : marker, most});
    const last = lastOf(page);
    return document(
      'ListBucketResult',
      [
        ...shared(request, writer, most),
        element('Marker', writer.key(marker)),
        element('IsTruncated', String(page.next !== undefined)),
        ...(page.next !== undefined && delimiter !== '' ? [element('NextMarker', writer.key(last))] : []),
        listed(page, request, writer, owner(caller.accountId)),
      ].join(''),
    );
  },
});

function pageOf(
  bucket: SimulatedBucket,
  request: RestRequest,
  {after, most}: {readonly after: string; readonly most: number},
): Walked<SimulatedObject> {
  const prefix = textOf(request, 'prefix');
  return walk({
    from: start => bucket.objects({prefix, after: start}),
    prefix,
    delimiter: textOf(request, 'delimiter'),
    after,
    most,
  });
}

/** The last that a page shows, be it a key or a folder. */
function lastOf({items, folders}: Walked<SimulatedObject>): string {
  const ends = [items.at(-1)?.key ?? '', folders.at(-1) ?? ''];
  return ends.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).at(-1) ?? '';
}

function shared(request: RestRequest, writer: KeyWriter, most: number): readonly string[] {
  const delimiter = textOf(request, 'delimiter');
  return [
    element('Name', request.Bucket),
    element('Prefix', writer.key(textOf(request, 'prefix'))),
    ...(delimiter === '' ? [] : [element('Delimiter', writer.key(delimiter))]),
    element('MaxKeys', String(most)),
    writer.encoding,
  ];
}

function listed(
  {items, folders}: Walked<SimulatedObject>,
  request: RestRequest,
  writer: KeyWriter,
  ofAccount: string,
): string {
  const withRestore = request.headers['x-amz-optional-object-attributes']?.includes('RestoreStatus') === true;
  const contents = contentsXml(items, {key: writer.key, owner: ofAccount, withRestore});
  return (
    contents +
    folders.map(folder => element('CommonPrefixes', element('Prefix', writer.key(folder)))).join('')
  );
}
