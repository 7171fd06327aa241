import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {processUse} from '../../terminal/process.ts';

/** What a program took from its start to its end. */
export type Took = {
  readonly ms: number;
  /** In user and system mode together. */
  readonly cpuMs: number;
  /** The most memory that was ever resident. */
  readonly peakBytes: number;
  readonly stdout: string;
};

export type ChildOptions = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
};

/** The kernel is asked so often: what a process did after the last time is not counted. */
const everyMs = 20;

/** Undefined where the program is not installed. */
export async function measured({command, args, env}: ChildOptions): Promise<Took | undefined> {
  const {promise, resolve, reject} = Promise.withResolvers<Took | undefined>();
  const started = performance.now();
  const child = spawn(command, [...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env},
  });
  let [cpuMs, peakBytes] = [0, 0];
  const look = () => {
    if (child.pid === undefined) return;
    cpuMs = Math.max(cpuMs, processUse(child.pid)?.cpuMs ?? 0);
    peakBytes = Math.max(peakBytes, peakOf(child.pid));
  };
  const looking = setInterval(look, everyMs);
  let [stdout, stderr] = ['', ''];
  // A list of a million keys is not kept: what counts is at its end.
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout = (stdout + chunk).slice(-mostKept);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr = (stderr + chunk).slice(-mostKept);
  });
  child.on('error', (error: NodeJS.ErrnoException) => {
    clearInterval(looking);
    if (error.code === 'ENOENT') resolve(undefined);
    else reject(error);
  });
  child.on('close', code => {
    clearInterval(looking);
    const ms = performance.now() - started;
    if (code === 0) resolve({ms, cpuMs, peakBytes, stdout});
    else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${stderr.slice(-300)}`));
  });
  return promise;
}

const mostKept = 100_000;

function peakOf(pid: number): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) * 1024;
  } catch {
    return 0;
  }
}
