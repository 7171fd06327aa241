import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Errand, Told} from './child.ts';

/** A program that picks, loaded and waiting. */
export type Program = {
  /** What it told at its end; undefined when it was killed. */
  readonly run: (errand: Errand) => Promise<Told | undefined>;
  readonly kill: () => void;
  readonly ended: Promise<unknown>;
};

/** What one program compiled, the next need not. */
const cache = mkdtempSync(join(tmpdir(), 'hotshard-kills-cache-'));
export const forgetCompiled = (): void => rmSync(cache, {recursive: true, force: true});

export function startProgram(): Program {
  const child: ChildProcess = spawn(
    process.execPath,
    [fileURLToPath(new URL('./child.ts', import.meta.url))],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: {...process.env, NODE_COMPILE_CACHE: cache},
    },
  );
  let told = '';
  let wrong = '';
  child.stdout?.on('data', chunk => {
    told += chunk;
  });
  child.stderr?.on('data', chunk => {
    wrong += chunk;
  });
  const exited = once(child, 'close');
  return {
    run: async errand => {
      child.stdin?.write(`${JSON.stringify(errand)}\n`);
      const [code, signal] = await exited;
      if (signal === 'SIGKILL') return undefined;
      if (code !== 0) throw new Error(`The program that picks ended with ${code ?? signal}: ${wrong}`);
      return JSON.parse(told);
    },
    kill: () => void child.kill('SIGKILL'),
    ended: exited,
  };
}
