import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import {AwsError} from '../operation.ts';
import type {Incoming} from './connections.ts';
import {isForS3} from './rest-xml/recognise.ts';

const unpack = promisify(gunzip);

/** The most that any service takes; each service has its own limit below this. */
const mostBytes = 16 * 1024 * 1024;

/** The whole body. SDKs send PutMetricData gzipped: what comes out is the text that was meant. */
export async function readBody(request: Incoming): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= mostBytes) chunks.push(chunk);
  }
  if (length > mostBytes) throw tooLarge();
  const packed = Buffer.concat(chunks);
  // An object of S3 is kept as it came.
  if (
    request.headers['content-encoding'] !== 'gzip' ||
    isForS3({headers: request.headers, url: request.url ?? '/'})
  )
    return packed;
  try {
    return await unpack(packed, {maxOutputLength: mostBytes});
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge();
    throw new AwsError('SerializationException', 'The request body is not valid gzip');
  }
}

export const tooLarge = (): AwsError => new AwsError('RequestEntityTooLarge', 'Request is too large', 413);
