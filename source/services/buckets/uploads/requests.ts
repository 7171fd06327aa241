import type {AbortMultipartUploadCommandOutput} from '@aws-sdk/client-s3';
import type {Request} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Clients} from '../../../aws/clients.ts';
import {keyMark, keyOf} from '../objects/key.ts';
import {bucketAndOwner} from '../objects/owner.ts';

export type ListedUpload = {
  readonly key: string;
  readonly uploadId: string;
  readonly initiatedAt: number;
  readonly storageClass: string;
};

export type UploadParts = {
  readonly count: number;
  readonly bytes: number;
  /** Undefined when it has none. */
  readonly lastAt: number | undefined;
};

/** An answer that breaks off, or names no time: whether a part came lately cannot be known. */
export const unclear = 'unclear';

type Place = {readonly key: string; readonly uploadId: string};

type UploadsPage = {
  readonly uploads: readonly ListedUpload[];
  /** There is another page; where it begins, the answer may not say. */
  readonly more: boolean;
  readonly next: Place | undefined;
};

/** A page of unfinished uploads, and where the next one begins. */
export async function listUploads(
  clients: Clients,
  target: ActionTarget,
  prefix: string,
  after: Place | undefined,
  abortSignal: AbortSignal,
): Promise<UploadsPage> {
  const {ListMultipartUploadsCommand} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(target.region);
  const answer = await client.send(
    new ListMultipartUploadsCommand({
      ...bucketAndOwner(target),
      EncodingType: 'url',
      ...(prefix === '' ? {} : {Prefix: prefix}),
      ...(after ? {KeyMarker: after.key, UploadIdMarker: after.uploadId} : {}),
    }),
    {abortSignal},
  );
  const {EncodingType: encoding, Uploads: listed = [], NextKeyMarker: key, NextUploadIdMarker: id} = answer;
  const uploads = listed.flatMap(({Key, UploadId, Initiated, StorageClass}) =>
    Key === undefined || UploadId === undefined || Initiated === undefined
      ? []
      : [
          {
            key: keyOf(Key, encoding),
            uploadId: UploadId,
            initiatedAt: Initiated.getTime(),
            storageClass: StorageClass ?? 'STANDARD',
          },
        ],
  );
  const more = answer.IsTruncated === true;
  const isKnown = more && key !== undefined && id !== undefined;
  return {uploads, more, next: isKnown ? {key: keyOf(key, encoding), uploadId: id} : undefined};
}

/** All parts of an upload, page by page; undefined when there is no such upload any more. */
export async function readParts(
  clients: Clients,
  target: ActionTarget,
  {key, uploadId}: Place,
  abortSignal: AbortSignal,
): Promise<UploadParts | typeof unclear | undefined> {
  const {ListPartsCommand} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(target.region);
  const asked = {...bucketAndOwner(target), Key: key, UploadId: uploadId};
  let count = 0;
  let bytes = 0;
  let lastAt: number | undefined;
  let marker: string | undefined;
  do {
    const page = new ListPartsCommand({
      ...asked,
      ...(marker === undefined ? {} : {PartNumberMarker: marker}),
    });
    const answer = await client.send(page, {abortSignal}).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchUpload') return undefined;
      throw error;
    });
    if (answer === undefined) return undefined;
    for (const {Size: size, LastModified: at} of answer.Parts ?? []) {
      count += 1;
      if (size !== undefined) bytes += size;
      if (at === undefined) return unclear;
      if (lastAt === undefined || at.getTime() > lastAt) lastAt = at.getTime();
    }
    const next = answer.IsTruncated === true ? answer.NextPartNumberMarker : undefined;
    if (answer.IsTruncated === true && (next === undefined || next === marker)) return unclear;
    marker = next;
  } while (marker !== undefined);
  return {count, bytes, lastAt};
}

export const abortUpload = (
  target: ActionTarget,
  {key, uploadId}: Place,
): Request<AbortMultipartUploadCommandOutput> => ({
  operation: 's3:AbortMultipartUpload',
  parameters: {Bucket: target.resource, Key: keyMark(key), UploadId: uploadId},
  send: async ({clients, signal}) => {
    const {AbortMultipartUploadCommand} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(target.region);
    const input = {...bucketAndOwner(target), Key: key, UploadId: uploadId};
    return client.send(new AbortMultipartUploadCommand(input), {abortSignal: signal});
  },
});
