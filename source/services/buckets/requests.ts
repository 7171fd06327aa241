import type {ListMetricsCommandOutput} from '@aws-sdk/client-cloudwatch';
import type {Bucket as AwsBucket, ListBucketsCommandOutput} from '@aws-sdk/client-s3';
import type {Session} from '../../aws/session.ts';
import type {ListedBucket} from './facts.ts';
import {mostBucketsOfPage} from './limits.ts';
import {regionInRefusal} from './refusal.ts';

export const bucketArn = (name: string, region: string): string => `arn:${partitionOf(region)}:s3:::${name}`;

/** All buckets of the account that are this session's to show. */
export async function listBuckets(session: Session): Promise<readonly ListedBucket[]> {
  const {ListBucketsCommand} = await import('@aws-sdk/client-s3');
  const client = await session.clients.s3();
  const found: AwsBucket[] = [];
  let next: string | undefined;
  do {
    // Regions are only told to those who send a parameter. ListBuckets, API reference.
    const page: ListBucketsCommandOutput = await client.send(
      new ListBucketsCommand({
        MaxBuckets: mostBucketsOfPage,
        ...(next === undefined ? {} : {ContinuationToken: next}),
      }),
      {abortSignal: session.signal},
    );
    found.push(...(page.Buckets ?? []));
    next = page.ContinuationToken;
  } while (next !== undefined && next !== '');
  const listed = await Promise.all(found.map(bucket => listedOf(session, bucket)));
  return listed.filter(bucket => bucket !== undefined).filter(({region}) => session.covers(region));
}

async function listedOf(
  session: Session,
  {Name: name, BucketRegion: told, CreationDate: created}: AwsBucket,
): Promise<ListedBucket | undefined> {
  if (name === undefined) return undefined;
  const region = told ?? (await regionOf(session, name));
  return {name, arn: bucketArn(name, region), region, createdAt: created?.getTime()};
}

/** The region of a bucket, also of one that refuses everything else. */
export async function regionOf({clients, signal, region}: Session, name: string): Promise<string> {
  const {HeadBucketCommand} = await import('@aws-sdk/client-s3');
  const client = await clients.s3();
  try {
    const answer = await client.send(new HeadBucketCommand({Bucket: name}), {abortSignal: signal});
    return answer.BucketRegion ?? region;
  } catch (error) {
    const told = regionInRefusal(error);
    if (told === undefined) throw error;
    return told;
  }
}

const bucketSize = {Namespace: 'AWS/S3', MetricName: 'BucketSizeBytes'} as const;

/** By bucket: of which storage types the region has figures; of one bucket alone where it is named. */
export async function listStorageTypes(
  {clients, signal}: Session,
  region: string,
  bucket?: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const {ListMetricsCommand} = await import('@aws-sdk/client-cloudwatch');
  const client = await clients.cloudwatch(region);
  const named = bucket === undefined ? {} : {Dimensions: [{Name: 'BucketName', Value: bucket}]};
  const found = new Map<string, string[]>();
  let next: string | undefined;
  do {
    const page: ListMetricsCommandOutput = await client.send(
      new ListMetricsCommand({...bucketSize, ...named, ...(next === undefined ? {} : {NextToken: next})}),
      {abortSignal: signal},
    );
    for (const {Dimensions: dimensions = []} of page.Metrics ?? []) {
      const value = (name: string) => dimensions.find(({Name}) => Name === name)?.Value;
      const [name, type] = [value('BucketName'), value('StorageType')];
      if (name === undefined || type === undefined) continue;
      found.set(name, [...(found.get(name) ?? []), type]);
    }
    next = page.NextToken;
  } while (next !== undefined && next !== '');
  return found;
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
