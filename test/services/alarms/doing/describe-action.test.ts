import {expect, test} from 'vitest';
import {describeAction} from '../../../../source/services/alarms/doing/describe-action.ts';

test.each([
  ['arn:aws:sns:us-east-1:123456789012:pager-primary', 'pages topic pager-primary', 'pages'],
  [
    'arn:aws:lambda:us-east-1:123456789012:function:open-incident:live',
    'runs function open-incident:live',
    'destructive',
  ],
  ['arn:aws:automate:us-east-1:ec2:stop', 'stops instance i-0abc', 'destructive'],
  ['arn:aws:automate:us-east-1:ec2:recover', 'recovers instance i-0abc', 'destructive'],
  [
    'arn:aws:swf:us-east-1:123456789012:action/actions/AWS_EC2.InstanceId.Terminate/1.0',
    'terminates instance i-0abc',
    'destructive',
  ],
  [
    'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:6c9e:autoScalingGroupName/web:policyName/out',
    'scales web by out',
    'destructive',
  ],
  [
    'arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:6c9e:resource/ecs/service/shop/api:policyName/up',
    'scales ecs/service/shop/api by up',
    'destructive',
  ],
  [
    'arn:aws:ssm:us-east-1:123456789012:opsitem:2#CATEGORY=Availability',
    'opens an OpsItem of severity 2',
    'records',
  ],
  [
    'arn:aws:ssm-incidents::123456789012:responseplan/database',
    'opens an incident (database)',
    'destructive',
  ],
  ['arn:aws:aiops:us-east-1:123456789012:investigation-group:abc', 'starts an investigation', 'records'],
  ['arn:aws-cn:sns:cn-north-1:123456789012:wecha', 'pages topic wecha', 'pages'],
  [
    'arn:aws:fax:us-east-1:123456789012:machine',
    'runs arn:aws:fax:us-east-1:123456789012:machine',
    'unknown',
  ],
  ['sns', 'runs sns', 'unknown'],
])('%s', (arn, does, risk) => {
  expect(describeAction(arn, {InstanceId: 'i-0abc'})).toMatchObject({does, risk});
});

test('an EC2 action without an instance says whose it would be', () => {
  expect(describeAction('arn:aws:automate:us-east-1:ec2:stop').does).toBe(
    'stops instance (the one that its metric names)',
  );
});
