/** `SOAK=small` for a run of a minute; without it, the full counts. */
export const counts = (full: number, small: number): number => (process.env.SOAK === 'small' ? small : full);

/** `SOAK_SEED=7` for other worlds than the usual ones. */
export const seedOf = (usual: number): number => Number(process.env.SOAK_SEED ?? usual);

/** A line of a table, for whoever reads the run. */
export const tell = (line: string): boolean => process.stdout.write(`${line}\n`);
