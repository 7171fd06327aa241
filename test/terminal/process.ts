import {readFileSync} from 'node:fs';

/** The kernel counts CPU time in hundredths of a second on every Linux that Node runs on (USER_HZ). */
const msPerTick = 10;
const bytesPerPage = 4096;

export type ProcessUse = {
  /** One letter of proc(5): R running, S sleeping, T stopped, Z dead but not yet collected. */
  readonly state: string;
  readonly cpuMs: number;
  readonly residentBytes: number;
};

/** What a process uses, from /proc; undefined when it is gone. */
export function processUse(pid: number): ProcessUse | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name, in brackets, may hold spaces and brackets: fields are counted from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = '', ...rest] = fields;
  return {
    state,
    cpuMs: (Number(rest[10]) + Number(rest[11])) * msPerTick,
    residentBytes: Number(rest[20]) * bytesPerPage,
  };
}

/** Whether the process runs, sleeps or is stopped; a dead one that nobody has collected does not count. */
export function isAlive(pid: number): boolean {
  const use = processUse(pid);
  return use !== undefined && use.state !== 'Z' && use.state !== 'X';
}
