import {gzipSync} from 'node:zlib';
import {expect, test} from 'vitest';
import {clientsOf, served} from './clients.ts';
import {ask, listStreams, scopeOf, signedHeaders} from './raw.ts';
import {noon, smallAccount} from './small-account.ts';

const signed = signedHeaders(noon);

test.each([
  ['an operation that is not served', {'x-amz-target': 'Kinesis_20131202.Nothing'}],
  ['an operation that is a word of the language', {'x-amz-target': 'Kinesis_20131202.toString'}],
  ['a service that is not served', {'x-amz-target': 'DynamoDB_20120810.ListTables'}],
  ['no target at all', {}],
])('%s is unknown', async (_what, headers) => {
  const answer = await ask(await served(smallAccount()), {
    headers: {'content-type': 'application/x-amz-json-1.1', ...signed, ...headers},
  });
  expect([answer.status, answer.json().__type]).toEqual([400, 'UnknownOperationException']);
});

test.each(['{', '[]', '"text"', 'null'])('the body %s is no request', async body => {
  const answer = await ask(await served(smallAccount()), {headers: {...listStreams, ...signed}, body});
  expect([answer.status, answer.json().__type]).toEqual([400, 'SerializationException']);
});

test('no body is an empty request', async () => {
  const answer = await ask(await served(smallAccount()), {headers: {...listStreams, ...signed}, body: ''});
  expect(answer.status).toBe(200);
});

test('a body that says gzip and is not is refused; one that is, is unpacked', async () => {
  const {endpoint} = await served(smallAccount());
  const headers = {...listStreams, ...signed, 'content-encoding': 'gzip'};
  const statusOf = async (body: string | Buffer<ArrayBuffer>) =>
    (await fetch(endpoint, {method: 'POST', headers, body})).status;
  expect(await statusOf('plain')).toBe(400);
  expect(await statusOf(Buffer.from(gzipSync('{}')))).toBe(200);
});

test('a body over the limit of its service is refused, packed or not', async () => {
  const simulation = await served(smallAccount());
  const cloudwatch = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'GraniteServiceVersion20100801.ListMetrics',
    ...signedHeaders(noon, scopeOf(noon, 'us-east-1', 'monitoring')),
  };
  const body = JSON.stringify({Namespace: 'x'.repeat(2 * 1024 * 1024)});
  expect((await ask(simulation, {headers: cloudwatch, body})).status).toBe(413);
  const bomb = Buffer.from(gzipSync(Buffer.alloc(32 * 1024 * 1024)));
  const packed = await fetch(simulation.endpoint, {
    method: 'POST',
    headers: {...cloudwatch, 'content-encoding': 'gzip'},
    body: bomb,
  });
  expect(packed.status).toBe(413);
});

test('an error of CloudWatch carries its older name for clients that ask for it', async () => {
  const simulation = await served(smallAccount());
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData',
    ...signedHeaders(noon, scopeOf(noon, 'us-east-1', 'monitoring')),
  };
  const without = await ask(simulation, {headers});
  const asked = await ask(simulation, {headers: {...headers, 'x-amzn-query-mode': 'true'}});
  expect(asked.json().__type).toBe('MissingRequiredParameterException');
  expect(asked.headers.get('x-amzn-query-error')).toBe('MissingParameter;Sender');
  expect(without.headers.get('x-amzn-query-error')).toBeNull();
});

test('an account that is closed ends connections that clients keep open', async () => {
  const simulation = await served(smallAccount());
  const {kinesis} = clientsOf(simulation);
  await fetch(simulation.endpoint);
  await simulation.close();
  await expect(fetch(simulation.endpoint)).rejects.toThrow();
  kinesis.destroy();
});

test('only loopback can reach the account', async () => {
  const {endpoint} = await served(smallAccount());
  expect(new URL(endpoint).hostname).toBe('127.0.0.1');
});
