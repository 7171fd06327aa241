import {rename, rm, writeFile} from 'node:fs/promises';
import {reasonOf, UsageError} from '../usage-error.ts';

/** Writes a file that is whole at every moment: whoever reads it has the old text or the new one. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, {mode: 0o644});
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, {force: true});
    throw new UsageError(`${path} cannot be written: ${reasonOf(error)}.`);
  }
}
