import type {Request} from '../../../actions/action.ts';
import type {Clients} from '../../../aws/clients.ts';
import {keyMark} from '../objects/key.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import {DamagedReport, type Report, type ReportFile} from './report.ts';

export type Place = Pick<Report, 'bucket' | 'region' | 'account'>;

export type Looking = {readonly signal: AbortSignal; readonly onCall: () => void};

const bucketOf = ({bucket, account = ''}: Place) => bucketAndOwner({resource: bucket, account});

/** The names that stand directly under a prefix, each with the slash at its end. */
export async function listFolders(
  clients: Clients,
  place: Place,
  prefix: string,
  {signal: abortSignal, onCall}: Looking,
): Promise<readonly string[]> {
  const {paginateListObjectsV2} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(place.region);
  const input = {...bucketOf(place), Prefix: prefix, Delimiter: '/'};
  const found: string[] = [];
  for await (const page of paginateListObjectsV2({client}, input, {abortSignal})) {
    onCall();
    found.push(...(page.CommonPrefixes ?? []).flatMap(({Prefix: folder}) => folder ?? []));
  }
  return found;
}

/** What a small object holds; undefined when there is none of that key. */
export async function readText(
  clients: Clients,
  place: Place,
  key: string,
  {signal: abortSignal, onCall}: Looking,
): Promise<string | undefined> {
  const {GetObjectCommand, NoSuchKey} = await import('@aws-sdk/client-s3');
  const client = await clients.s3(place.region);
  onCall();
  try {
    const answer = await client.send(new GetObjectCommand({...bucketOf(place), Key: key}), {abortSignal});
    return (await answer.Body?.transformToString()) ?? '';
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  }
}

/** What was read, or a sentence about what is wrong with it: the request itself went well. */
export type Read<Value> = {readonly value: Value} | {readonly damaged: string};

/** A file from its beginning to its end, given away as it comes. */
export const readFile = (
  place: Place,
  {key}: ReportFile,
  ends: AbortSignal,
  take: (body: AsyncIterable<Uint8Array>) => Promise<void>,
): Request<Read<void>> => ({
  operation: 's3:GetObject',
  parameters: {Bucket: place.bucket, Key: keyMark(key)},
  send: async ({clients, signal}) => {
    const {GetObjectCommand} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(place.region);
    const abortSignal = AbortSignal.any([signal, ends]);
    return undamaged(async () => {
      const answer = await client.send(new GetObjectCommand({...bucketOf(place), Key: key}), {abortSignal});
      await take(answer.Body as AsyncIterable<Uint8Array>);
    });
  },
});

export type Range = {
  readonly from: number;
  readonly to: number;
  /** The ETag that the file had, undefined before the first part of it: no other file is read on from there. */
  readonly tag: string | undefined;
};

export type Part = {readonly bytes: ArrayBuffer; readonly tag: string | undefined};

/** A part of a file, its end left out. */
export const readRange = (
  place: Place,
  {key, bytes}: ReportFile,
  {from, to, tag}: Range,
  ends: AbortSignal,
): Request<Read<Part>> => ({
  operation: 's3:GetObject',
  parameters: {Bucket: place.bucket, Key: keyMark(key), From: from, To: to},
  send: async ({clients, signal}) => {
    const {GetObjectCommand} = await import('@aws-sdk/client-s3');
    const client = await clients.s3(place.region);
    const command = new GetObjectCommand({
      ...bucketOf(place),
      Key: key,
      Range: `bytes=${from}-${to - 1}`,
      ...(tag === undefined ? {} : {IfMatch: tag}),
    });
    return undamaged(async () => {
      const answer = await client.send(command, {abortSignal: AbortSignal.any([signal, ends])});
      const body = await answer.Body?.transformToByteArray();
      const whole = Number(/\/(\d+)$/.exec(answer.ContentRange ?? '')?.[1]);
      if (whole !== bytes || body?.byteLength !== to - from) {
        throw new DamagedReport('A file of it is not as long as its manifest says.');
      }
      return {bytes: new Uint8Array(body).buffer, tag: answer.ETag};
    });
  },
});

async function undamaged<Value>(read: () => Promise<Value>): Promise<Read<Value>> {
  const {InvalidObjectState, NoSuchKey, S3ServiceException} = await import('@aws-sdk/client-s3');
  try {
    return {value: await read()};
  } catch (error) {
    if (error instanceof DamagedReport) return {damaged: error.message};
    if (error instanceof NoSuchKey) return {damaged: 'A file that its manifest names is not there.'};
    if (error instanceof S3ServiceException && error.name === 'PreconditionFailed') {
      return {damaged: 'A file of it was written anew while it was read: count once more.'};
    }
    if (error instanceof InvalidObjectState) return {damaged: 'A file of it is archived: restore it first.'};
    throw error;
  }
}
