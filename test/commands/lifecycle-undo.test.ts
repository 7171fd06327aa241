import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';
import type {LifecycleRule} from '@aws-sdk/client-s3';
import {expect, onTestFinished, test} from 'vitest';
import {type Bench, bench} from '../services/buckets/lifecycle/bench.ts';

const expiring = (id: string, prefix: string): LifecycleRule => ({
  ID: id,
  Status: 'Enabled',
  Filter: {Prefix: prefix},
  Expiration: {Days: 9},
});

/** As it is typed into a shell, on the account of a bench. */
async function typed({account}: Bench, undo: string): Promise<string> {
  const state = await mkdtemp(join(tmpdir(), 'hotshard-undo-'));
  onTestFinished(() => rm(state, {recursive: true}));
  const command = undo.slice(0, undo.indexOf(' --yes') + ' --yes'.length);
  const shell = `hotshard() { "$NODE" bin/main.ts "$@" --endpoint-url "$ENDPOINT"; }; ${command}`;
  const {stdout} = await promisify(execFile)('bash', ['-c', shell], {
    env: {
      PATH: process.env.PATH,
      HOME: state,
      XDG_STATE_HOME: state,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ACCESS_KEY_ID: account.accessKeyId,
      AWS_SECRET_ACCESS_KEY: account.secretAccessKey,
      NODE: process.execPath,
      ENDPOINT: account.endpoint,
    },
  });
  return stdout;
}

test('typed into a shell, the undo puts back what was, wherever the bucket is', async () => {
  const at = await bench({region: 'eu-west-1'});
  const id = "-it's odd";
  await at.write([expiring(id, ''), expiring('neighbour', 'n/')]);
  const before = await at.read();
  const {plan} = await at.plan({id, prefix: 'a b/', expire: '3'});
  await at.run({id, prefix: 'a b/', expire: '3'});
  expect((await at.read()).rules).not.toEqual(before.rules);
  expect(await typed(at, plan.undo)).toContain("done: Rule -it's odd is as asked");
  expect((await at.read()).rules).toEqual(before.rules);
});
