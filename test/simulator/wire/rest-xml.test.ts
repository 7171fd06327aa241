import {request as httpRequest} from 'node:http';
import {expect, test} from 'vitest';
import type {WireRequest} from '../../../source/simulator/wire/message.ts';
import {unchunk} from '../../../source/simulator/wire/rest-xml/chunked.ts';
import {s3Call} from '../../../source/simulator/wire/rest-xml/recognise.ts';
import {served} from './clients.ts';
import {scopeOf, signedHeaders} from './raw.ts';
import {noon, smallAccount} from './small-account.ts';

const asked = (method: string, url: string, host = '127.0.0.1:4566'): WireRequest => {
  const {pathname, searchParams} = new URL(url, 'http://account');
  return {method, url, path: pathname, query: searchParams, headers: {host}, body: Buffer.alloc(0)};
};

test.each([
  ['GET', '/', undefined, 'ListBuckets', '', ''],
  ['GET', '/orders', undefined, 'ListObjects', 'orders', ''],
  ['GET', '/orders/?list-type=2&prefix=a', undefined, 'ListObjectsV2', 'orders', ''],
  ['GET', '/orders/a%2Fb//../c?x-id=GetObject', undefined, 'GetObject', 'orders', 'a/b//../c'],
  ['GET', '/', 'my.orders.s3.eu-west-1.amazonaws.com', 'ListObjects', 'my.orders', ''],
  ['PUT', '/a/b', 'orders.localhost:4566', 'PutObject', 'orders', 'a/b'],
  ['GET', '/orders', 's3.eu-west-1.amazonaws.com', 'ListObjects', 'orders', ''],
  ['DELETE', '/orders/a?uploadId=1', undefined, 'AbortMultipartUpload', 'orders', 'a'],
])('%s %s at %s is %s', (method, url, host, operation, bucket, key) => {
  const call = s3Call(asked(method, url, host));
  expect(call.operation).toBe(operation);
  expect(call.input()).toMatchObject({Bucket: bucket, Key: key});
});

test('a path that is none is refused', () => {
  expect(() => s3Call(asked('GET', '/orders/%zz')).input()).toThrow("Couldn't parse the specified URI.");
});

test('chunks are put together, and a lacking one is found out', () => {
  const headers = {'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'};
  const whole = '5;chunk-signature=0a\r\nhello\r\n6\r\n there\r\n0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n';
  expect(unchunk({headers, body: Buffer.from(whole)}).toString()).toBe('hello there');
  for (const body of ['', '5\r\nhe', '5\r\nhello\r\n', 'x\r\n']) {
    expect(() => unchunk({headers, body: Buffer.from(body)})).toThrow('You did not provide');
  }
  expect(unchunk({headers: {}, body: Buffer.from(whole)}).toString()).toBe(whole);
});

test('whoever asks with HEAD gets the status and the headers, and no body', async () => {
  const {endpoint} = await served(smallAccount({s3: {}}));
  const {promise, resolve, reject} = Promise.withResolvers<{status: number | undefined; size: number}>();
  const headers = signedHeaders(noon, scopeOf(noon, 'us-east-1', 's3'));
  httpRequest(`${endpoint}/orders`, {method: 'HEAD', headers}, response => {
    let size = 0;
    response.on('data', (piece: Buffer) => {
      size += piece.length;
    });
    response.on('end', () => resolve({status: response.statusCode, size}));
  })
    .on('error', reject)
    .end();
  expect(await promise).toEqual({status: 501, size: 0});
});
