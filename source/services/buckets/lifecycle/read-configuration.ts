import type {LifecycleRule as AwsRule, S3Client} from '@aws-sdk/client-s3';
import {takeRawBody} from '../raw-body.ts';
import {orNone} from '../refusal.ts';

/** A lifecycle configuration as the SDK understood it, and as AWS wrote it. */
export type Configuration = {
  readonly rules: readonly AwsRule[];
  /** TransitionDefaultMinimumObjectSize: a header beside it, lost when a put does not send it again. */
  readonly minimumObjectSize: string | undefined;
  /** The XML as it came; undefined when there is no configuration. */
  readonly raw: string | undefined;
};

type Asked = {readonly Bucket: string; readonly ExpectedBucketOwner?: string};

export async function readConfiguration(
  client: S3Client,
  asked: Asked,
  abortSignal: AbortSignal,
): Promise<Configuration> {
  const {GetBucketLifecycleConfigurationCommand} = await import('@aws-sdk/client-s3');
  const command = new GetBucketLifecycleConfigurationCommand(asked);
  let raw = '';
  takeRawBody(command.middlewareStack, async body => {
    const bytes = await client.config.streamCollector(body);
    raw = Buffer.from(bytes).toString('utf8');
    return bytes;
  });
  return orNone<Configuration>({rules: [], minimumObjectSize: undefined, raw: undefined}, async () => {
    const answer = await client.send(command, {abortSignal});
    return {rules: answer.Rules ?? [], minimumObjectSize: answer.TransitionDefaultMinimumObjectSize, raw};
  });
}
