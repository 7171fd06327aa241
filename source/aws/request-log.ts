import {appendFileSync, openSync} from 'node:fs';
import {reasonOf, UsageError} from '../usage-error.ts';

export type RequestLog = (entry: Readonly<Record<string, string | number | undefined>>) => void;

function open(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw new UsageError(`The log ${path} cannot be written: ${reasonOf(error)}.`);
  }
}

/** `--log FILE`: a JSON line for each request, without what it carried. Only the owner may read it. */
export function openRequestLog(path: string | undefined): RequestLog {
  if (path === undefined) return () => {};
  const file = open(path);
  let isBroken = false;
  return entry => {
    if (isBroken) return;
    try {
      appendFileSync(file, `${JSON.stringify({time: new Date().toISOString(), ...entry})}\n`);
    } catch {
      // A full disk ends the log; it must not end the watching.
      isBroken = true;
    }
  };
}
