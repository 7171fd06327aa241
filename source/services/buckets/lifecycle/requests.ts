import type {LifecycleRule as AwsRule, TransitionDefaultMinimumObjectSize} from '@aws-sdk/client-s3';
import type {Request} from '../../../actions/action.ts';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {ActionTarget} from '../../../actions/plan.ts';
import {bucketAndOwner} from '../objects/owner.ts';
import {type Configuration, readConfiguration} from './read-configuration.ts';

/** Reads it once more, right before it is written: it must be what was planned on, or nothing is written. */
export function readOnceMore(target: ActionTarget): Request<Configuration> {
  const asked = bucketAndOwner(target);
  return {
    operation: 's3:GetBucketLifecycleConfiguration',
    parameters: asked,
    send: async ({clients, signal}) => readConfiguration(await clients.s3(target.region), asked, signal),
  };
}

/** Carries AWS's id of the request along, for the journal. */
type Answered = {readonly $metadata: {readonly requestId?: string | undefined}};

export function putConfiguration(target: ActionTarget, change: Change): Request<Answered> {
  const {region} = target;
  const asked = bucketAndOwner(target);
  const minimum = change.minimumObjectSize;
  return {
    operation: 's3:PutBucketLifecycleConfiguration',
    parameters: {
      ...asked,
      rules: change.rules.length,
      rule: change.id,
      becomes: change.becomes,
      ...(minimum === undefined ? {} : {TransitionDefaultMinimumObjectSize: minimum}),
    },
    send: async ({clients, signal}) => {
      const {PutBucketLifecycleConfigurationCommand} = await import('@aws-sdk/client-s3');
      const client = await clients.s3(region);
      const command = new PutBucketLifecycleConfigurationCommand({
        ...asked,
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

/** AWS takes no configuration without a rule: the last one goes with all of it. */
export function deleteConfiguration(target: ActionTarget, id: string): Request<Answered> {
  const {region} = target;
  const asked = bucketAndOwner(target);
  return {
    operation: 's3:DeleteBucketLifecycle',
    parameters: {...asked, rule: id, becomes: 'removed'},
    send: async ({clients, signal}) => {
      const {DeleteBucketLifecycleCommand} = await import('@aws-sdk/client-s3');
      const client = await clients.s3(region);
      const command = new DeleteBucketLifecycleCommand(asked);
      return client.send(command, {abortSignal: signal});
    },
  };
}

export const deleteCommand = (target: ActionTarget): string =>
  awsCommand('s3api', 'delete-bucket-lifecycle', target.region, named(target));

const named = ({resource, account}: ActionTarget) => ({
  bucket: resource,
  ...(account === '' ? {} : {'expected-bucket-owner': account}),
});

type Change = {
  readonly rules: readonly AwsRule[];
  readonly minimumObjectSize: string | undefined;
  readonly id: string;
  readonly becomes: string;
};

/** Longer is nothing to copy. */
const mostCommandCharacters = 4_000;

export function putCommand(
  target: ActionTarget,
  {rules, minimumObjectSize}: Pick<Change, 'rules' | 'minimumObjectSize'>,
): string | undefined {
  const command = awsCommand('s3api', 'put-bucket-lifecycle-configuration', target.region, {
    ...named(target),
    ...(minimumObjectSize === undefined ? {} : {'transition-default-minimum-object-size': minimumObjectSize}),
    'lifecycle-configuration': JSON.stringify({Rules: rules}),
  });
  return command.length > mostCommandCharacters ? undefined : command;
}
