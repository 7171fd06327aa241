import {type ChildProcess, spawn} from 'node:child_process';
import {createServer} from 'node:net';

export type Program = {
  readonly pid: number;
  /** What it has printed so far. */
  readonly said: () => string;
  /** Ends when what it printed matches. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly end: () => Promise<void>;
};

/** A program that others wrote, running until it is ended: by its own process id, and surely. */
export function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Program {
  const child = spawn(command, args, {
    env: {PATH: process.env.PATH, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>(resolve => child.once('close', () => resolve()));
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      for (const listener of listeners) listener();
    });
  }
  return {
    pid: child.pid ?? -1,
    said: () => printed,
    says: async pattern => {
      const {promise, resolve, reject} = Promise.withResolvers<RegExpExecArray>();
      const look = () => {
        const found = pattern.exec(printed);
        if (found) resolve(found);
      };
      listeners.add(look);
      look();
      exited.then(() => reject(new Error(`${command} ended before it said ${pattern}: ${printed}`)));
      return promise.finally(() => listeners.delete(look));
    },
    end: () => endProcess(child, exited),
  };
}

async function endProcess(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), 3000);
  await exited;
  clearTimeout(last);
}

/** A port that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const {promise, resolve} = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  await new Promise(closed => server.close(closed));
  if (typeof address !== 'object' || address === null) throw new Error('The system gave no port');
  return address.port;
}
