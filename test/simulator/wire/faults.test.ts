import {GetMetricDataCommand, ListMetricsCommand} from '@aws-sdk/client-cloudwatch';
import {ListShardsCommand, ListStreamsCommand} from '@aws-sdk/client-kinesis';
import {GetCallerIdentityCommand} from '@aws-sdk/client-sts';
import {describe, expect, test} from 'vitest';
import {createFaultSwitch} from '../../../source/simulator/wire/faults.ts';
import {clientsOf, served} from './clients.ts';
import {minuteMs, smallAccount} from './small-account.ts';

const list = () => new ListStreamsCommand({});

describe('errors', () => {
  test.each([
    [{kind: 'throttle'}, 'ThrottlingException', 400, 'Rate exceeded'],
    [
      {kind: 'throttle', code: 'LimitExceededException'},
      'LimitExceededException',
      400,
      'The request was refused.',
    ],
    [{kind: 'error'}, 'InternalFailure', 500, /unknown error/],
    [{kind: 'error', status: 503}, 'ServiceUnavailable', 503, /unavailable/],
    [
      {kind: 'error', code: 'ExpiredTokenException'},
      'ExpiredTokenException',
      400,
      /token included in the request is expired/,
    ],
    [
      {kind: 'error', code: 'AccessDeniedException'},
      'AccessDeniedException',
      400,
      /^User: arn:aws:iam::730112094417:user\/on-call is not authorized to perform: kinesis:ListStreams on resource: \*/,
    ],
    [{kind: 'error', code: 'Made', message: 'up', status: 418}, 'Made', 418, 'up'],
  ] as const)('%o', async (fault, name, httpStatusCode, message) => {
    const simulation = await served(smallAccount());
    simulation.faults.set([fault]);
    const {kinesis} = clientsOf(simulation);
    const wanted = {name, message: expect.stringMatching(message), $metadata: {httpStatusCode}};
    await expect(kinesis.send(list())).rejects.toMatchObject(wanted);
    simulation.faults.clear();
    await expect(kinesis.send(list())).resolves.toBeDefined();
  });

  test('each service says them in its own protocol', async () => {
    const simulation = await served(smallAccount());
    const {cloudwatch, sts} = clientsOf(simulation);
    simulation.faults.set([
      {kind: 'throttle', operation: 'cloudwatch:*'},
      {kind: 'error', code: 'ExpiredTokenException'},
    ]);
    await expect(cloudwatch.send(new ListMetricsCommand({}))).rejects.toMatchObject({
      name: 'Throttling',
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({name: 'ExpiredToken'});
  });

  test('a fault that is over after two requests is what a retry is for', async () => {
    const simulation = await served(smallAccount());
    const {kinesis} = clientsOf(simulation, {maxAttempts: 3});
    simulation.faults.set([{kind: 'error', status: 500, times: 2}]);
    const answer = await kinesis.send(list());
    expect(answer.$metadata.attempts).toBe(3);
  });
});

describe('connections', () => {
  test('one that is cut in the middle of the body is no answer', async () => {
    const simulation = await served(smallAccount());
    const {kinesis} = clientsOf(simulation);
    simulation.faults.set([{kind: 'cut', times: 1}]);
    await expect(kinesis.send(list())).rejects.toThrow();
    await expect(kinesis.send(list())).resolves.toBeDefined();
  });

  test('one that never answers ends when the client or the account gives up', async () => {
    const simulation = await served(smallAccount());
    const {kinesis} = clientsOf(simulation);
    simulation.faults.set([{kind: 'hang'}]);
    const impatient = new AbortController();
    const given = kinesis.send(list(), {abortSignal: impatient.signal});
    const waiting = kinesis.send(list());
    const outcomes = Promise.allSettled([given, waiting]);
    await askedFor(simulation.endpoint, 'kinesis:ListStreams', 2);
    impatient.abort();
    await expect(given).rejects.toMatchObject({name: 'AbortError'});
    await simulation.close();
    expect((await outcomes).map(outcome => outcome.status)).toEqual(['rejected', 'rejected']);
  });

  test('a slow answer takes its time on the account’s clock', async () => {
    const account = smallAccount();
    const simulation = await served(account);
    const {kinesis} = clientsOf(simulation);
    simulation.faults.set([{kind: 'slow', seconds: 30, operation: 'kinesis:ListStreams'}]);
    let answered = false;
    const slow = kinesis.send(list()).then(() => {
      answered = true;
    });
    await expect(kinesis.send(new ListShardsCommand({StreamName: 'x'}))).rejects.toThrow('not found');
    await askedFor(simulation.endpoint, 'kinesis:ListStreams', 1);
    expect(answered).toBe(false);
    account.clock.advance(30_000);
    await slow;
  });
});

describe('when', () => {
  test('faults of a scenario come and go with its time', async () => {
    const account = smallAccount({
      faults: [{kind: 'throttle', operation: 'kinesis:ListStreams', fromSecond: 60, untilSecond: 120}],
    });
    const {kinesis} = clientsOf(await served(account));
    const now = async () => (await kinesis.send(list()).catch((error: Error) => error)) instanceof Error;
    const seen = [await now()];
    account.clock.advance(minuteMs);
    seen.push(await now());
    account.clock.advance(minuteMs);
    seen.push(await now());
    expect(seen).toEqual([false, true, false]);
  });

  test('a fault strikes the operations that it names', () => {
    const faults = createFaultSwitch(() => 0);
    const struck = (operation: string) =>
      ['kinesis:ListStreams', 'kinesis:ListShards', 'sts:GetCallerIdentity'].filter(name => {
        faults.set([{kind: 'hang', operation}]);
        return faults.strike(name) !== undefined;
      });
    expect(struck('kinesis:ListShards')).toEqual(['kinesis:ListShards']);
    expect(struck('kinesis:*')).toEqual(['kinesis:ListStreams', 'kinesis:ListShards']);
    expect(struck('*')).toHaveLength(3);
  });
});

test('faults and time are steered from outside, too', async () => {
  const account = smallAccount();
  const simulation = await served(account);
  const control = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${simulation.endpoint}/_hotshard/${path}`, {
      method,
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    return {status: answer.status, body: await answer.json()};
  };
  const {cloudwatch} = clientsOf(simulation);
  const get = () =>
    cloudwatch.send(
      new GetMetricDataCommand({MetricDataQueries: [], StartTime: new Date(), EndTime: new Date()}),
    );

  expect(await control('POST', 'faults', {faults: [{kind: 'throttle'}]})).toEqual({
    status: 200,
    body: {faults: 1},
  });
  await expect(get()).rejects.toMatchObject({name: 'Throttling'});
  expect(await control('DELETE', 'faults')).toEqual({status: 200, body: {faults: 0}});
  await expect(get()).rejects.toMatchObject({name: 'ValidationException'});
  expect(await control('POST', 'clock', {advanceSeconds: 90})).toEqual({
    status: 200,
    body: {now: '2026-11-27T12:05:30.000Z'},
  });
  expect((await control('GET', 'requests')).body).toEqual({'cloudwatch:GetMetricData': 2});

  expect(await control('POST', 'faults', {faults: [{kind: 'earthquake'}]})).toMatchObject({status: 400});
  expect(await control('POST', 'faults', [])).toMatchObject({status: 400});
  expect(await control('POST', 'clock', {advanceSeconds: -1})).toMatchObject({status: 400});
  expect(await control('GET', 'nothing')).toMatchObject({status: 404});
});

/** Until the account has been asked so often. */
async function askedFor(endpoint: string, operation: string, times: number): Promise<void> {
  for (;;) {
    const counts = (await (await fetch(`${endpoint}/_hotshard/requests`)).json()) as Record<string, number>;
    if ((counts[operation] ?? 0) >= times) return;
  }
}
