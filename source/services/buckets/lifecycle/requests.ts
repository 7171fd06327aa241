import type {LifecycleRule as AwsRule, TransitionDefaultMinimumObjectSize} from '@aws-sdk/client-s3';
import type {Request} from '../../../actions/action.ts';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {type Configuration, readConfiguration} from './read-configuration.ts';

/**
 * Reads it once more, right before it is written. The journal keeps with it the whole configuration as it was
 * planned on: what is read here must be the same, or nothing is written.
 */
export function readOnceMore(
  {resource: bucket, account: owner, region}: ActionTarget,
  previous: Configuration,
): Request<Configuration> {
  return {
    operation: 's3:GetBucketLifecycleConfiguration',
    parameters: {
      Bucket: bucket,
      previousConfiguration: previous.raw ?? 'none',
      previousTransitionDefaultMinimumObjectSize: previous.minimumObjectSize ?? 'none',
    },
    send: async ({clients, signal}) => readConfiguration(await clients.s3(region), {bucket, owner, signal}),
  };
}

/** Carries AWS's id of the request along, for the journal. */
type Answered = {readonly $metadata: {readonly requestId?: string | undefined}};

export function putConfiguration(target: ActionTarget, change: Change): Request<Answered> {
  const {resource: bucket, account: owner, region} = target;
  const minimum = change.minimumObjectSize;
  return {
    operation: 's3:PutBucketLifecycleConfiguration',
    parameters: {
      Bucket: bucket,
      ExpectedBucketOwner: owner,
      rules: change.rules.length,
      rule: change.id,
      becomes: change.becomes,
      ...(minimum === undefined ? {} : {TransitionDefaultMinimumObjectSize: minimum}),
    },
    send: async ({clients, signal}) => {
      const {PutBucketLifecycleConfigurationCommand} = await import('@aws-sdk/client-s3');
      const client = await clients.s3(region);
      const command = new PutBucketLifecycleConfigurationCommand({
        Bucket: bucket,
        ExpectedBucketOwner: owner,
        LifecycleConfiguration: {Rules: [...change.rules]},
        // Sent back as it was read, whatever newer value that is.
        ...(minimum === undefined
          ? {}
          : {TransitionDefaultMinimumObjectSize: minimum as TransitionDefaultMinimumObjectSize}),
      });
      return client.send(command, {abortSignal: signal});
    },
  };
}

type Change = {
  readonly rules: readonly AwsRule[];
  readonly minimumObjectSize: string | undefined;
  readonly id: string;
  readonly becomes: string;
};

/** Longer is nothing to copy. */
const mostCommandCharacters = 4_000;

export function putCommand(
  {resource, account, region}: ActionTarget,
  {rules, minimumObjectSize}: Pick<Change, 'rules' | 'minimumObjectSize'>,
): string | undefined {
  const command = awsCommand('s3api', 'put-bucket-lifecycle-configuration', region, {
    bucket: resource,
    'expected-bucket-owner': account,
    ...(minimumObjectSize === undefined ? {} : {'transition-default-minimum-object-size': minimumObjectSize}),
    'lifecycle-configuration': JSON.stringify({Rules: rules}),
  });
  return command.length > mostCommandCharacters ? undefined : command;
}
