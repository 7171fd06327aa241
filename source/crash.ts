import {mkdirSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

/** Keeps what a bug left behind where the user can find it; answers the path, or nothing when even that fails. */
export function writeCrashReport(error: unknown): string | undefined {
  const state = process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state');
  const path = join(state, 'hotshard', 'crash.log');
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  try {
    mkdirSync(join(state, 'hotshard'), {recursive: true, mode: 0o700});
    writeFileSync(path, `${new Date().toISOString()} ${process.version}\n${stack}\n`, {mode: 0o600});
    return path;
  } catch {
    return undefined;
  }
}
