/** The bounds in which object sizes are counted: a size belongs to the last one that it reaches. */
export const sizeBounds = [
  0, 1, 4_096, 16_384, 65_536, 131_072, 262_144, 1_048_576, 8_388_608, 67_108_864, 536_870_912, 5_368_709_120,
] as const;

/** Older objects are counted as being of this age: ten years. */
export const oldestDays = 3_653;

/** Objects of one class, one age and one size together. */
export type Cell = {
  readonly storageClass: string;
  /** Whole days since they were last modified, when they were counted. */
  readonly ageDays: number;
  /** Index in `sizeBounds`. */
  readonly size: number;
  readonly objects: number;
  readonly bytes: number;
};

/** What was counted under a prefix, without a single key. */
export type Histogram = {
  readonly bucket: string;
  /** Empty: all of the bucket. What the user typed, no key. */
  readonly prefix: string;
  readonly source: 'listing' | 'inventory';
  /** Ages are counted from then on. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly whole: boolean;
  readonly calls: number;
  readonly cells: readonly Cell[];
};
