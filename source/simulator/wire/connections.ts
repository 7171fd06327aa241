import {createServer as createHttp1, type IncomingMessage, type ServerResponse} from 'node:http';
import {createServer as createHttp2, type Http2ServerRequest, type Http2ServerResponse} from 'node:http2';
import {type AddressInfo, createServer, type Socket} from 'node:net';

export type Incoming = IncomingMessage | Http2ServerRequest;
export type Outgoing = ServerResponse | Http2ServerResponse;
export type Handler = (request: Incoming, response: Outgoing) => void;

export type Listener = {readonly port: number; readonly close: () => Promise<void>};

/**
 * Listens on loopback for HTTP/1.1, and for HTTP/2 by clients that know beforehand that they may speak it: the
 * Kinesis client of the JavaScript SDK does so on plain http.
 */
export async function listen(handler: Handler, port: number): Promise<Listener> {
  // Longer than any client keeps an idle connection, so that no request meets a closing one.
  const http1 = createHttp1({keepAliveTimeout: 120_000}, handler);
  const http2 = createHttp2(handler);
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('readable', () => {
      const first: Buffer | null = socket.read();
      if (!first) return;
      socket.unshift(first);
      const target = first.toString('latin1', 0, 3) === 'PRI' ? http2 : http1;
      target.emit('connection', socket);
    });
  });
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, '127.0.0.1', resolve);
  await promise;
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      for (const socket of sockets) socket.destroy();
      await closed.promise;
    },
  };
}

/** Ends the connection without another word. */
export function cutConnection(response: Outgoing): void {
  if ('stream' in response) response.stream.session?.destroy();
  else response.socket?.destroy();
}
