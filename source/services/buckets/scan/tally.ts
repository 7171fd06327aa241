import {type Cell, oldestDays, sizeBounds} from './histogram.ts';
import type {Listed, Page} from './page.ts';

const dayMs = 86_400_000;
const agesOfClass = (oldestDays + 1) * sizeBounds.length;

/** Adds objects up by class, age and size; what it holds grows with those, not with the objects. */
export class Tally {
  readonly #startedAt: number;
  readonly #classes: string[] = [];
  readonly #cells = new Map<number, {objects: number; bytes: number}>();
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
    return [...this.#cells].map(([index, {objects, bytes}]) => ({
      storageClass: this.#classes[Math.floor(index / agesOfClass)] ?? '',
      ageDays: Math.floor((index % agesOfClass) / sizeBounds.length),
      size: index % sizeBounds.length,
      objects,
      bytes,
    }));
  }

  #addObject(storageClass: string, modifiedAt: number, size: number): void {
    // What was written while it is counted is of today.
    const days = Math.max(0, Math.floor((this.#startedAt - modifiedAt) / dayMs));
    this.#add(storageClass, Math.min(days, oldestDays), bandOf(size), 1, size);
  }

  #add(storageClass: string, ageDays: number, size: number, objects: number, bytes: number): void {
    let known = this.#classes.indexOf(storageClass);
    // The name is a piece of a page: a copy of its own lets the page go.
    if (known < 0) known = this.#classes.push(Buffer.from(storageClass).toString()) - 1;
    const index = known * agesOfClass + ageDays * sizeBounds.length + size;
    const cell = this.#cells.get(index);
    if (cell) {
      cell.objects += objects;
      cell.bytes += bytes;
    } else this.#cells.set(index, {objects, bytes});
    this.objects += objects;
    this.bytes += bytes;
  }
}

function bandOf(size: number): number {
  let band = sizeBounds.length - 1;
  while (band > 0 && size < (sizeBounds[band] ?? 0)) band -= 1;
  return band;
}
