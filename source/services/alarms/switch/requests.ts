import type {Request} from '../../../actions/action.ts';
import {awsCommand} from '../../../actions/aws-command.ts';

/** Carries AWS's id of the request along, for the journal. */
type Answered = {readonly $metadata: {readonly requestId?: string | undefined}};

export type Switch = 'EnableAlarmActions' | 'DisableAlarmActions';

export function switchActions(operation: Switch, name: string): Request<Answered> {
  const input = {AlarmNames: [name]};
  return {
    operation: `cloudwatch:${operation}`,
    parameters: {AlarmNames: name},
    send: async ({clients, signal}) => {
      const sdk = await import('@aws-sdk/client-cloudwatch');
      const client = await clients.cloudwatch();
      return operation === 'EnableAlarmActions'
        ? client.send(new sdk.EnableAlarmActionsCommand(input), {abortSignal: signal})
        : client.send(new sdk.DisableAlarmActionsCommand(input), {abortSignal: signal});
    },
  };
}

export const switchCommand = (operation: Switch, name: string, region: string): string =>
  awsCommand(
    'cloudwatch',
    operation === 'EnableAlarmActions' ? 'enable-alarm-actions' : 'disable-alarm-actions',
    region,
    {'alarm-names': [name]},
  );
