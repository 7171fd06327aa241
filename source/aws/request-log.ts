import {appendFileSync, openSync} from 'node:fs';

export type RequestLog = (entry: Readonly<Record<string, string | number | undefined>>) => void;

/** `--log FILE`: a JSON line for each request, without what it carried. Only the owner may read it. */
export function openRequestLog(path: string | undefined): RequestLog {
  if (path === undefined) return () => {};
  const file = openSync(path, 'a', 0o600);
  return entry => appendFileSync(file, `${JSON.stringify({time: new Date().toISOString(), ...entry})}\n`);
}
