import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {expect, onTestFinished, test} from 'vitest';
import type {Clients} from '../../source/aws/clients.ts';
import {Session} from '../../source/aws/session.ts';
import {systemClock} from '../../source/clock.ts';

const minuteMs = 60_000;

/** An S3 without buckets, on a machine whose clock is this much before ours; and what it was told of the time. */
async function s3Elsewhere(aheadMs: number) {
  const signedAt: number[] = [];
  const server = createServer((request, answer) => {
    const [, year, month, day, hour, minute, second] =
      /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(request.headers['x-amz-date'])) ?? [];
    signedAt.push(Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`));
    answer.setHeader('date', new Date(systemClock.now() + aheadMs).toUTCString());
    answer.end('<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>');
  });
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const stop = new AbortController();
  const {port} = server.address() as AddressInfo;
  const session = new Session({
    profile: undefined,
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: async () => ({accessKeyId: 'KEY', secretAccessKey: 'SECRET'}),
    clock: systemClock,
    log: () => {},
    signal: stop.signal,
  });
  onTestFinished(() => {
    stop.abort();
    session.close();
    server.close();
  });
  const behindMs = () => systemClock.now() + aheadMs - (signedAt.at(-1) ?? Number.NaN);
  return {session, behindMs};
}

async function listBuckets(clients: Clients): Promise<void> {
  const {ListBucketsCommand} = await import('@aws-sdk/client-s3');
  const s3 = await clients.s3();
  await s3.send(new ListBucketsCommand({}));
}

test.each([-20, 0, 20])(
  'on a machine whose clock is %i minutes off, what may be sent only once is signed with the time that AWS told others',
  async minutes => {
    const {session, behindMs} = await s3Elsewhere(minutes * minuteMs);
    await listBuckets(session.clients);
    await listBuckets(session.once.clients);
    expect(Math.abs(behindMs())).toBeLessThan(minuteMs);
  },
);
