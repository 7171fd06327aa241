import {minuteMs} from '../world/minutes.ts';
import type {Arrival, Arrivals} from './arrivals.ts';

/**
 * The healthy messages of a standard queue that nobody has a reason to tell apart: those from the `head`th on, of all
 * that its producers sent since a time. A busy queue costs no more than a quiet one; who receives one takes it off the
 * head and has it as a message of its own.
 */
export class Backlog {
  /** How many were taken off so far. */
  head: number;
  readonly #arrivals: Arrivals;
  readonly #firstMinute: number;
  /** How many there were before each minute. */
  readonly #before = [0];

  constructor(arrivals: Arrivals, from: number) {
    this.#arrivals = arrivals;
    this.#firstMinute = Math.floor(from / minuteMs);
    this.head = this.countAt(from);
  }

  /** How many were sent before a time, those that were taken off counted too. */
  countAt(time: number): number {
    const minute = Math.floor(time / minuteMs) - this.#firstMinute;
    return minute < 0 ? 0 : this.#beforeMinute(minute) + this.#arrivals.healthyBefore(time);
  }

  /** Those that are left of what was sent before a time. */
  sentBefore(time: number): number {
    return Math.max(0, this.countAt(time) - this.head);
  }

  /** Of the oldest that is left; there must be one. */
  first(): Arrival {
    const before = this.#before;
    let minute = this.#minuteOfHead;
    while (this.#beforeMinute(minute + 1) <= this.head) minute++;
    this.#minuteOfHead = minute;
    const rank = this.head - (before[minute] ?? 0);
    const absolute = minute + this.#firstMinute;
    const index = this.#arrivals.healthyIndex(absolute, rank);
    return {minute: absolute, index, at: this.#arrivals.at(absolute, index), failure: undefined};
  }

  /** The head only moves on. */
  #minuteOfHead = 0;

  #beforeMinute(minute: number): number {
    const before = this.#before;
    for (let known = before.length; known <= minute; known++)
      before.push((before[known - 1] ?? 0) + this.#arrivals.healthy(this.#firstMinute + known - 1));
    return before[minute] ?? 0;
  }
}
