import {createServer, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, expect, onTestFinished, test, vi} from 'vitest';
import {checkProxySupport} from '../../source/aws/proxy.ts';
import {simulated} from '../simulated.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('requests go through the proxy that the environment names', async () => {
  const {session, monitor, account} = await simulated('calm');
  const hosts = new Set<string>();
  const proxy = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '');
    hosts.add(url.host);
    const {port} = new URL(account.endpoint);
    const onward = {host: '127.0.0.1', port, method: incoming.method, headers: incoming.headers};
    incoming.pipe(
      request({...onward, path: url.pathname}, answer => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  await new Promise<void>(resolve => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  vi.stubEnv('NO_PROXY', '');
  const snapshot = await monitor([session({endpoint: 'http://aws.example'})]).once();
  expect(snapshot.kinesis?.state).toBe('fresh');
  expect([...hosts]).toEqual(['aws.example']);
});

test('a Node that cannot use a proxy says so instead of passing it by', () => {
  const env = {HTTPS_PROXY: 'http://proxy.example:3128'};
  expect(() => checkProxySupport(env, '22.12.0')).toThrow(/HTTPS_PROXY is set.*22\.21/);
  expect(() => checkProxySupport(env, '22.21.0')).not.toThrow();
  expect(() => checkProxySupport(env, '26.10.0')).not.toThrow();
  expect(() => checkProxySupport({}, '22.12.0')).not.toThrow();
});
