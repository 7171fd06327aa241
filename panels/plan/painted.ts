/** A part of a text as it stands on the screen: which text, drawn at which size, and which of its lines. */
export type Frame = {
  readonly of: object;
  readonly width: number;
  readonly from: number;
  readonly to: number;
  readonly total: number;
};

/**
 * Since when a plan has been on the screen with all its lines. What does not fit has to be scrolled through: lines
 * that were jumped over were not painted.
 */
export class Painted {
  #of: object | undefined;
  #width = 0;
  /** Every line before this one was on the screen. */
  #to = 0;
  #wholeSince: number | undefined;

  add({of, width, from, to, total}: Frame, at: number): void {
    if (of !== this.#of || width !== this.#width) {
      this.#of = of;
      this.#width = width;
      this.#to = 0;
      this.#wholeSince = undefined;
    }
    if (from <= this.#to) this.#to = Math.max(this.#to, to);
    if (this.#to >= total) this.#wholeSince ??= at;
  }

  /** How long ago all of it had been painted; undefined when it has not. */
  since(of: object, now: number): number | undefined {
    return of === this.#of && this.#wholeSince !== undefined ? now - this.#wholeSince : undefined;
  }

  /** A key that came too early: whoever leans on it does not get through later. */
  again(now: number): void {
    if (this.#wholeSince !== undefined) this.#wholeSince = now;
  }
}
