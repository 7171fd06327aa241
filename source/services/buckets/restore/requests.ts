import type {RestoreObjectCommandOutput} from '@aws-sdk/client-s3';
import type {Request} from '../../../actions/action.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import type {Clients} from '../../../aws/clients.ts';
import {keyMark, keyOf} from '../objects/key.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import type {Tier} from './options.ts';
import {copyOf, headCopyOf, type StoredObject} from './stored-object.ts';

type ObjectsPage = {
  readonly objects: readonly StoredObject[];
  /** There is another page; where it begins, the answer may not say. */
  readonly more: boolean;
  readonly next: string | undefined;
};

/** A page of objects with what is known of their restored copies, and where the next one begins. */
export async function listObjects(
  clients: Clients,
  target: ActionTarget,
  prefix: string,
  from: string | undefined,
  abortSignal: AbortSignal,
): Promise<ObjectsPage> {
  const {ListObjectsV2Command} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(target.region);
  const answer = await client.send(
    new ListObjectsV2Command({
      ...bucketAndOwner(target),
      EncodingType: 'url',
      OptionalObjectAttributes: ['RestoreStatus'],
      ...(prefix === '' ? {} : {Prefix: prefix}),
      ...(from === undefined ? {} : {ContinuationToken: from}),
    }),
    {abortSignal},
  );
  const objects = (answer.Contents ?? []).flatMap(({Key, Size, StorageClass, RestoreStatus}) =>
    Key === undefined || Size === undefined
      ? []
      : [
          {
            key: keyOf(Key, answer.EncodingType),
            bytes: Size,
            storageClass: StorageClass ?? 'STANDARD',
            archiveTier: undefined,
            copy: copyOf(RestoreStatus),
          },
        ],
  );
  const more = answer.IsTruncated === true;
  return {objects, more, next: more ? answer.NextContinuationToken : undefined};
}

/** One object; undefined when there is none of that key. */
export async function headObject(
  clients: Clients,
  target: ActionTarget,
  key: string,
  abortSignal: AbortSignal,
): Promise<StoredObject | undefined> {
  const {HeadObjectCommand} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(target.region);
  const asked = new HeadObjectCommand({...bucketAndOwner(target), Key: key});
  const answer = await client.send(asked, {abortSignal}).catch((error: unknown) => {
    if (error instanceof Error && /^(NotFound|NoSuchKey)$/.test(error.name)) return undefined;
    throw error;
  });
  if (answer?.ContentLength === undefined) return undefined;
  return {
    key,
    bytes: answer.ContentLength,
    storageClass: answer.StorageClass ?? 'STANDARD',
    archiveTier: answer.ArchiveStatus,
    copy: headCopyOf(answer.Restore),
  };
}

export const restoreObject = (
  target: ActionTarget,
  {key, archiveTier}: StoredObject,
  {tier, days}: {readonly tier: Tier; readonly days: number},
  isOneOfMany: boolean,
): Request<RestoreObjectCommandOutput> => {
  // What leaves an archive tier of INTELLIGENT_TIERING stays out: it takes no days.
  const kept = archiveTier === undefined ? {Days: days} : {};
  const alike = {Bucket: target.resource, Tier: tier, ...kept};
  return {
    operation: 's3:RestoreObject',
    parameters: {Bucket: target.resource, Key: keyMark(key), Tier: tier, ...kept},
    ...(isOneOfMany ? {alike} : {}),
    send: async ({clients, signal}) => {
      const {RestoreObjectCommand} = await import('@aws-sdk/client-s3');
      const client = await clients.s3(target.region);
      const request = {...kept, GlacierJobParameters: {Tier: tier}};
      const input = {...bucketAndOwner(target), Key: key, RestoreRequest: request};
      return client.send(new RestoreObjectCommand(input), {abortSignal: signal});
    },
  };
};
