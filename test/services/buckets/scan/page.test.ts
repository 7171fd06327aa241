import {once} from 'node:events';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {ListObjectsV2Command, S3Client} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import {expect, onTestFinished, test} from 'vitest';
import {
  type Listed,
  type Page,
  Sheet,
  UnreadablePage,
} from '../../../../source/services/buckets/scan/page.ts';

/** Reads a document that comes in pieces, on a sheet that had another before. */
function readPage(
  text: string,
  pieceBytes = 7,
): Omit<Page, 'count' | 'keyAt' | 'sizes' | 'times' | 'classes'> & {
  readonly objects: readonly Listed[];
} {
  const bytes = Buffer.from(text);
  used.begin();
  for (let at = 0; at < bytes.length; at += pieceBytes) used.take(bytes.subarray(at, at + pieceBytes));
  const {count, keyAt, sizes, times, classes, prefixes, truncated} = used.read();
  const objects = Array.from({length: count}, (_, index) => ({
    key: keyAt(index),
    size: sizes[index] ?? Number.NaN,
    modifiedAt: times[index] ?? Number.NaN,
    storageClass: classes[index] ?? '',
  }));
  return {objects, prefixes, truncated};
}

const used = new Sheet();

/** An endpoint that answers everything with one document, and the SDK's own client on it. */
async function answering(): Promise<{readonly client: S3Client; readonly answer: (xml: string) => void}> {
  let document = '';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/xml');
    response.end(document);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = server.address() as AddressInfo;
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: {accessKeyId: 'a', secretAccessKey: 'b'},
    forcePathStyle: true,
  });
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  return {
    client,
    answer: xml => {
      document = xml;
    },
  };
}

const inUrl = (key: string) => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/');
const inXml = (key: string) =>
  key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

const url = fc.string({minLength: 1, maxLength: 20, unit: 'binary'});
/** What XML can say at all. */
const xml = fc.string({
  minLength: 1,
  maxLength: 12,
  unit: fc.constantFrom('a', 'é', '🦔', '&', '<', '>', '"', '/', '%', '+', "'"),
});
const objectOf = (key: fc.Arbitrary<string>) =>
  fc.record({
    key,
    size: fc.maxSafeNat(),
    modified: fc.date({min: new Date('2006-03-14'), max: new Date('2099-01-01'), noInvalidDate: true}),
    storageClass: fc.constantFrom('STANDARD', 'GLACIER', 'DEEP_ARCHIVE'),
    isShuffled: fc.boolean(),
  });
const pages = fc.boolean().chain(isUrl =>
  fc.record({
    isUrl: fc.constant(isUrl),
    isTruncated: fc.boolean(),
    objects: fc.array(objectOf(isUrl ? url : xml), {maxLength: 12}),
    prefixes: fc.array(isUrl ? url : xml, {maxLength: 5}),
  }),
);

test("reads what the SDK's own parser reads", async () => {
  const {client, answer} = await answering();
  await fc.assert(
    fc.asyncProperty(pages, async ({isUrl, isTruncated, objects, prefixes}) => {
      const written = isUrl ? inUrl : inXml;
      const contents = objects.map(({key, size, modified, storageClass, isShuffled}) => {
        const parts = [
          `<Key>${written(key)}</Key>`,
          `<LastModified>${modified.toISOString()}</LastModified>`,
          '<ETag>&quot;e&quot;</ETag><ChecksumAlgorithm>CRC32</ChecksumAlgorithm>',
          `<Size>${size}</Size>`,
          `<StorageClass>${storageClass}</StorageClass>`,
        ];
        return `<Contents>${(isShuffled ? parts.reverse() : parts).join('')}</Contents>`;
      });
      const document =
        '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        `<Name>exports</Name><Prefix></Prefix>${isUrl ? '<EncodingType>url</EncodingType>' : ''}` +
        `<MaxKeys>1000</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${contents.join('')}` +
        `${prefixes.map(prefix => `<CommonPrefixes><Prefix>${written(prefix)}</Prefix></CommonPrefixes>`).join('')}</ListBucketResult>`;
      answer(document);
      const theirs = await client.send(new ListObjectsV2Command({Bucket: 'exports'}));
      const read = (text = '') => (isUrl ? decodeURIComponent(text.replaceAll('+', ' ')) : text);
      const ours = readPage(document);
      expect(ours).toEqual({
        objects: (theirs.Contents ?? []).map(({Key, Size, LastModified, StorageClass}) => ({
          key: read(Key),
          size: Size,
          modifiedAt: LastModified?.getTime(),
          storageClass: StorageClass,
        })),
        prefixes: (theirs.CommonPrefixes ?? []).map(({Prefix}) => read(Prefix)),
        truncated: theirs.IsTruncated,
      });
      expect(ours.objects.map(({key}) => key)).toEqual(objects.map(({key}) => key));
    }),
    {numRuns: 60},
  );
});

test('an answer that was cut off, or is none, is no page', () => {
  const whole =
    '<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>a</Key></Contents></ListBucketResult>';
  for (const text of ['', '<html></html>', whole.slice(0, 60), whole]) {
    expect(() => readPage(text)).toThrow(UnreadablePage);
  }
});

test('reads a page whatever pieces it comes in, with folders between the objects', () => {
  const object = (key: string) =>
    `<Contents><Key>${key}</Key><LastModified>2026-11-27T09:12:44.000Z</LastModified><Size>5</Size></Contents>`;
  const document =
    `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>${object('a%0Ab')}` +
    `<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes>${object('c+d')}</ListBucketResult>\n`;
  const at = {size: 5, modifiedAt: Date.UTC(2026, 10, 27, 9, 12, 44), storageClass: 'STANDARD'};
  for (const pieceBytes of [1, 10, 100_000]) {
    expect(readPage(document, pieceBytes)).toEqual({
      objects: [
        {key: 'a\nb', ...at},
        {key: 'c d', ...at},
      ],
      prefixes: ['b/'],
      truncated: true,
    });
  }
});

test('a key that is not encoded as the answer says is found when the page is read', () => {
  const document =
    '<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>50%</Key>' +
    '<LastModified>2026-11-27T09:12:44.000Z</LastModified><Size>5</Size></Contents></ListBucketResult>';
  expect(() => readPage(document)).toThrow(UnreadablePage);
});
