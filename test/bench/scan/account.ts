import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {createInterface} from 'node:readline';
import {executable} from '../../terminal/product.ts';

export const sizes = {hundredThousand: 100_000, million: 1_000_000, fiveMillion: 5_000_000} as const;
export type Size = keyof typeof sizes;
export const bucketOf = (size: Size): string => `keys-${sizes[size]}`;

export type Account = {
  readonly endpoint: string;
  /** A folder for whoever asks, gone with the account. */
  readonly folder: string;
  /** What every client is started with; nothing else of this machine's own configuration. */
  readonly env: Readonly<Record<string, string>>;
  /** Every list answers so much later from now on. */
  readonly answerAfter: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

const bucket = (size: Size) => `
[[buckets]]
name = "${bucketOf(size)}"
objects = [
  {prefix = "logs/", keys = "dated", count = ${sizes[size] / 2}, sinceDaysAgo = 400, untilDaysAgo = 1, classes = [{fromDays = 0, storageClass = "STANDARD"}, {fromDays = 90, storageClass = "GLACIER"}]},
  {prefix = "exports/", keys = "folders", count = ${(sizes[size] * 3) / 10}, sinceDaysAgo = 400},
  {prefix = "flat/", keys = "flat", count = ${sizes[size] / 5}, sinceDaysAgo = 400},
]
`;

/** Buckets of several sizes, the same kinds of keys in each, in a process of their own. */
export async function openAccount(): Promise<Account> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-scan-'));
  const file = path.join(folder, 'account.toml');
  const buckets = (['hundredThousand', 'million', 'fiveMillion'] as const).map(bucket);
  await writeFile(file, `name = "bench"\nregions = ["us-east-1"]\n${buckets.join('')}`);
  const child = spawn(process.execPath, [executable, 'simulate', '--scenario', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await Promise.race([
    once(createInterface({input: child.stdout}), 'line'),
    once(child, 'exit').then(() => Promise.reject(new Error('The simulated account did not start.'))),
  ])) as [string];
  const {endpoint, accessKeyId, secretAccessKey} = JSON.parse(line) as Readonly<Record<string, string>>;
  if (endpoint === undefined) throw new Error(`The simulated account said ${line}`);
  return {
    endpoint,
    folder,
    env: {
      AWS_ACCESS_KEY_ID: accessKeyId ?? '',
      AWS_SECRET_ACCESS_KEY: secretAccessKey ?? '',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      NO_PROXY: '127.0.0.1',
      RCLONE_CONFIG: '/dev/null',
      XDG_STATE_HOME: folder,
      XDG_CONFIG_HOME: folder,
    },
    answerAfter: async ms => {
      const faults = ms === 0 ? [] : [{kind: 'slow', operation: 's3:ListObjectsV2', seconds: ms / 1000}];
      const answer = await fetch(`${endpoint}/_hotshard/faults`, {
        method: 'POST',
        body: JSON.stringify({faults}),
      });
      if (!answer.ok) throw new Error(`The simulated account refused: ${await answer.text()}`);
    },
    close: async () => {
      const exited = child.exitCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGTERM');
      await exited;
      await rm(folder, {recursive: true});
    },
  };
}
