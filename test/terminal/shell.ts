import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Discipline} from './discipline.ts';
import {parseDiscipline} from './discipline.ts';

/** The first bytes on the terminal: the shell's word for the program's process id, in an OSC that no program uses. */
export const pidPattern = new RegExp(`${String.fromCharCode(0x1b)}\\]7790;(\\d+)${String.fromCharCode(7)}`);

/**
 * The shell between the terminal and the program, as a person has one: it leads the session, gives the program
 * its own foreground job (so that Ctrl-Z and `fg` are real), outlives it, and looks at the line discipline that
 * the program left behind. If the program led the session itself, the kernel would reset the discipline at
 * its exit and every program would look clean. When the terminal is closed, dash cannot take it back from the job
 * and gives up: its list of jobs then still says how the program ended.
 */
const script = `
report=$1
shift
set -m
trap : HUP INT TERM QUIT
trap 'jobs >"$report/jobs"' EXIT
sh -c 'printf "\\033]7790;%s\\007" $$; exec "$@"' program "$@"
code=$?
while [ "$code" -eq 147 ] || [ "$code" -eq 148 ]; do
  stty -a >"$report/stopped" 2>/dev/null
  printf 'shell$ '
  read -r answer
  fg >/dev/null
  code=$?
done
stty -a >"$report/discipline" 2>/dev/null
echo "$code" >"$report/code"
`;

export type Shell = {
  readonly file: string;
  readonly args: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string>>;
  /** The exit code as the shell sees it: 128 + n for a program that died of signal n. Undefined: not over. */
  readonly code: () => Promise<number | undefined>;
  /** How the program left the line discipline, or how it stood when the program was stopped last. */
  readonly discipline: (when: 'exit' | 'stop') => Promise<Discipline | undefined>;
  readonly remove: () => Promise<void>;
};

/** A home of its own: nothing of the machine's configuration, credentials or CI reaches the program. */
export async function openShell(
  command: string,
  args: readonly string[],
  extra: Readonly<Record<string, string>>,
): Promise<Shell> {
  const home = await mkdtemp(path.join(tmpdir(), 'terminal-'));
  const read = async (name: string) => {
    const text = await readFile(path.join(home, name), 'utf8').catch(() => '');
    return text === '' ? undefined : text;
  };

  return {
    file: 'sh',
    args: ['-c', script, 'sh', home, command, ...args],
    home,
    env: {
      PATH: process.env.PATH ?? '/usr/bin:/bin',
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_STATE_HOME: path.join(home, '.local/state'),
      XDG_CACHE_HOME: path.join(home, '.cache'),
      XDG_DATA_HOME: path.join(home, '.local/share'),
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      TZ: 'UTC',
      SHELL: '/bin/sh',
      ...extra,
    },
    async code() {
      const text = await read('code');
      return text === undefined ? doneWith(await read('jobs')) : Number(text);
    },
    async discipline(when) {
      const text = await read(when === 'exit' ? 'discipline' : 'stopped');
      return text === undefined ? undefined : parseDiscipline(text);
    },
    remove: () => rm(home, {recursive: true, force: true, maxRetries: 3}),
  };
}

function doneWith(jobs: string | undefined): number | undefined {
  const done = /Done(?:\((\d+)\))?/.exec(jobs ?? '');
  return done === null ? undefined : Number(done[1] ?? 0);
}
