import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {inject} from 'vitest';
import type {CliOptions} from './aws-cli.ts';

const run = promisify(execFile);

/** rclone on an account, free of this machine's own configuration: the account is its remote `sim:`. */
export function rcloneOn({endpoint, region, accessKeyId, secretAccessKey}: CliOptions) {
  const {rclone} = inject('tools');
  const env = {
    RCLONE_CONFIG: '',
    RCLONE_CONFIG_SIM_TYPE: 's3',
    RCLONE_CONFIG_SIM_PROVIDER: 'AWS',
    RCLONE_CONFIG_SIM_ENDPOINT: endpoint,
    RCLONE_CONFIG_SIM_REGION: region,
    RCLONE_CONFIG_SIM_ACCESS_KEY_ID: accessKeyId,
    RCLONE_CONFIG_SIM_SECRET_ACCESS_KEY: secretAccessKey,
    RCLONE_CONFIG_SIM_FORCE_PATH_STYLE: 'true',
    RCLONE_LOW_LEVEL_RETRIES: '1',
    RCLONE_RETRIES: '1',
    NO_PROXY: '127.0.0.1',
  };
  /** What it printed; whoever it fails for is told what it said. */
  return async (...args: readonly string[]): Promise<string> => {
    const {stdout} = await run(rclone, [...args], {env, maxBuffer: 2 ** 28});
    return stdout;
  };
}
