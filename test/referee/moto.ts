import {inject} from 'vitest';
import {start} from './program.ts';

export type Moto = {readonly endpoint: string; readonly end: () => Promise<void>};

/** Starts moto, an AWS that others wrote, on loopback; ready when this resolves. */
export async function startMoto(): Promise<Moto> {
  const program = start(inject('tools').python, ['-u', '-m', 'moto.server', '-H', '127.0.0.1', '-p', '0']);
  const [, port] = await program.says(/Running on http:\/\/127\.0\.0\.1:(\d+)/);
  return {endpoint: `http://127.0.0.1:${port}`, end: program.end};
}
