export const minuteMs = 60_000;

/** Three days: more than anything of this account looks back. */
const kept = 3 * 24 * 60;

/** What is known of single minutes; the ones that were learned first are forgotten first. */
export class Minutes<Value> {
  readonly #known = new Map<number, Value>();

  get size(): number {
    return this.#known.size;
  }

  has(minute: number): boolean {
    return this.#known.has(minute);
  }

  get(minute: number): Value | undefined {
    return this.#known.get(minute);
  }

  set(minute: number, value: Value): void {
    this.#known.set(minute, value);
    if (this.#known.size <= kept) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      break;
    }
  }
}
