import {execFile} from 'node:child_process';
import {readlink} from 'node:fs/promises';
import {promisify} from 'node:util';

/** How the kernel treats what is typed. A shell needs all of them on; a console switches them off (raw mode). */
export type Discipline = {
  readonly echo: boolean;
  /** Line by line (`icanon`). */
  readonly canonical: boolean;
  /** Ctrl-C and Ctrl-Z make signals (`isig`). */
  readonly signals: boolean;
  /** A newline starts at the left margin (`opost`). */
  readonly newlines: boolean;
};

/** Reads the output of `stty -a`. */
export function parseDiscipline(text: string): Discipline {
  const words = new Set(text.split(/[\s;]+/));
  return {
    echo: words.has('echo'),
    canonical: words.has('icanon'),
    signals: words.has('isig'),
    newlines: words.has('opost'),
  };
}

/** The line discipline of the terminal that a process has on its standard input, now. */
export async function disciplineOf(pid: number): Promise<Discipline> {
  const device = await readlink(`/proc/${pid}/fd/0`);
  const {stdout} = await promisify(execFile)('stty', ['-a', '-F', device]);
  return parseDiscipline(stdout);
}
