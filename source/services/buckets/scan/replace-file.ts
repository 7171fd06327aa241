import {closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync} from 'node:fs';

let written = 0;

/** Whole or not at all, for its owner alone: whoever is killed meanwhile leaves the file as it was. */
export function replaceFile(path: string, text: string): void {
  written += 1;
  const beside = `${path}.${process.pid}.${written}.new`;
  try {
    const file = openSync(beside, 'w', 0o600);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(beside, path);
  } catch (error) {
    rmSync(beside, {force: true});
    throw error;
  }
}
