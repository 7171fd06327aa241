import {once} from 'node:events';
import {createServer} from 'node:http';
import {S3Client} from '@aws-sdk/client-s3';
import {onTestFinished} from 'vitest';
import type {Request, Work} from '../../../../source/actions/action.ts';
import {explain} from '../../../../source/aws/problem.ts';
import type {Sender} from '../../../../source/aws/session.ts';
import {
  ReportCount,
  type ReportEnd,
  type ReportStanding,
} from '../../../../source/services/buckets/inventory/count.ts';
import type {Report} from '../../../../source/services/buckets/inventory/report.ts';
import {checksumOf, columns} from './written.ts';

const at = Date.UTC(2026, 10, 26, 1);
const missing = '<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>';
const changed =
  '<Error><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions did not hold</Message></Error>';
const slow = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';

type Stored = {
  readonly format?: Report['format'];
  /** As they are in the bucket; undefined: not there. */
  readonly files: readonly (Uint8Array | undefined)[];
  /** What the manifest says of them, where it says something else. */
  readonly manifest?: {readonly checksum?: string; readonly bytes?: number};
  /** So many requests are refused first. */
  readonly slowDowns?: number;
  /** The ETag that a request gets, by how many came before it. */
  readonly tag?: (before: number) => string;
  readonly prefix?: string;
  readonly onStanding?: (standing: ReportStanding, stop: () => void) => void;
};

export type Counted = {
  readonly end: ReportEnd;
  readonly standing: ReportStanding;
  readonly sleeps: readonly number[];
};

/** Counts a report that lies at an S3 of these few files, over HTTP. */
export async function counted(stored: Stored): Promise<Counted> {
  const {files, manifest = {}, prefix = '', format = 'CSV'} = stored;
  let refusals = stored.slowDowns ?? 0;
  let asked = 0;
  const server = createServer((request, response) => {
    const etag = `"${stored.tag?.(asked) ?? 'same'}"`;
    asked += 1;
    if (![undefined, etag].includes(request.headers['if-match'])) {
      response.writeHead(412).end(changed);
      return;
    }
    if (refusals > 0) {
      refusals -= 1;
      response.writeHead(503).end(slow);
      return;
    }
    const file = files[Number(/(\d+)\?/.exec(request.url ?? '')?.[1])];
    if (!file) {
      response.writeHead(404).end(missing);
      return;
    }
    const range = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '');
    if (!range) {
      response.writeHead(200, {'content-length': file.byteLength}).end(file);
      return;
    }
    const part = file.subarray(Number(range[1]), Number(range[2]) + 1);
    response
      .writeHead(206, {etag, 'content-range': `bytes ${range[1]}-${range[2]}/${file.byteLength}`})
      .end(part);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: {accessKeyId: 'AKIA', secretAccessKey: 'secret'},
    forcePathStyle: true,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  const stop = new AbortController();
  const sleeps: number[] = [];
  let now = at;
  const count = new ReportCount({
    prefix,
    report: {
      id: 'daily',
      bucket: 'reports',
      region: 'us-east-1',
      covers: '',
      newer: undefined,
      createdAt: at,
      format,
      columns,
      files: files.map((file = new Uint8Array(), index) => ({
        key: String(index),
        bytes: manifest.bytes ?? file.byteLength,
        checksum: manifest.checksum ?? checksumOf(file),
      })),
    },
    work: {
      send: sendingBy(client),
      signal: stop.signal,
      // Every look at the clock is a second later.
      now: () => {
        now += 1_000;
        return now;
      },
      sleep: async ms => {
        sleeps.push(ms);
      },
    },
  });
  const counting = count.run();
  let step = await counting.next();
  while (!step.done) {
    stored.onStanding?.(step.value, () => stop.abort());
    step = await counting.next();
  }
  return {end: step.value, standing: count.standing, sleeps};
}

const sendingBy =
  (s3: S3Client): Work<unknown>['send'] =>
  async <Value>(request: Request<Value>) => {
    const clients = {s3: async () => s3} as Partial<Sender['clients']> as Sender['clients'];
    try {
      return {ok: true, value: await request.send({clients, signal: new AbortController().signal})};
    } catch (error) {
      const to = {operation: request.operation, region: 'us-east-1', profile: undefined, endpoint: undefined};
      return {ok: false, problem: explain(error, to)};
    }
  };
