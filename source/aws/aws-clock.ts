import type {Clock} from '../clock.ts';

/** `Date` headers carry whole seconds and are a little old: a smaller difference is no difference. */
const jitterMs = 2_000;

/** AWS's time: the local clock, corrected by the `Date` of AWS's answers. */
export class AwsClock implements Clock {
  readonly #local: Clock;
  #offsetMs = 0;

  constructor(local: Clock) {
    this.#local = local;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  now = (): number => this.#local.now() + this.#offsetMs;

  sleep = (ms: number, signal?: AbortSignal): Promise<void> => this.#local.sleep(ms, signal);

  /** Learns from the `Date` header of an answer that has just come. */
  learn(date: string | undefined): void {
    const theirs = Date.parse(date ?? '');
    if (Number.isNaN(theirs)) return;
    const offset = theirs - this.#local.now();
    if (Math.abs(offset - this.#offsetMs) > jitterMs)
      this.#offsetMs = Math.abs(offset) > jitterMs ? offset : 0;
  }
}
