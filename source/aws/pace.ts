import type {Clock} from '../clock.ts';

/**
 * A limit that is never passed: permits come back at `perSecond`, at most a second's worth of them waits to be
 * used. A request heavier than that runs into debt, and the next one waits until it is paid.
 */
export class Pace {
  readonly #clock: Clock;
  readonly #fullRate: number;
  #rate: number;
  #permits: number;
  #countedAt: number;
  #queue: Promise<void> = Promise.resolve();

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#fullRate = perSecond;
    this.#rate = perSecond;
    this.#permits = Math.max(1, perSecond);
    this.#countedAt = clock.now();
  }

  /** Requests a second at this moment. */
  get rate(): number {
    return this.#rate;
  }

  /** Resolves when `permits` may be used. First come, first served. */
  turn(permits: number, signal?: AbortSignal): Promise<void> {
    const mine = this.#queue.then(() => this.#take(permits, signal));
    this.#queue = mine.catch(() => undefined);
    return mine;
  }

  /** AWS said that it was too fast: half the rate from now on, never under a sixteenth. */
  slowDown(): void {
    this.#count();
    this.#rate = Math.max(this.#rate / 2, this.#fullRate / 16);
    this.#permits = Math.min(this.#permits, 0);
  }

  /** An answer came: a little faster again, up to where it started. */
  speedUp(): void {
    if (this.#rate === this.#fullRate) return;
    this.#count();
    this.#rate = Math.min(this.#rate * 1.1, this.#fullRate);
  }

  async #take(permits: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.#count();
    const enough = Math.min(permits, Math.max(1, this.#rate));
    if (this.#permits < enough) {
      await this.#clock.sleep(((enough - this.#permits) / this.#rate) * 1000, signal);
      this.#count();
    }
    this.#permits -= permits;
  }

  #count(): void {
    const now = this.#clock.now();
    this.#permits = Math.min(
      Math.max(1, this.#rate),
      this.#permits + (Math.max(0, now - this.#countedAt) / 1000) * this.#rate,
    );
    this.#countedAt = now;
  }
}
