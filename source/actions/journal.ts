import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import * as v from 'valibot';
import {reasonOf, UsageError} from '../usage-error.ts';
import {actionsDone, type Done, type JournalEntry} from './journal-entry.ts';

/** `$XDG_STATE_HOME/hotshard/journal.jsonl`; the simulated account has one of its own. */
export function journalPath(
  env: Readonly<Record<string, string | undefined>>,
  home: string,
  name = 'journal',
): string {
  const state = env.XDG_STATE_HOME ? env.XDG_STATE_HOME : join(home, '.local', 'state');
  return join(state, 'hotshard', `${name}.jsonl`);
}

export type JournalRead = {
  readonly done: readonly Done[];
  /** Lines that are not whole: the program or the machine stopped while writing. */
  readonly torn: number;
};

/**
 * What was done from this machine: a file of JSON lines that is only ever added to, and is on the disk before the
 * first request of an action leaves.
 */
export class Journal {
  readonly path: string;

  /** Where what is read begins. */
  readonly #from: number;

  /** `fromNow` leaves out what stands in it already: the time of a simulated account begins anew each time. */
  constructor(path: string, {fromNow = false}: {readonly fromNow?: boolean} = {}) {
    this.path = path;
    this.#from = fromNow ? sizeOf(path) : 0;
  }

  /** Writes a line, and comes back when the disk has it. */
  append(entry: JournalEntry): void {
    const line = `${JSON.stringify(entry)}\n`;
    try {
      const file = this.#open();
      try {
        // A line that was cut off by a crash is ended first, so that it stays the only one that is torn.
        writeFileSync(file, endsWhole(file) ? line : `\n${line}`);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      throw new UsageError(`The journal ${this.path} cannot be written: ${reasonOf(error)}.`);
    }
  }

  /** The folder is made when it is not there: the first time, or when somebody has taken it away. */
  #open(): number {
    try {
      return openSync(this.path, 'a+', 0o600);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      mkdirSync(dirname(this.path), {recursive: true, mode: 0o700});
      return openSync(this.path, 'a+', 0o600);
    }
  }

  async read(): Promise<JournalRead> {
    const bytes = await readFile(this.path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return Buffer.alloc(0);
      throw new UsageError(`The journal ${this.path} cannot be read: ${reasonOf(error)}.`);
    });
    const text = bytes.subarray(this.#from).toString('utf8');
    const lines = text.split('\n').filter(line => line.trim() !== '');
    const entries = lines.map(entryOf);
    const whole = entries.filter(entry => entry !== undefined);
    return {done: actionsDone(whole), torn: entries.length - whole.length};
  }
}

/** What cannot be looked at now is said when it is read. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

function endsWhole(file: number): boolean {
  const {size} = fstatSync(file);
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Enough of a line to know that it is one of ours; what it holds was written by this program. */
const lineSchema = v.looseObject({
  time: v.string(),
  id: v.string(),
  event: v.picklist(['begin', 'request', 'end']),
});

function entryOf(line: string): JournalEntry | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return v.is(lineSchema, parsed) ? (parsed as unknown as JournalEntry) : undefined;
  } catch {
    return undefined;
  }
}
