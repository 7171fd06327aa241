import {wait} from '../../source/clock.ts';
import type {Terminal} from '../terminal/harness.ts';

export const idleMs = 20_000;

export function cpuMs(terminal: Terminal): number {
  const use = terminal.use();
  if (use === undefined) throw new Error('The console is gone.');
  return use.cpuMs;
}

/** The share of one core that a console takes in which nobody does anything. */
export async function idleShare(terminal: Terminal): Promise<number> {
  await terminal.settled({quietMs: 500, within: 60_000});
  const before = cpuMs(terminal);
  const started = performance.now();
  await wait(idleMs);
  return ((cpuMs(terminal) - before) / (performance.now() - started)) * 100;
}
