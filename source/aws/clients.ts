import {Agent as HttpAgent} from 'node:http';
import {Agent as HttpsAgent} from 'node:https';
import type {CloudWatchClient} from '@aws-sdk/client-cloudwatch';
import type {KinesisClient} from '@aws-sdk/client-kinesis';
import type {LambdaClient} from '@aws-sdk/client-lambda';
import type {S3Client} from '@aws-sdk/client-s3';
import type {SNSClient} from '@aws-sdk/client-sns';
import type {SQSClient} from '@aws-sdk/client-sqs';
import type {STSClient} from '@aws-sdk/client-sts';
import type {NodeHttpHandler} from '@smithy/node-http-handler';
import type {AwsCredentials} from './credentials.ts';
import type {Gate} from './gate.ts';
import {type GatedClient, gateMiddleware} from './gate-middleware.ts';

export type ClientOptions = {
  /** Its settings hold for the clients too: FIPS, dual stack, retries. */
  readonly profile: string | undefined;
  readonly region: string;
  readonly endpoint: string | undefined;
  readonly credentials: AwsCredentials;
  readonly gate: Gate;
  /** 1 for what must not be sent twice; the client's own number unless given. */
  readonly maxAttempts?: number;
};

/** The AWS clients of one session: each is loaded when it is first asked for. */
export type Clients = {
  readonly sts: () => Promise<STSClient>;
  readonly kinesis: () => Promise<KinesisClient>;
  /** Of the session's own region, unless another is named: where a bucket is, its figures are. */
  readonly cloudwatch: (region?: string) => Promise<CloudWatchClient>;
  readonly s3: (region?: string) => Promise<S3Client>;
  readonly lambda: () => Promise<LambdaClient>;
  readonly sqs: () => Promise<SQSClient>;
  readonly sns: () => Promise<SNSClient>;
  readonly destroy: () => void;
};

export function createClients(options: ClientOptions): Clients {
  const made: {destroy(): void}[] = [];
  const once = <Client extends GatedClient & {destroy(): void}>(
    make: (settings: Settings) => Promise<Client>,
  ): ((region?: string) => Promise<Client>) => {
    const clients = new Map<string, Promise<Client>>();
    const create = async (region: string) => {
      const fresh = await make(await settingsOf({...options, region}));
      gateMiddleware(fresh, options.gate);
      // It copies every answer for a log line that nobody writes.
      fresh.middlewareStack.remove('loggerMiddleware');
      made.push(fresh);
      return fresh;
    };
    return (region = options.region) => {
      const client = clients.get(region) ?? create(region);
      clients.set(region, client);
      return client;
    };
  };
  return {
    sts: once(async settings => new (await import('@aws-sdk/client-sts')).STSClient(settings)),
    kinesis: once(async settings => new (await import('@aws-sdk/client-kinesis')).KinesisClient(settings)),
    cloudwatch: once(
      async settings => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(settings),
    ),
    lambda: once(async settings => new (await import('@aws-sdk/client-lambda')).LambdaClient(settings)),
    // An endpoint of somebody's own has no name for each bucket. What listing adds to every key is asked for by name.
    s3: once(
      async settings =>
        new (await import('@aws-sdk/client-s3')).S3Client({
          ...settings,
          forcePathStyle: settings.endpoint !== undefined,
        }),
    ),
    // A queue's URL says where it was made; the endpoint that was configured is where requests go.
    sqs: once(
      async settings =>
        new (await import('@aws-sdk/client-sqs')).SQSClient({...settings, useQueueUrlAsEndpoint: false}),
    ),
    sns: once(async settings => new (await import('@aws-sdk/client-sns')).SNSClient(settings)),
    destroy: () => {
      for (const client of made) client.destroy();
    },
  };
}

type Settings = {
  readonly profile?: string;
  readonly region: string;
  readonly endpoint?: string;
  readonly credentials: AwsCredentials;
  readonly requestHandler: NodeHttpHandler;
  readonly logger: typeof silentLogger;
  readonly maxAttempts?: number;
};

const settingsOf = async (options: ClientOptions): Promise<Settings> => ({
  region: options.region,
  ...(options.profile === undefined ? {} : {profile: options.profile}),
  ...(options.endpoint === undefined ? {} : {endpoint: options.endpoint}),
  credentials: options.credentials,
  requestHandler: await requestHandler(15_000),
  logger: silentLogger,
  ...(options.maxAttempts === undefined ? {} : {maxAttempts: options.maxAttempts}),
});

/** Without a logger of their own, clients write to the console, over the screen. */
const silentLogger = {trace() {}, debug() {}, info() {}, warn() {}, error() {}};

/**
 * HTTP/1.1 for every client: Kinesis's own choice, HTTP/2, is refused by proxies and emulators. The agents take
 * the proxy from the environment (Node 22.21, 24.5 and later).
 */
export async function requestHandler(requestTimeoutMs: number): Promise<NodeHttpHandler> {
  const {NodeHttpHandler} = await import('@smithy/node-http-handler');
  const agent = {keepAlive: true, maxSockets: 32, proxyEnv: process.env};
  return new NodeHttpHandler({
    httpAgent: new HttpAgent(agent),
    httpsAgent: new HttpsAgent(agent),
    connectionTimeout: Math.min(5_000, requestTimeoutMs),
    requestTimeout: requestTimeoutMs,
    // The request's time ends with the headers of its answer: this one is for a body that stalls.
    socketTimeout: requestTimeoutMs,
    throwOnRequestTimeout: true,
    logger: silentLogger,
  });
}
