const hourMs = 3_600_000;

/** How long a stream keeps its records, over time. */
export class Retention {
  readonly #changes: {readonly from: number; readonly hours: number}[];

  constructor(hours: number) {
    this.#changes = [{from: Number.NEGATIVE_INFINITY, hours}];
  }

  hours(): number {
    return this.#changes.at(-1)?.hours ?? 24;
  }

  change(hours: number, at: number): void {
    this.#changes.push({from: at, hours});
  }

  /**
   * The write time of the oldest record that can still be read. It never goes back: what has expired does not
   * return when the retention is raised.
   */
  horizonAt(at: number): number {
    let horizon = Number.NEGATIVE_INFINITY;
    for (const [index, {from, hours}] of this.#changes.entries()) {
      if (from > at) break;
      const until = Math.min(at, this.#changes[index + 1]?.from ?? at);
      horizon = Math.max(horizon, until - hours * hourMs);
    }
    return horizon;
  }
}
