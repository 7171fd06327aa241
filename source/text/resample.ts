export type Gap = null | undefined;

/**
 * The series in `width` cells. Where a cell stands for several values it takes the largest, so that a short peak
 * is not smoothed away; where all of them are missing, the cell is a gap.
 */
export function resample(values: readonly (number | Gap)[], width: number): (number | undefined)[] {
  if (values.length === 0 || width <= 0) return [];
  return Array.from({length: width}, (_, index) => {
    const from = Math.floor((index * values.length) / width);
    const to = Math.max(from + 1, Math.floor(((index + 1) * values.length) / width));
    return largest(values.slice(from, to));
  });
}

export function largest(values: readonly (number | Gap)[]): number | undefined {
  let found: number | undefined;
  for (const value of values) {
    if (typeof value === 'number' && Number.isFinite(value) && (found === undefined || value > found)) {
      found = value;
    }
  }
  return found;
}
