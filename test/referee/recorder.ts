import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';

export type Exchange = {
  /** Of the target, the action or the path: `Kinesis_20131202.ListStreams`, `GetCallerIdentity`, `GET /…`. */
  readonly target: string;
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
};

export type Recorder = {
  readonly endpoint: string;
  readonly exchanges: readonly Exchange[];
  readonly close: () => Promise<void>;
};

/** Stands between a client and an account, changes nothing, and remembers what the account said. */
export async function record(endpoint: string): Promise<Recorder> {
  const exchanges: Exchange[] = [];
  const server = createServer(async (request, response) => {
    const asked = await bodyOf(request);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) {
      const passed =
        name !== 'connection' && name !== 'content-length' && name !== 'expect' && name !== 'host';
      if (passed && typeof value === 'string') headers.set(name, value);
    }
    const answer = await fetch(`${endpoint}${request.url}`, {
      method: request.method ?? 'POST',
      headers,
      redirect: 'manual',
      ...(request.method === 'GET' || request.method === 'HEAD' ? {} : {body: asked}),
    });
    const body = await answer.text();
    const target = request.headers['x-amz-target'];
    exchanges.push({
      target: typeof target === 'string' ? target : targetOf(request, asked),
      status: answer.status,
      body,
      headers: answer.headers,
    });
    const said = Object.fromEntries(
      [...answer.headers].filter(([name]) => name !== 'connection' && name !== 'keep-alive'),
    );
    response.writeHead(answer.status, said);
    response.end(body);
  });
  const {promise, resolve} = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    close: async () => {
      server.closeAllConnections();
      await new Promise(closed => server.close(closed));
    },
  };
}

function targetOf({method, url = '/'}: IncomingMessage, asked: Buffer): string {
  const action = new URLSearchParams(asked.toString()).get('Action');
  return action ?? `${method} ${new URL(url, 'http://account').pathname}`;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request as AsyncIterable<Buffer<ArrayBuffer>>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
