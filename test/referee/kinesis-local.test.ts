import {readdir, readFile, readlink} from 'node:fs/promises';
import {KinesisClient, ListShardsCommand, ListStreamsCommand} from '@aws-sdk/client-kinesis';
import {NodeHttpHandler} from '@smithy/node-http-handler';
import {expect, onTestFinished, test} from 'vitest';
import {startKinesisLocal} from './kinesis-local.ts';

test('kinesis-local starts with its streams, listens on loopback only, and ends', async () => {
  const local = await startKinesisLocal({streams: {orders: 4, clicks: 2}});
  onTestFinished(local.end);
  const {endpoint, region, accessKeyId, secretAccessKey} = local;
  const credentials = {accessKeyId, secretAccessKey};
  const client = new KinesisClient({endpoint, region, credentials, requestHandler: new NodeHttpHandler()});
  onTestFinished(() => client.destroy());
  expect((await client.send(new ListStreamsCommand({}))).StreamNames?.sort()).toEqual(['clicks', 'orders']);
  expect((await client.send(new ListShardsCommand({StreamName: 'orders'}))).Shards).toHaveLength(4);
  expect(await listening(local.pid)).toEqual(['0100007F', '0100007F']);
  await local.end();
  await expect(fetch(`${endpoint}/healthcheck`)).rejects.toThrow();
});

/** The addresses on which a process listens, as the kernel writes them: 0100007F is 127.0.0.1. */
async function listening(pid: number): Promise<readonly string[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map(name => readFile(`/proc/${pid}/net/${name}`, 'utf8')));
  const own = await socketsOf(pid);
  return tables
    .flatMap(table => table.trim().split('\n').slice(1))
    .map(line => line.trim().split(/\s+/))
    .filter(columns => columns[3] === '0A' && own.has(columns[9] ?? ''))
    .map(columns => columns[1]?.split(':')[0] ?? '');
}

async function socketsOf(pid: number): Promise<ReadonlySet<string>> {
  const names = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(names.map(name => readlink(`/proc/${pid}/fd/${name}`).catch(() => '')));
  return new Set(links.flatMap(link => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
}
