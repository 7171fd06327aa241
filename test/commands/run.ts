import {spawn} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export type Finished = {readonly code: number | null; readonly stdout: string; readonly stderr: string};

/** Runs the built program as a script would: no terminal, a home of its own, and none of our environment. */
export async function hotshard(args: readonly string[], env: Record<string, string> = {}): Promise<Finished> {
  const home = mkdtempSync(join(tmpdir(), 'hotshard-home-'));
  const child = spawn(process.execPath, ['bin/hotshard.js', ...args], {
    env: {PATH: process.env.PATH, HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 19_000,
  });
  const collect = async (stream: NodeJS.ReadableStream) => {
    let text = '';
    for await (const chunk of stream) text += chunk;
    return text;
  };
  const {promise, resolve} = Promise.withResolvers<number | null>();
  child.on('close', resolve);
  const [stdout, stderr, code] = await Promise.all([collect(child.stdout), collect(child.stderr), promise]);
  return {code, stdout, stderr};
}
