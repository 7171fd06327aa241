import {spawn} from 'node:child_process';

export type Ran = {readonly ms: number; readonly code: number | null; readonly stdout: string};

/** Runs a program to its end and says how long that took, from the start of its process. */
export async function timed(command: string, args: readonly string[], env = process.env): Promise<Ran> {
  const started = performance.now();
  const child = spawn(command, [...args], {stdio: ['ignore', 'pipe', 'inherit'], env});
  const {promise, resolve, reject} = Promise.withResolvers<Ran>();
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk;
  });
  child.on('error', reject);
  child.on('close', code => resolve({ms: performance.now() - started, code, stdout}));
  return promise;
}

/** The same again and again: the first round warms the caches and does not count. */
export async function repeated<Result>(times: number, run: () => Promise<Result>): Promise<Result[]> {
  await run();
  const results: Result[] = [];
  for (let round = 0; round < times; round++) results.push(await run());
  return results;
}
