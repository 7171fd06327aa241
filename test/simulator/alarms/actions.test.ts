import {describe, expect, test} from 'vitest';
import {alarmWorld, errorsAlarm, minuteMs, region} from './alarm-world.ts';

describe('an action that cannot be carried out', () => {
  test.each([
    ['topic:gone', 'Topic does not exist'],
    ['topic:closed', 'not authorized to perform: SNS:Publish'],
    ['function:gone', 'AccessDeniedException'],
    ['function:closed', 'AccessDeniedException'],
    ['arn:aws:batch:us-east-1:730112094417:job/nightly', 'Invalid action'],
  ])('%s fails, and history says why', async (action, error) => {
    const world = await alarmWorld({
      topics: [{name: 'closed', refusesAlarms: true}],
      functions: [{name: 'closed', refusesAlarms: true}],
      alarms: [{...errorsAlarm, onAlarm: [action]}],
    });
    world.put('Errors', -5, [1, 1, 1, 1, 1, 9]);
    await world.pass(minuteMs + 2000);
    const [acted] = world.items('errors');
    expect(acted).toMatchObject({type: 'Action', data: {actionState: 'Failed'}});
    expect(acted?.summary).toMatch(/^Failed to execute action arn:.* Received error: "/u);
    expect(acted?.summary).toContain(error);
    expect(acted?.data).toMatchObject({stateUpdateTimestamp: world.find('errors').transitionedAt()});
  });

  test.each([
    'arn:aws:automate:us-east-1:ec2:stop',
    'arn:aws:swf:us-east-1:730112094417:action/actions/AWS_EC2.InstanceId.Reboot/1.0',
    'arn:aws:autoscaling:us-east-1:730112094417:scalingPolicy:1:autoScalingGroupName/web:policyName/out',
    'arn:aws:ssm:us-east-1:730112094417:opsitem:1',
  ])('%s is carried out in words', async action => {
    const world = await alarmWorld({alarms: [{...errorsAlarm, onAlarm: [action]}]});
    world.put('Errors', -5, [1, 1, 1, 1, 1, 9]);
    await world.pass(minuteMs + 2000);
    expect(world.told('errors').at(-1)).toBe(`12:05 Successfully executed action ${action}`);
  });
});

describe('the topics that alarms page', () => {
  test('count what was published, delivered and not delivered', async () => {
    const world = await alarmWorld({
      topics: [
        {
          name: 'pager',
          subscriptions: [
            {protocol: 'email', endpoint: 'a@example.com'},
            {protocol: 'email', endpoint: 'b@example.com', confirmed: false},
            {protocol: 'sqs', endpoint: 'no-such-queue'},
          ],
        },
      ],
      alarms: [errorsAlarm],
    });
    world.put('Errors', -5, [1, 1, 1, 1, 1, 9]);
    await world.pass(minuteMs + 2000);
    const read = (name: string) =>
      world.published.metrics.minute(
        region,
        {namespace: 'AWS/SNS', name, dimensions: {TopicName: 'pager'}},
        world.find('errors').transitionedAt(),
      )?.sum;
    expect(read('NumberOfMessagesPublished')).toBe(1);
    expect(read('NumberOfNotificationsDelivered')).toBe(1);
    expect(read('NumberOfNotificationsFailed')).toBe(1);
  });
});

describe('actions that are switched off', () => {
  test('nothing runs while they are, nor when they are switched on again', async () => {
    const world = await alarmWorld({alarms: [{...errorsAlarm, actionsEnabled: false}]});
    world.put('Errors', -5, [1, 1, 1, 1, 1, 9, 9, 9, 9]);
    await world.pass(2 * minuteMs);
    world.enableActions(world.find('errors'), true);
    await world.pass(minuteMs);
    expect(world.find('errors').state()).toBe('ALARM');
    expect(world.told('errors')).toEqual([
      '12:05 Alarm updated from OK to ALARM',
      '12:06 Alarm "errors" updated',
    ]);
  });
});
