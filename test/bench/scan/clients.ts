import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {executable} from '../../terminal/product.ts';
import {type Account, bucketOf, type Size} from './account.ts';
import {measured, type Took} from './child.ts';

type Totals = {readonly objects: number; readonly bytes: number};
export type Listing = Totals & Took;

/** Adds up a bucket; undefined where the client is not installed. */
export type Client = (account: Account, size: Size) => Promise<Listing | undefined>;

/** `hotshard act buckets.scan`, as it is installed. */
export async function hotshard(account: Account, size: Size): Promise<Listing> {
  const bucket = bucketOf(size);
  const took = await measured({
    command: process.execPath,
    args: [
      executable,
      ...['act', 'buckets.scan', bucket, '--yes', '--region', 'us-east-1'],
      ...['--from', 'listing', '--endpoint-url', account.endpoint],
    ],
    env: account.env,
  });
  if (!took) throw new Error('hotshard is gone.');
  return {...took, ...(await countedIn(account.folder, bucket))};
}

/** What the scan keeps for the next start, its cells: class, age, size, objects, bytes. */
async function countedIn(folder: string, bucket: string): Promise<Totals> {
  const scans = path.join(folder, 'hotshard', 'scans');
  const name = (await readdir(scans)).find(each => each.endsWith(`-${bucket}.json`));
  if (name === undefined) throw new Error(`Nothing was counted in ${bucket}.`);
  const {cells} = JSON.parse(await readFile(path.join(scans, name), 'utf8')) as {
    readonly cells: readonly (readonly [string, number, number, number, number])[];
  };
  return {
    objects: cells.reduce((sum, [, , , objects]) => sum + objects, 0),
    bytes: cells.reduce((sum, [, , , , bytes]) => sum + bytes, 0),
  };
}

export const rclone: Client = async (account, size) => {
  const settings = `provider=Other,env_auth=true,region=us-east-1,force_path_style=true,endpoint="${account.endpoint}"`;
  const took = await measured({
    command: 'rclone',
    args: ['size', '--json', `:s3,${settings}:${bucketOf(size)}`],
    env: account.env,
  });
  if (!took) return undefined;
  const {count, bytes} = JSON.parse(took.stdout) as {readonly count: number; readonly bytes: number};
  return {...took, objects: count, bytes};
};

export const awsCli: Client = async (account, size) => {
  const took = await measured({
    command: 'aws',
    args: [
      ...['--endpoint-url', account.endpoint],
      ...['s3', 'ls', '--recursive', '--summarize', `s3://${bucketOf(size)}`],
    ],
    env: account.env,
  });
  if (!took) return undefined;
  const totals = /Total Objects: (\d+)\s+Total Size: (\d+)\s*$/.exec(took.stdout);
  if (!totals) throw new Error(`aws said ${took.stdout.slice(-200)}`);
  return {...took, objects: Number(totals[1]), bytes: Number(totals[2])};
};
