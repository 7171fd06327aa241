export type HeavyKey = {readonly id: string; readonly weight: number};

/**
 * The heaviest of any number of keys in bounded memory: counters of which, when there are too many, each loses
 * what the middle one has (Misra and Gries, in batches). A weight is never too high, and too low by at most
 * `error`, which is at most the total over half of the capacity.
 */
export class HeavyKeys {
  readonly #capacity: number;
  readonly #counters = new Map<string, number>();
  #total = 0;
  #error = 0;

  constructor(capacity = 1024) {
    this.#capacity = capacity;
  }

  get total(): number {
    return this.#total;
  }

  get error(): number {
    return this.#error;
  }

  add(id: string, weight: number): void {
    if (weight <= 0) return;
    this.#total += weight;
    this.#counters.set(id, (this.#counters.get(id) ?? 0) + weight);
    if (this.#counters.size > this.#capacity) this.#shrink();
  }

  /** The heaviest first. */
  top(count: number): readonly HeavyKey[] {
    return [...this.#counters]
      .map(([id, weight]) => ({id, weight}))
      .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
      .slice(0, count);
  }

  #shrink(): void {
    const weights = [...this.#counters.values()].sort((a, b) => b - a);
    const middle = weights[this.#capacity >> 1];
    if (middle === undefined) return;
    this.#error += middle;
    for (const [id, weight] of this.#counters) {
      if (weight > middle) this.#counters.set(id, weight - middle);
      else this.#counters.delete(id);
    }
  }
}
