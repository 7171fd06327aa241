import {dayMs} from '../limits.ts';
import {type Cell, oldestDays, sizeBounds} from './histogram.ts';
import type {Listed, Page} from './page.ts';

const agesOfClass = (oldestDays + 1) * sizeBounds.length;

/** Adds objects up by class, age and size; what it holds grows with those, not with the objects. */
export class Tally {
  readonly #startedAt: number;
  readonly #classes: string[] = [];
  /** By class: what has each age and size. As numbers alone they are never copied or collected, however many come. */
  readonly #sums: {readonly objects: Float64Array; readonly bytes: Float64Array}[] = [];
  objects = 0;
  bytes = 0;

  constructor(startedAt: number, cells: readonly Cell[] = []) {
    this.#startedAt = startedAt;
    for (const cell of cells) this.#add(cell.storageClass, cell.ageDays, cell.size, cell.objects, cell.bytes);
  }

  add({storageClass, modifiedAt, size}: Pick<Listed, 'storageClass' | 'modifiedAt' | 'size'>): void {
    this.#addObject(storageClass, modifiedAt, size);
  }

  /** The first so many of a page. */
  addPage({classes, times, sizes}: Pick<Page, 'classes' | 'times' | 'sizes'>, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const [storageClass, modifiedAt, size] = [classes[index], times[index], sizes[index]];
      if (storageClass === undefined || modifiedAt === undefined || size === undefined) return;
      this.#addObject(storageClass, modifiedAt, size);
    }
  }

  get cells(): readonly Cell[] {
    const cells: Cell[] = [];
    for (const [known, {objects, bytes}] of this.#sums.entries()) {
      objects.forEach((count, index) => {
        if (count === 0) return;
        cells.push({
          storageClass: this.#classes[known] ?? '',
          ageDays: Math.floor(index / sizeBounds.length),
          size: index % sizeBounds.length,
          objects: count,
          bytes: bytes[index] ?? 0,
        });
      });
    }
    return cells;
  }

  #addObject(storageClass: string, modifiedAt: number, size: number): void {
    // What was written while it is counted is of today.
    const days = Math.max(0, Math.floor((this.#startedAt - modifiedAt) / dayMs));
    this.#add(storageClass, Math.min(days, oldestDays), bandOf(size), 1, size);
  }

  #add(storageClass: string, ageDays: number, size: number, objects: number, bytes: number): void {
    const sums = this.#sums[this.#classes.indexOf(storageClass)] ?? this.#begin(storageClass);
    const index = ageDays * sizeBounds.length + size;
    sums.objects[index] = (sums.objects[index] ?? 0) + objects;
    sums.bytes[index] = (sums.bytes[index] ?? 0) + bytes;
    this.objects += objects;
    this.bytes += bytes;
  }

  #begin(storageClass: string) {
    // The name is a piece of a page: a copy of its own lets the page go.
    this.#classes.push(Buffer.from(storageClass).toString());
    const sums = {objects: new Float64Array(agesOfClass), bytes: new Float64Array(agesOfClass)};
    this.#sums.push(sums);
    return sums;
  }
}

function bandOf(size: number): number {
  let band = sizeBounds.length - 1;
  while (band > 0 && size < (sizeBounds[band] ?? 0)) band -= 1;
  return band;
}
