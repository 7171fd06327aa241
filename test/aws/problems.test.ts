import {mkdtemp, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {credentialChain} from '../../source/aws/credentials.ts';
import {simulated} from '../simulated.ts';

/** No credentials but those that a test names, and no metadata service. */
beforeEach(async () => {
  const home = await mkdtemp(join(tmpdir(), 'hotshard-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  vi.stubEnv('HOME', home);
  vi.stubEnv('AWS_CONFIG_FILE', join(home, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(home, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const partOf = (snapshot: {
  sources: readonly {parts: Record<string, {state: string; problem: string | null}>}[];
}) => snapshot.sources[0]?.parts.kinesis;

test('without credentials the part has failed, and one sentence says what to do', async () => {
  const {monitor, session} = await simulated();
  const snapshot = await monitor([session({credentials: credentialChain(undefined)})]).once();
  expect(snapshot.status).toBe('unknown');
  expect(partOf(snapshot)).toMatchObject({
    state: 'failed',
    problem: expect.stringMatching(/^No AWS credentials were found: .*--profile.*\.$/),
  });
});

test('a profile that gives no credentials is named', async () => {
  const {monitor, session} = await simulated();
  const watched = session({profile: 'prod', credentials: credentialChain('prod')});
  const snapshot = await monitor([watched]).once();
  expect(partOf(snapshot)?.problem).toMatch(/^Profile prod gives no credentials/);
});

test('credentials that appear while the console is open are found at the next refresh', async () => {
  const {monitor, session, account} = await simulated('calm');
  const watching = monitor([session({credentials: credentialChain(undefined)})]);
  expect(partOf(await watching.once())?.state).toBe('failed');
  await writeFile(
    process.env.AWS_SHARED_CREDENTIALS_FILE ?? '',
    `[default]\naws_access_key_id=${account.accessKeyId}\naws_secret_access_key=${account.secretAccessKey}\n`,
  );
  expect(partOf(await watching.once())?.state).toBe('fresh');
});

test('a session that expires says so, keeps what it knew, and goes on after a login', async () => {
  const {monitor, account, clock} = await simulated('calm');
  const watching = monitor();
  const before = await watching.once();
  account.faults.set([{kind: 'error', code: 'ExpiredTokenException'}]);
  clock.advance(120_000);
  const expired = await watching.once();
  expect(partOf(expired)).toMatchObject({state: 'expired', problem: expect.stringContaining('log in again')});
  expect(expired.kinesis?.streams).toHaveLength(before.kinesis?.streams.length ?? -1);
  account.faults.clear();
  clock.advance(60_000);
  expect(partOf(await watching.once())?.state).toBe('fresh');
});

test('where CloudWatch is denied, streams are listed and their numbers say denied', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'error', operation: 'cloudwatch:*', code: 'AccessDeniedException'}]);
  const snapshot = await monitor().once();
  expect(snapshot.status).toBe('unknown');
  expect(partOf(snapshot)).toMatchObject({
    state: 'partial',
    problem: expect.stringContaining('cloudwatch:GetMetricData'),
  });
  const [stream] = snapshot.kinesis?.streams ?? [];
  expect(stream?.openShards).toBeGreaterThan(0);
  expect(stream).toMatchObject({inBytesPerSecond: null, missing: {inBytesPerSecond: 'denied'}});
});

test('where Kinesis is denied, the part says denied', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'error', operation: 'kinesis:*', code: 'AccessDeniedException'}]);
  expect(partOf(await monitor().once())?.state).toBe('denied');
});

test('throttled without end, the part says throttled', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'throttle', operation: 'kinesis:ListStreams'}]);
  expect(partOf(await monitor().once())).toMatchObject({
    state: 'throttled',
    problem: expect.stringContaining('more slowly'),
  });
});

test('an endpoint that is down is named', async () => {
  const {monitor, session} = await simulated('calm');
  const snapshot = await monitor([session({endpoint: 'http://127.0.0.1:1'})]).once();
  expect(partOf(snapshot)).toMatchObject({
    state: 'failed',
    problem: 'Cannot reach http://127.0.0.1:1: nothing answers there.',
  });
});

test('a region that the account does not have is named', async () => {
  const {monitor, session} = await simulated('calm');
  const snapshot = await monitor([session({region: 'us-esat-1'})]).once();
  expect(partOf(snapshot)).toMatchObject({state: 'failed', problem: expect.stringContaining('us-esat-1')});
});

test('a connection cut in the middle of an answer is tried again', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'cut', operation: 'kinesis:ListStreams', times: 1}]);
  expect(partOf(await monitor().once())?.state).toBe('fresh');
});

test('one region that cannot be read does not hide the other', async () => {
  const {monitor, session} = await simulated('calm');
  const snapshot = await monitor([session(), session({region: 'us-esat-1'})]).once();
  expect(snapshot.kinesis).toMatchObject({state: 'partial'});
  expect(snapshot.kinesis?.streams.length).toBeGreaterThan(0);
  expect(snapshot.sources.map(({region, parts}) => [region, parts.kinesis?.state])).toEqual([
    ['us-east-1', 'fresh'],
    ['us-esat-1', 'failed'],
  ]);
});

test('a metadata service that never answers is waited for no longer than two seconds', async () => {
  const server = createServer(() => {});
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', undefined);
  vi.stubEnv(
    'AWS_EC2_METADATA_SERVICE_ENDPOINT',
    `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
  );
  const began = performance.now();
  await expect(credentialChain(undefined)()).rejects.toThrow();
  expect(performance.now() - began).toBeLessThan(2_500);
});

test('a line break in a pasted token is said in a sentence', async () => {
  const {monitor, session} = await simulated('calm');
  const credentials = async () => ({accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'pasted\r'});
  expect(partOf(await monitor([session({credentials})]).once())?.problem).toMatch(/line break/);
});

test('what SQS refuses for the moment, with the status of a missing permission, is not called a denial', async () => {
  const {monitor, account} = await simulated('calm');
  account.faults.set([{kind: 'error', code: 'RequestThrottled', status: 403, operation: 'sqs:ListQueues'}]);
  const snapshot = await monitor().once();
  expect(snapshot.sources[0]?.parts.queues).toMatchObject({state: 'throttled'});
});
