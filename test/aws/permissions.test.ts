import {expect, test} from 'vitest';
import {operations, permissionOf} from '../../source/aws/operations.ts';
import {explain} from '../../source/aws/problem.ts';
import {iamActions} from '../../source/simulator/wire/rest-xml/routes.ts';

test('a refusal names what IAM calls the operation, which for S3 is seldom its own name', () => {
  const names = Object.keys(operations).filter(name => name.startsWith('s3:'));
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) {
    const own = name.slice('s3:'.length);
    expect(permissionOf(name)).toBe(`s3:${iamActions[own] ?? own}`);
  }
  expect(permissionOf('sqs:SendMessageBatch')).toBe('sqs:SendMessage');
  expect(permissionOf('kinesis:SplitShard')).toBe('kinesis:SplitShard');
});

test('of what is encrypted, it names the permission on the key where AWS says that this is the one that lacks', () => {
  const to = {operation: 's3:GetObject', region: 'us-east-1', profile: undefined, endpoint: undefined};
  const refused = (message: string) =>
    explain(Object.assign(new Error(message), {name: 'AccessDenied', $metadata: {httpStatusCode: 403}}), to);
  const user = 'User: arn:aws:iam::730112094417:user/ana is not authorized to perform:';
  expect(refused(`${user} kms:Decrypt on resource: arn:aws:kms:us-east-1:730112094417:key/1`).sentence).toBe(
    'Not allowed: s3:GetObject in us-east-1. Ask for the permission kms:Decrypt; the rest keeps working.',
  );
  expect(refused(`${user} s3:GetObject on resource: arn:aws:s3:::reports/a`).sentence).toBe(
    'Not allowed: s3:GetObject in us-east-1. Ask for that permission; the rest keeps working.',
  );
});
