import type {Advised} from '../../../../source/services/buckets/advice/advised.ts';
import {type Cell, type Histogram, sizeBounds} from '../../../../source/services/buckets/scan/histogram.ts';

export const now = Date.parse('2026-11-21T12:00:00Z');
export const day = 86_400_000;
export const gib = 2 ** 30;

/** Objects that are all alike, in the cell in which a count keeps them. */
export function cellOf(storageClass: string, ageDays: number, objects: number, bytesEach: number): Cell {
  const size = sizeBounds.findLastIndex(bound => bytesEach >= bound);
  return {storageClass, ageDays, size, objects, bytes: objects * bytesEach};
}

export const histogramOf = (cells: readonly Cell[], changes: Partial<Histogram> = {}): Histogram => ({
  bucket: 'exports',
  prefix: '',
  source: 'listing',
  startedAt: now,
  endedAt: now,
  whole: true,
  calls: 1,
  cells,
  ...changes,
});

/** A bucket without versions, rules and uploads, of which these objects were counted just now. */
export const bucketOf = (cells: readonly Cell[] | undefined, changes: Partial<Advised> = {}): Advised => ({
  name: 'exports',
  bytes: null,
  objects: null,
  classes: [],
  figuresAt: null,
  growthBytesPerDay: null,
  versioning: 'never',
  lifecycle: {rules: [], minimumObjectSize: 'all_storage_classes_128K'},
  uploads: undefined,
  histogram: cells && histogramOf(cells),
  now,
  ...changes,
});
