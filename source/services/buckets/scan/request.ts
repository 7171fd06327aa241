import {createHash} from 'node:crypto';
import type {Request} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {mostOfPage} from '../limits.ts';
import type {ListRequest} from './engine.ts';
import {type Page, readPage} from './page.ts';

/** Lists a thousand keys of a bucket, where the bucket is. */
export const listPage = (
  {resource, region}: Pick<ActionTarget, 'resource' | 'region'>,
  {prefix, after, delimiter}: ListRequest,
): Request<Page> => ({
  operation: 's3:ListObjectsV2',
  parameters: {Bucket: resource, PrefixSha256: hashOf(prefix), PrefixLength: prefix.length},
  send: async ({clients, signal}) => {
    const {ListObjectsV2Command} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(region);
    const command = new ListObjectsV2Command({
      Bucket: resource,
      MaxKeys: mostOfPage,
      // XML has no way to write most control characters.
      EncodingType: 'url',
      ...(prefix === '' ? {} : {Prefix: prefix}),
      ...(after === '' ? {} : {StartAfter: after}),
      ...(delimiter === undefined ? {} : {Delimiter: delimiter}),
    });
    const read = readingBody(command.middlewareStack);
    await client.send(command, {abortSignal: signal});
    return readPage(read());
  },
});

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

type Stack = {
  add(
    middleware: (
      next: (args: never) => Promise<{response: unknown}>,
    ) => (args: never) => Promise<{response: unknown}>,
    options: {readonly name: string; readonly step: 'deserialize'; readonly priority: 'low'},
  ): void;
};

/** Takes the body of an answer before the client parses it: the client is left an empty list. */
function readingBody(stack: object): () => string {
  let body = '';
  const take = (next: (args: never) => Promise<{response: unknown}>) => async (args: never) => {
    const answer = await next(args);
    const response = answer.response as {statusCode?: number; body?: AsyncIterable<Uint8Array>};
    if (response.statusCode !== 200 || response.body === undefined) return answer;
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.body) chunks.push(chunk);
    body = Buffer.concat(chunks).toString();
    const {Readable} = await import('node:stream');
    Object.assign(response, {body: Readable.from([Buffer.from('<ListBucketResult/>')])});
    return answer;
  };
  (stack as Stack).add(take, {name: 'scanReadsBody', step: 'deserialize', priority: 'low'});
  return () => body;
}
