type Entry<Item> = {readonly key: number; readonly order: number; readonly item: Item};

/** Things by a number, the smallest first; of equal ones, the one that was put in first. */
export class Heap<Item> {
  readonly #entries: Entry<Item>[] = [];
  #puts = 0;

  get size(): number {
    return this.#entries.length;
  }

  /** The smallest number. */
  get key(): number | undefined {
    return this.#entries[0]?.key;
  }

  get first(): Item | undefined {
    return this.#entries[0]?.item;
  }

  put(key: number, item: Item): void {
    const entry = {key, order: this.#puts++, item};
    const entries = this.#entries;
    let at = entries.length;
    entries.push(entry);
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = entries[above];
      if (!parent || !isBefore(entry, parent)) break;
      entries[at] = parent;
      at = above;
    }
    entries[at] = entry;
  }

  take(): Item | undefined {
    const entries = this.#entries;
    const first = entries[0];
    const last = entries.pop();
    if (!first || !last || first === last) return first?.item;
    let at = 0;
    for (;;) {
      const left = entries[2 * at + 1];
      if (!left) break;
      const right = entries[2 * at + 2];
      const child = right && isBefore(right, left) ? right : left;
      if (!isBefore(child, last)) break;
      entries[at] = child;
      at = 2 * at + (child === left ? 1 : 2);
    }
    entries[at] = last;
    return first.item;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

const isBefore = (one: Entry<unknown>, other: Entry<unknown>): boolean =>
  one.key < other.key || (one.key === other.key && one.order < other.order);
