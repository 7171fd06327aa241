/** `SOAK=small` for a run of a minute; without it, the full counts. */
export const counts = (full: number, small: number): number => (process.env.SOAK === 'small' ? small : full);

/** A line of a table, for whoever reads the run. */
export const tell = (line: string): boolean => process.stdout.write(`${line}\n`);
