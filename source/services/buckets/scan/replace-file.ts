import {closeSync, fsyncSync, openSync, renameSync, writeFileSync} from 'node:fs';

/** Whole or not at all, for its owner alone: whoever is killed meanwhile leaves the file as it was. */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.new`;
  const file = openSync(beside, 'w', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}
