import {AwsError, type Json} from '../../operation.ts';
import type {RestRequest} from '../../rest.ts';
import type {WireRequest} from '../message.ts';
import {unchunk} from './chunked.ts';
import {operationOf} from './routes.ts';

/** A request is S3's when it was signed for it: its paths are anybody's. */
export const isForS3 = ({
  headers,
  url,
}: {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly url: string;
}): boolean =>
  String(headers.authorization ?? '').includes('/s3/aws4_request') ||
  /[?&]X-Amz-Credential=[^&]*%2Fs3%2Faws4_request/i.test(url);

/** `orders.s3.eu-west-1.amazonaws.com`, `orders.localhost:4566`: the bucket stands before the host. */
const hostOfBucket = /^(.+?)\.(?:s3[.-][^:]*amazonaws\.com|localhost)(?::\d+)?$/;

export function s3Call(request: WireRequest): {readonly operation: string; readonly input: () => Json} {
  // As it was sent: a key may have `..` and `//` in it, which URLs take for a way.
  const [path = ''] = request.url.split('?', 1);
  const inHost = hostOfBucket.exec(request.headers.host ?? '')?.[1];
  const [, bucket = '', key = ''] =
    inHost === undefined ? (/^\/([^/]*)\/?(.*)$/s.exec(path) ?? []) : ['', inHost, path.slice(1)];
  const place = {bucket: decode(bucket), key: decode(key)};
  const {method, query, headers} = request;
  const operation = operationOf({
    method,
    query,
    headers,
    bucket: place.bucket ?? bucket,
    key: place.key ?? key,
  });
  return {
    operation,
    input: (): RestRequest => {
      if (place.bucket === undefined || place.key === undefined) {
        throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
      }
      return {Bucket: place.bucket, Key: place.key, query, headers, body: unchunk(request)};
    },
  };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
