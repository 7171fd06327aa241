import {ListEventSourceMappingsCommand} from '@aws-sdk/client-lambda';
import {expect, test} from 'vitest';
import {AwsError} from '../../../source/simulator/operation.ts';
import {clientsOf, served} from './clients.ts';
import {scopeOf, signedHeaders} from './raw.ts';
import {noon, smallAccount} from './small-account.ts';

const path = '/2015-03-31/event-source-mappings';

const account = () =>
  smallAccount({
    lambda: {
      ListEventSourceMappings: input => {
        if (input.MaxItems === 13) throw new AwsError('InvalidParameterValueException', 'Not that many');
        return {EventSourceMappings: [{UUID: JSON.stringify(input), LastModified: noon / 1000}]};
      },
    },
  });

test('a Lambda client finds its operation by path, and what it asks for in the query', async () => {
  const {lambda} = clientsOf(await served(account()));
  const answer = await lambda.send(
    new ListEventSourceMappingsCommand({EventSourceArn: 'arn:aws:kinesis:a/b', MaxItems: 7}),
  );
  expect(JSON.parse(answer.EventSourceMappings?.[0]?.UUID ?? '')).toEqual({
    EventSourceArn: 'arn:aws:kinesis:a/b',
    MaxItems: 7,
  });
  expect(answer.EventSourceMappings?.[0]?.LastModified).toEqual(new Date(noon));
});

test('older clients end the path with a slash', async () => {
  const {endpoint} = await served(account());
  const headers = signedHeaders(noon, scopeOf(noon, 'us-east-1', 'lambda'));
  expect((await fetch(`${endpoint}${path}/`, {headers})).status).toBe(200);
  expect((await fetch(`${endpoint}${path}/none/`, {headers})).status).not.toBe(200);
});

test('errors come with the name and the status that Lambda has for them', async () => {
  const simulation = await served(account());
  const {lambda} = clientsOf(simulation);
  const ask = (input = {}) => lambda.send(new ListEventSourceMappingsCommand(input));
  await expect(ask({MaxItems: 13})).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: 'Not that many',
    $metadata: {httpStatusCode: 400},
  });
  simulation.faults.set([{kind: 'throttle', times: 1}]);
  await expect(ask()).rejects.toMatchObject({
    name: 'TooManyRequestsException',
    $metadata: {httpStatusCode: 429},
  });
  simulation.faults.set([{kind: 'error', code: 'AccessDeniedException', times: 1}]);
  await expect(ask()).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: lambda:ListEventSourceMappings'),
    $metadata: {httpStatusCode: 403},
  });
});

test('a request that is signed for another service is refused', async () => {
  const {endpoint} = await served(account());
  const answer = await fetch(`${endpoint}${path}`, {headers: signedHeaders(noon)});
  expect(answer.status).toBe(403);
  expect(answer.headers.get('x-amzn-errortype')).toBe('InvalidSignatureException');
});
