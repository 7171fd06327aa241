import type {S3Client} from '@aws-sdk/client-s3';

export type Versioning = 'enabled' | 'suspended' | 'never';

type Asked = {readonly Bucket: string; readonly ExpectedBucketOwner?: string};

export async function readVersioning(
  client: S3Client,
  asked: Asked,
  abortSignal: AbortSignal,
): Promise<Versioning> {
  const {GetBucketVersioningCommand} = await import('@aws-sdk/client-s3');
  const {Status: status} = await client.send(new GetBucketVersioningCommand(asked), {abortSignal});
  if (status === undefined) return 'never';
  return status === 'Enabled' ? 'enabled' : 'suspended';
}
