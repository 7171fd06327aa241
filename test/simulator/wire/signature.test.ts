import {ListMetricsCommand} from '@aws-sdk/client-cloudwatch';
import {ListStreamsCommand} from '@aws-sdk/client-kinesis';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {describe, expect, test} from 'vitest';
import {runningClock} from '../../../source/simulator/clock.ts';
import {clientsOf, served} from './clients.ts';
import {ask, listStreams, scopeOf, signedHeaders, stampOf} from './raw.ts';
import {minuteMs, noon, smallAccount} from './small-account.ts';

describe('what the front door refuses', () => {
  test.each([
    ['nothing signed', {}, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token'],
    [
      'a signature without its parts',
      {authorization: 'AWS4-HMAC-SHA256 Credential=', 'x-amz-date': stampOf(noon)},
      'IncompleteSignatureException',
      /requires 'Credential' parameter\..*requires 'Signature' parameter/,
    ],
    [
      'no date',
      {authorization: signedHeaders(noon).authorization ?? ''},
      'IncompleteSignatureException',
      /'X-Amz-Date' or a 'Date' header/,
    ],
    [
      'a scope that is none',
      signedHeaders(noon, 'SIMULATEDACCESSKEY01/us-east-1'),
      'IncompleteSignatureException',
      /exactly 5 slash-delimited elements/,
    ],
    [
      'another region',
      signedHeaders(noon, scopeOf(noon, 'mars-north-1')),
      'InvalidSignatureException',
      'Credential should be scoped to a valid region.',
    ],
    [
      'another service',
      signedHeaders(noon, scopeOf(noon, 'us-east-1', 'monitoring')),
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'kinesis'.",
    ],
    [
      'another day in the scope',
      signedHeaders(noon, scopeOf(noon - 24 * 60 * minuteMs)),
      'InvalidSignatureException',
      /Date in Credential scope does not match/,
    ],
    [
      'unknown keys',
      signedHeaders(noon, scopeOf(noon, 'us-east-1', 'kinesis', 'AKIASOMEBODYELSE0001')),
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'a date that has passed',
      signedHeaders(noon - 6 * minuteMs),
      'InvalidSignatureException',
      /^Signature expired: 20261127T115800Z is now earlier than 20261127T115900Z \(20261127T120400Z - 5 min\.\)$/,
    ],
    [
      'a date to come',
      signedHeaders(noon + 6 * minuteMs),
      'InvalidSignatureException',
      /^Signature not yet current: 20261127T121000Z is still later than 20261127T120900Z \(20261127T120400Z \+ 5 min\.\)$/,
    ],
  ])('%s', async (_what, headers, name, message) => {
    const answer = await ask(await served(smallAccount()), {headers: {...listStreams, ...headers}});
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({__type: name, message: expect.stringMatching(message)});
  });
});

test('the query protocol has other names for the same refusals, and other statuses', async () => {
  const simulation = await served(smallAccount());
  const form = {'content-type': 'application/x-www-form-urlencoded'};
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const sts = (at: number, region: string, key?: string) =>
    signedHeaders(at, scopeOf(at, region, 'sts', key));
  const answers = [
    await ask(simulation, {headers: form, body}),
    await ask(simulation, {headers: {...form, ...sts(noon, 'mars-north-1')}, body}),
    await ask(simulation, {headers: {...form, ...sts(noon, 'us-east-1', 'AKIANOBODY')}, body}),
    await ask(simulation, {headers: {...form, ...sts(noon - 9 * minuteMs, 'us-east-1')}, body}),
  ];
  expect(answers.map(answer => [answer.status, /<Code>(\w+)</.exec(answer.text)?.[1]])).toEqual([
    [403, 'MissingAuthenticationToken'],
    [403, 'SignatureDoesNotMatch'],
    [403, 'InvalidClientTokenId'],
    [400, 'RequestExpired'],
  ]);
});

test('a presigned request is good for as long as it says', async () => {
  const simulation = await served(smallAccount());
  const presigned = (at: number) =>
    `?${new URLSearchParams({
      Action: 'GetCallerIdentity',
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': scopeOf(at, 'us-east-1', 'sts'),
      'X-Amz-Date': stampOf(at),
      'X-Amz-Expires': '900',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': '0'.repeat(64),
    })}`;
  const get = (query: string) => ask(simulation, {headers: {}, method: 'GET', query});
  const fresh = await get(presigned(noon - 14 * minuteMs));
  expect([fresh.status, fresh.text]).toEqual([
    200,
    expect.stringContaining('<Account>730112094417</Account>'),
  ]);
  const stale = await get(presigned(noon - 21 * minuteMs));
  expect([stale.status, stale.text]).toEqual([400, expect.stringContaining('<Code>RequestExpired</Code>')]);
  const unsigned = await get(presigned(noon).replace(/X-Amz-Date=[^&]*&/, ''));
  expect([unsigned.status, unsigned.text]).toEqual([403, expect.stringContaining('IncompleteSignature')]);
});

test('SDK clients with unknown keys are told so by every service', async () => {
  const {kinesis, cloudwatch, sts} = clientsOf(await served(smallAccount()), {
    accessKeyId: 'AKIASOMEBODYELSE0001',
  });
  const message = 'The security token included in the request is invalid.';
  await expect(kinesis.send(new ListStreamsCommand({}))).rejects.toMatchObject({
    name: 'UnrecognizedClientException',
    message,
  });
  await expect(cloudwatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({message});
  await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'InvalidClientTokenId',
    message,
  });
});

test('at ten thousand times the speed a client still keeps up with the account’s time', async () => {
  const account = {...smallAccount(), clock: runningClock(noon, 10_000)};
  const {kinesis} = clientsOf(await served(account));
  for (let round = 0; round < 5; round += 1) {
    await kinesis.send(new ListStreamsCommand({}));
  }
  expect(account.clock.now()).toBeGreaterThan(noon + 5000);
});
