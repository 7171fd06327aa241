import {readBody} from './body.ts';
import {cutConnection, type Incoming, type Outgoing} from './connections.ts';
import type {WireAnswer, WireRequest} from './message.ts';

export async function readRequest(incoming: Incoming): Promise<WireRequest> {
  const sent = incoming.url ?? '/';
  const url = locate(sent);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return {
    method: incoming.method ?? 'GET',
    path: url.pathname,
    url: sent,
    query: url.searchParams,
    headers: Object.fromEntries(headers),
    body: await readBody(incoming),
  };
}

/** A path that starts with two slashes is no host; what no URL can be read from is only its path. */
const locate = (sent: string): URL => new URL(sent.replace(/^\/+/, '/'), 'http://account');

export type Sending = {
  readonly requestId: string;
  /** What the account's clock shows: clients learn the time from it. */
  readonly date: number;
  /** End the connection half-way through the body; where there is none, before the answer. */
  readonly cut: boolean;
};

export function send(answer: WireAnswer, outgoing: Outgoing, {requestId, date, cut}: Sending): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  outgoing.statusCode = answer.status;
  // What answers HEAD says how long the body would have been.
  if (answer.status !== 204) outgoing.setHeader('content-length', body.length);
  for (const [name, value] of Object.entries(answer.headers)) outgoing.setHeader(name, value);
  outgoing.setHeader('date', new Date(date).toUTCString());
  // S3 has a name of its own for it, and knows no other.
  if (answer.headers['x-amz-request-id'] === undefined) outgoing.setHeader('x-amzn-requestid', requestId);
  if (!cut) {
    outgoing.end(body);
    return;
  }
  // Of an answer without a body the head is all there is, and it must not arrive.
  if (body.length === 0) {
    cutConnection(outgoing);
    return;
  }
  const half = body.subarray(0, Math.ceil(body.length / 2));
  const end = () => cutConnection(outgoing);
  if ('stream' in outgoing) outgoing.stream.write(half, end);
  else outgoing.write(half, end);
}
