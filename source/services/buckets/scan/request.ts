import type {Request} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {mostOfPage} from '../limits.ts';
import {keyMark} from '../objects/key.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import {takeRawBody} from '../raw-body.ts';
import type {ListRequest} from './engine.ts';
import type {Page, Sheet} from './page.ts';

/** Lists a thousand keys of a bucket, where the bucket is, onto a sheet. */
export const listPage = (
  target: Pick<ActionTarget, 'resource' | 'region' | 'account'>,
  {prefix, after, delimiter}: ListRequest,
  sheet: Sheet,
): Request<Page> => ({
  operation: 's3:ListObjectsV2',
  parameters: {Bucket: target.resource, ...(prefix === '' ? {} : {Prefix: keyMark(prefix)})},
  send: async ({clients, signal}) => {
    const {ListObjectsV2Command} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(target.region);
    const command = new ListObjectsV2Command({
      ...bucketAndOwner(target),
      MaxKeys: mostOfPage,
      // XML has no way to write most control characters.
      EncodingType: 'url',
      ...(prefix === '' ? {} : {Prefix: prefix}),
      ...(after === '' ? {} : {StartAfter: after}),
      ...(delimiter === undefined ? {} : {Delimiter: delimiter}),
    });
    // The client is left an empty list to parse.
    takeRawBody(command.middlewareStack, async body => {
      sheet.begin();
      for await (const chunk of body as AsyncIterable<Uint8Array>) sheet.take(chunk);
      const {Readable} = await import('node:stream');
      return Readable.from([Buffer.from('<ListBucketResult/>')]);
    });
    await client.send(command, {abortSignal: signal});
    return sheet.read();
  },
});
