import {createServer, type IncomingMessage, request as open, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {buffer} from 'node:stream/consumers';

/** Where a request of the program that is to be killed is: AWS has not seen it, has carried it out, has answered. */
export const phases = ['before', 'carried out', 'answered'] as const;
export type Phase = (typeof phases)[number];

export type Passing = {readonly operation: string; readonly phase: Phase; readonly entries: number};

export type Proxy = {
  readonly endpoint: string;
  /** When the account has done everything that reached it. */
  readonly settled: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Stands between a program and an account. `at` is asked at each phase: what it answers `false` to goes no further. */
export async function proxyTo(account: string, at: (passing: Passing) => Promise<boolean>): Promise<Proxy> {
  const passing = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    const passed = pass(incoming, outgoing, account, at).catch(() => void outgoing.destroy());
    passing.add(passed);
    passed.finally(() => passing.delete(passed));
  });
  const {promise, resolve} = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    settled: async () => {
      await Promise.all(passing);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}

async function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  account: string,
  at: (passing: Passing) => Promise<boolean>,
): Promise<void> {
  const asked = await buffer(incoming);
  const operation = String(incoming.headers['x-amz-target']).replace(/^.*\./, '');
  const {Entries: entries = []} = JSON.parse(asked.toString() || '{}');
  const passing = (phase: Phase) => at({operation, phase, entries: entries.length});
  if (!(await passing('before'))) return void outgoing.destroy();
  const {status, headers, body} = await forwarded(incoming, asked, account);
  if (!(await passing('carried out'))) return void outgoing.destroy();
  outgoing.writeHead(status, headers);
  outgoing.end(body);
  await passing('answered');
}

async function forwarded(incoming: IncomingMessage, asked: Buffer, account: string) {
  const {promise, resolve, reject} = Promise.withResolvers<IncomingMessage>();
  // The host stays the one that was signed.
  const sending = open(account, {
    method: incoming.method ?? 'POST',
    path: incoming.url ?? '/',
    headers: incoming.headers,
  });
  sending.on('response', resolve);
  sending.on('error', reject);
  sending.end(asked);
  const answer = await promise;
  return {status: answer.statusCode ?? 500, headers: answer.headers, body: await buffer(answer)};
}
