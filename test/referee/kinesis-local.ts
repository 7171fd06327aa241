import {createRequire} from 'node:module';
import {setTimeout as sleep} from 'node:timers/promises';
import {freePort, start} from './program.ts';

export type KinesisLocal = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  readonly pid: number;
  readonly end: () => Promise<void>;
};

export type KinesisLocalOptions = {
  /** Streams that exist from the start, with their shards: `{orders: 4}`. */
  readonly streams?: Readonly<Record<string, number>>;
};

const require = createRequire(import.meta.url);
const accountId = '123456789012';

/** Starts kinesis-local, a Kinesis that others wrote, on loopback; ready when this resolves. */
export async function startKinesisLocal({streams = {}}: KinesisLocalOptions = {}): Promise<KinesisLocal> {
  const [plainPort, tlsPort] = [await freePort(), await freePort()];
  const program = start(
    process.execPath,
    ['--require', require.resolve('./only-loopback.cjs'), require.resolve('kinesis-local/main.js')],
    {
      AWS_ACCOUNT_ID: accountId,
      AWS_REGION: 'us-east-1',
      INITIALIZE_STREAMS: Object.entries(streams)
        .map(([name, shards]) => `${name}:${shards}`)
        .join(','),
      KINESIS_MOCK_CERT_PATH: require.resolve('kinesis-local/server.json'),
      KINESIS_MOCK_PLAIN_PORT: String(plainPort),
      KINESIS_MOCK_TLS_PORT: String(tlsPort),
      LOG_LEVEL: 'WARN',
      SHARD_LIMIT: '500',
    },
  );
  const endpoint = `http://127.0.0.1:${plainPort}`;
  try {
    await healthy(`${endpoint}/healthcheck`, program.said);
  } catch (error) {
    await program.end();
    throw error;
  }
  return {
    endpoint,
    region: 'us-east-1',
    accessKeyId: 'test',
    secretAccessKey: 'test',
    accountId,
    pid: program.pid,
    end: program.end,
  };
}

const patienceMs = 30_000;

/** It says nothing when it is up: it has to be asked. */
async function healthy(url: string, said: () => string): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(50);
  }
  throw new Error(`kinesis-local was not up after ${patienceMs / 1000} s: ${said()}`);
}
