import type {LifecycleRule as AwsRule, S3Client} from '@aws-sdk/client-s3';

/** A lifecycle configuration as the SDK understood it, and as AWS wrote it. */
export type Configuration = {
  readonly rules: readonly AwsRule[];
  /** TransitionDefaultMinimumObjectSize: a header beside it, lost when a put does not send it again. */
  readonly minimumObjectSize: string | undefined;
  /** The XML as it came; undefined when there is no configuration. */
  readonly raw: string | undefined;
};

type Asked = {readonly bucket: string; readonly owner: string; readonly signal: AbortSignal};

export async function readConfiguration(
  client: S3Client,
  {bucket, owner, signal}: Asked,
): Promise<Configuration> {
  const {GetBucketLifecycleConfigurationCommand} = await import('@aws-sdk/client-s3');
  const command = new GetBucketLifecycleConfigurationCommand({Bucket: bucket, ExpectedBucketOwner: owner});
  let raw = '';
  command.middlewareStack.add(
    next => async args => {
      const result = await next(args);
      const response = result.response as {body: unknown};
      const body = await client.config.streamCollector(response.body);
      raw = Buffer.from(body).toString('utf8');
      response.body = body;
      return result;
    },
    // The innermost: before anything reads the answer.
    {name: 'keepsTheRawBody', step: 'deserialize', priority: 'low'},
  );
  try {
    const answer = await client.send(command, {abortSignal: signal});
    return {rules: answer.Rules ?? [], minimumObjectSize: answer.TransitionDefaultMinimumObjectSize, raw};
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchLifecycleConfiguration') throw error;
    return {rules: [], minimumObjectSize: undefined, raw: undefined};
  }
}
