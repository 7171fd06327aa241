import {
  DeleteAlarmMuteRuleCommand,
  GetAlarmMuteRuleCommand,
  ListAlarmMuteRulesCommand,
  PutAlarmMuteRuleCommand,
  type PutAlarmMuteRuleCommandInput,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {expect, test} from 'vitest';
import {type Alarms, minuteMs, open, resting} from './alarms.ts';

const alarms = [resting('errors', {onAlarm: ['topic:pager']}), resting('slow')];
const arnOf = (name: string) => `arn:aws:cloudwatch:us-east-1:730112094417:alarm-mute-rule:${name}`;

/** The account's clock stands at 12:04. */
const night: PutAlarmMuteRuleCommandInput = {
  Name: 'tonight',
  Description: 'A deploy',
  Rule: {Schedule: {Expression: 'at(2026-11-27T13:04)', Duration: 'PT2H'}},
  MuteTargets: {AlarmNames: ['errors']},
};
const put = ({cloudwatch}: Alarms, input: Partial<PutAlarmMuteRuleCommandInput> = {}) =>
  cloudwatch.send(new PutAlarmMuteRuleCommand({...night, ...input}));
const get = ({cloudwatch}: Alarms, AlarmMuteRuleName = 'tonight') =>
  cloudwatch.send(new GetAlarmMuteRuleCommand({AlarmMuteRuleName}));
const list = async ({cloudwatch}: Alarms, input: ListAlarmMuteRulesCommand['input'] = {}) =>
  cloudwatch.send(new ListAlarmMuteRulesCommand(input));

test('a mute rule is put and read, holds from its time on, and is over by itself', async () => {
  const account = await open({alarms});
  const ExpireDate = new Date(account.clock.now() + 86_400_000);
  await put(account, {ExpireDate});
  expect(await get(account)).toMatchObject({
    ...night,
    AlarmMuteRuleArn: arnOf('tonight'),
    Status: 'SCHEDULED',
    MuteType: 'ONE_TIME',
    ExpireDate,
    LastUpdatedTimestamp: new Date(account.clock.now()),
  });
  account.clock.advance(61 * minuteMs);
  expect((await get(account)).Status).toBe('ACTIVE');
  account.clock.advance(120 * minuteMs);
  expect((await get(account)).Status).toBe('EXPIRED');
});

test('a summary has the ARN of a rule and no name; rules are found by alarm and by status', async () => {
  const account = await open({alarms});
  await put(account);
  const Rule = {Schedule: {Expression: 'cron(0 12 * * *)', Duration: 'PT1H', Timezone: 'UTC'}};
  await put(account, {Name: 'noon', Rule, MuteTargets: {AlarmNames: ['errors', 'slow']}});
  const {AlarmMuteRuleSummaries: both} = await list(account);
  expect(both).toEqual([
    {
      AlarmMuteRuleArn: arnOf('noon'),
      Status: 'ACTIVE',
      MuteType: 'RECURRING',
      LastUpdatedTimestamp: expect.any(Date),
    },
    expect.objectContaining({AlarmMuteRuleArn: arnOf('tonight'), Status: 'SCHEDULED'}),
  ]);
  expect((await list(account, {AlarmName: 'slow'})).AlarmMuteRuleSummaries).toHaveLength(1);
  expect((await list(account, {Statuses: ['EXPIRED']})).AlarmMuteRuleSummaries).toEqual([]);
  const first = await list(account, {MaxRecords: 1});
  const {NextToken = ''} = first;
  const second = await list(account, {MaxRecords: 1, NextToken});
  expect([...(first.AlarmMuteRuleSummaries ?? []), ...(second.AlarmMuteRuleSummaries ?? [])]).toEqual(both);
  expect(second.NextToken).toBeUndefined();
});

test('a rule that is deleted is gone, however often', async () => {
  const account = await open({alarms});
  await put(account);
  const remove = () =>
    account.cloudwatch.send(new DeleteAlarmMuteRuleCommand({AlarmMuteRuleName: 'tonight'}));
  await remove();
  await remove();
  await expect(get(account)).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    $metadata: {httpStatusCode: 404},
  });
});

test('a muted alarm still changes its state', async () => {
  const account = await open({alarms});
  await put(account, {Rule: {Schedule: {Expression: 'at(2026-11-27T12:00)', Duration: 'PT2H'}}});
  const set = {AlarmName: 'errors', StateValue: 'ALARM', StateReason: 'a drill'} as const;
  await account.cloudwatch.send(new SetAlarmStateCommand(set));
  expect(await account.names({StateValue: 'ALARM'})).toEqual(['errors']);
});

const schedule = (changes: object) => ({
  Rule: {Schedule: {Expression: 'at(2026-11-27T13:04)', Duration: 'PT2H', ...changes}},
});

test.each([
  ['must be at(yyyy-MM-ddThh:mm), or cron()', schedule({Expression: 'cron(0 12 * *)'})],
  ['must be at(yyyy-MM-ddThh:mm), or cron()', schedule({Expression: 'rate(5 minutes)'})],
  ['must be an ISO 8601 duration from PT1M to P15D', schedule({Duration: 'PT30S'})],
  ['must be an ISO 8601 duration from PT1M to P15D', schedule({Duration: 'P16D'})],
  ['There is no time zone Mars/North.', schedule({Timezone: 'Mars/North'})],
  ['The alarms [nobody] in MuteTargets do not exist.', {MuteTargets: {AlarmNames: ['nobody']}}],
  ["at 'name' failed to satisfy constraint", {Name: ''}],
  ['StartDate must be before ExpireDate.', {StartDate: new Date(2e12), ExpireDate: new Date(1.9e12)}],
])('a wrong mute rule is refused: %s', async (message, input) => {
  await expect(put(await open({alarms}), input)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});
