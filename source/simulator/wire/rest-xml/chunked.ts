import {AwsError} from '../../operation.ts';
import type {WireRequest} from '../message.ts';

/**
 * The body that was meant. Clients that sign as they go, or write a checksum after the body, send it in chunks of their
 * own: `5;chunk-signature=…`, the bytes, and at the end a chunk of nothing with the trailing headers.
 */
export function unchunk({headers, body}: Pick<WireRequest, 'headers' | 'body'>): Buffer {
  const isChunked =
    headers['content-encoding']?.includes('aws-chunked') === true ||
    headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;
  if (!isChunked) return body;
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = body.indexOf('\r\n', at);
    const size = end < 0 ? Number.NaN : Number.parseInt(body.toString('latin1', at, end), 16);
    const start = end + 2;
    if (Number.isNaN(size) || start + size > body.length) throw incomplete();
    if (size === 0) return Buffer.concat(pieces);
    pieces.push(body.subarray(start, start + size));
    at = start + size + 2;
  }
}

const incomplete = (): AwsError =>
  new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
