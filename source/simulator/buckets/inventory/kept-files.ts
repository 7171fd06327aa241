const mostBytes = 64_000_000;

type Kept = {readonly file: Promise<Buffer>; readonly size: number};

/**
 * The files that were made last: whoever checks a report reads each of them, and in ranges. They are made one after the
 * other, so that no more than one is under way.
 */
export class KeptFiles {
  readonly #kept = new Map<string, Kept>();
  #lane: Promise<unknown> = Promise.resolve();
  #bytes = 0;

  get(name: string, size: number, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#kept.get(name);
    if (known) {
      this.#kept.delete(name);
      this.#kept.set(name, known);
      return known.file;
    }
    const file = this.#lane.then(make);
    this.#lane = file.catch(() => this.#drop(name));
    this.#kept.set(name, {file, size});
    this.#bytes += size;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= mostBytes || oldest === name) break;
      this.#drop(oldest);
    }
    return file;
  }

  #drop(name: string): void {
    this.#bytes -= this.#kept.get(name)?.size ?? 0;
    this.#kept.delete(name);
  }
}
