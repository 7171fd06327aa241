import {execFile} from 'node:child_process';
import {inject} from 'vitest';

export type Cli = {
  /** Runs `aws …` and gives what it printed. */
  readonly run: (...args: readonly string[]) => Promise<Record<string, unknown>>;
  /** Runs `aws …`, which must fail, and gives what it said. */
  readonly fail: (...args: readonly string[]) => Promise<string>;
};

export type CliOptions = {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** The AWS CLI on an account, free of this machine's own configuration. */
export function awsCli({endpoint, region, accessKeyId, secretAccessKey}: CliOptions): Cli {
  const {python} = inject('tools');
  const env = {
    PATH: process.env.PATH ?? '',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_MAX_ATTEMPTS: '1',
    AWS_PAGER: '',
    NO_PROXY: '127.0.0.1',
  };
  const aws = async (args: readonly string[]) => {
    const {promise, resolve} = Promise.withResolvers<{failed: boolean; out: string; said: string}>();
    const all = ['-m', 'awscli', '--endpoint-url', endpoint, '--output', 'json', ...args];
    execFile(python, all, {env, maxBuffer: 2 ** 26}, (error, out, said) => {
      resolve({failed: error !== null, out, said});
    });
    return promise;
  };
  return {
    run: async (...args) => {
      const {failed, out, said} = await aws(args);
      if (failed) throw new Error(`aws ${args.join(' ')}: ${said.trim()}`);
      return out.trim() === '' ? {} : (JSON.parse(out) as Record<string, unknown>);
    },
    fail: async (...args) => {
      const {failed, out, said} = await aws(args);
      if (!failed) throw new Error(`aws ${args.join(' ')} did not fail: ${out}`);
      return said.trim();
    },
  };
}
