import type {CsvError} from 'csv-parse';
import {DamagedReport} from './report.ts';

export const rowDamage = (what: string): DamagedReport =>
  new DamagedReport(`A file of it is damaged: a row ${what}.`);

/** csv-parse repeats what it could not read, keys among it: its code and the line say enough. */
export const csvDamage = ({code, lines}: CsvError): DamagedReport => {
  const where = typeof lines === 'number' ? `line ${lines}` : 'a line';
  return new DamagedReport(`A file of it is damaged: ${where} is no CSV (${code}).`);
};

/** What zlib says of bytes that are not its own: it repeats none of them. */
export const isZlibDamage = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
