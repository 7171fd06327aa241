import type {LifecycleRule as AwsRule} from '@aws-sdk/client-s3';

/** The body that the SDK would send for these rules, by a client that keeps it and sends nothing. */
export async function serialise(rules: readonly AwsRule[]): Promise<string> {
  const {PutBucketLifecycleConfigurationCommand, S3Client} = await import('@aws-sdk/client-s3');
  const client = new S3Client({
    region: 'us-east-1',
    // Nothing is signed: what would sign comes after what keeps the body.
    credentials: {accessKeyId: 'none', secretAccessKey: 'none'},
  });
  let body = '';
  client.middlewareStack.add(
    () => async args => {
      const {request} = args as {readonly request: {readonly body: unknown}};
      body = String(request.body);
      return {output: {$metadata: {}}, response: undefined};
    },
    {name: 'keepsTheBody', step: 'finalizeRequest', priority: 'high'},
  );
  try {
    await client.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'none',
        LifecycleConfiguration: {Rules: [...rules]},
      }),
    );
  } finally {
    client.destroy();
  }
  return body;
}
