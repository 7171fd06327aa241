import {expect, test} from 'vitest';
import {explain} from '../../source/aws/problem.ts';

const to = {operation: 'kinesis:SplitShard', region: 'us-east-1', profile: undefined, endpoint: undefined};
const failure = (about: object) => Object.assign(new Error('it failed'), about);

test.each([
  [{code: 'ECONNRESET'}],
  [{code: 'EHOSTUNREACH'}],
  [{code: 'ENETDOWN'}],
  [{code: 'ERR_STREAM_PREMATURE_CLOSE'}],
  [{name: 'TimeoutError'}],
  [{name: 'SyntaxError', $metadata: {httpStatusCode: 200}}],
  [{name: 'InternalFailure', $metadata: {httpStatusCode: 500}}],
])('after %j nobody can say whether a write was carried out', about => {
  expect(explain(failure(about), to).uncertain).toBe(true);
});

test.each([
  [{code: 'ECONNREFUSED'}],
  [{code: 'ENOTFOUND', hostname: 'kinesis.example'}],
  [{name: 'CredentialsProviderError'}],
  [{code: 'ERR_INVALID_CHAR'}],
  [{name: 'ResourceInUseException', $metadata: {httpStatusCode: 400}}],
  [{name: 'AccessDeniedException', $metadata: {httpStatusCode: 403}}],
])('after %j it was certainly not', about => {
  expect(explain(failure(about), to).uncertain).toBeUndefined();
});
