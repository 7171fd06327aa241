import type {PutAlarmMuteRuleCommandInput} from '@aws-sdk/client-cloudwatch';
import type {Request} from '../../../actions/action.ts';
import {awsCommand} from '../../../actions/aws-command.ts';
import type {MuteRuleFact} from '../facts.ts';

/** Carries AWS's id of the request along, for the journal. */
type Answered = {readonly $metadata: {readonly requestId?: string | undefined}};

/** All of a rule that a request says: putting it replaces what has the same name, whole. */
export type RuleToPut = Pick<
  MuteRuleFact,
  'name' | 'description' | 'alarms' | 'expression' | 'duration' | 'timezone' | 'startAt' | 'expireAt'
>;

export function putMuteRule(rule: RuleToPut): Request<Answered> {
  const {name, alarms, expression = '', duration = '', expireAt} = rule;
  const expires = expireAt === undefined ? {} : {ExpireDate: new Date(expireAt).toISOString()};
  return {
    operation: 'cloudwatch:PutAlarmMuteRule',
    parameters: {
      Name: name,
      Expression: expression,
      Duration: duration,
      AlarmNames: alarms.join(','),
      ...expires,
    },
    send: async ({clients, signal}) => {
      const {PutAlarmMuteRuleCommand} = await import('@aws-sdk/client-cloudwatch');
      const client = await clients.cloudwatch();
      return client.send(new PutAlarmMuteRuleCommand(inputOf(rule)), {abortSignal: signal});
    },
  };
}

function inputOf(rule: RuleToPut): PutAlarmMuteRuleCommandInput {
  const {name, description, alarms, expression, duration, timezone, startAt, expireAt} = rule;
  return {
    Name: name,
    ...(description === undefined ? {} : {Description: description}),
    Rule: {
      Schedule: {
        Expression: expression,
        Duration: duration,
        ...(timezone === undefined ? {} : {Timezone: timezone}),
      },
    },
    MuteTargets: {AlarmNames: [...alarms]},
    ...(startAt === undefined ? {} : {StartDate: new Date(startAt)}),
    ...(expireAt === undefined ? {} : {ExpireDate: new Date(expireAt)}),
  };
}

export function deleteMuteRule(name: string): Request<Answered> {
  return {
    operation: 'cloudwatch:DeleteAlarmMuteRule',
    parameters: {AlarmMuteRuleName: name},
    send: async ({clients, signal}) => {
      const {DeleteAlarmMuteRuleCommand} = await import('@aws-sdk/client-cloudwatch');
      const client = await clients.cloudwatch();
      return client.send(new DeleteAlarmMuteRuleCommand({AlarmMuteRuleName: name}), {abortSignal: signal});
    },
  };
}

/** The same with the AWS CLI. */
export function putCommand(rule: RuleToPut, region: string): string {
  const {StartDate: start, ExpireDate: expire, ...input} = inputOf(rule);
  return awsCommand('cloudwatch', 'put-alarm-mute-rule', region, {
    name: rule.name,
    ...(rule.description === undefined ? {} : {description: rule.description}),
    rule: JSON.stringify(input.Rule),
    'mute-targets': JSON.stringify(input.MuteTargets),
    ...(start === undefined ? {} : {'start-date': start.toISOString()}),
    ...(expire === undefined ? {} : {'expire-date': expire.toISOString()}),
  });
}

export const deleteCommand = (name: string, region: string): string =>
  awsCommand('cloudwatch', 'delete-alarm-mute-rule', region, {'alarm-mute-rule-name': name});
