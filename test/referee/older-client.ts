import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {inject, onTestFinished} from 'vitest';
import type {CliOptions} from './aws-cli.ts';

export type Told = {
  readonly status: number;
  readonly answer?: Readonly<Record<string, unknown>>;
  readonly error?: {readonly Code: string; readonly Message: string; readonly Type?: string};
};

export type OlderClient = (operation: string, input?: Readonly<Record<string, unknown>>) => Promise<Told>;

/** A client of a botocore from before SQS and CloudWatch spoke JSON: forms out, XML in. Ends with the test. */
export function olderClient(
  {endpoint, region, accessKeyId, secretAccessKey}: CliOptions,
  service: 'sqs' | 'cloudwatch' = 'sqs',
): OlderClient {
  const {python, olderBotocore} = inject('tools');
  const script = join(import.meta.dirname, 'older-client.py');
  const child = spawn(python, [script, service, endpoint, region, accessKeyId, secretAccessKey], {
    env: {
      PATH: process.env.PATH ?? '',
      PYTHONPATH: olderBotocore,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      NO_PROXY: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  onTestFinished(async () => {
    const ended = once(child, 'close');
    child.stdin.end();
    await ended;
  });
  return async (operation, input = {}) => {
    child.stdin.write(`${JSON.stringify({operation, input})}\n`);
    const {value, done} = await lines.next();
    if (done === true) throw new Error(`The older client ended at ${operation}`);
    return JSON.parse(value) as Told;
  };
}
