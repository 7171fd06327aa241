import type {Failure, QueueProducer} from '../scenarios/schema.ts';
import {paceAt} from '../world/demand.ts';
import {Minutes, minuteMs} from '../world/minutes.ts';
import {chance} from '../world/random.ts';
import {poisson} from './poisson.ts';

/** One message that a producer sent: the `index`th of a minute. */
export type Arrival = {
  readonly minute: number;
  readonly index: number;
  readonly at: number;
  readonly failure: Failure | undefined;
};

/** A minute of sending; `failing` are in the order of their sending, everything else can be digested. */
type Sending = {readonly total: number; failing: readonly Arrival[]};

/** Where the numbers of one purpose begin, so that no two draws are the same. */
const draws = {count: 11, place: 12, failing: 13, which: 14};

/** What the producers of a queue send, together: a function of the seed and the minute, so nothing is stored. */
export class Arrivals {
  readonly producers: readonly QueueProducer[];
  readonly #failures: readonly Failure[];
  readonly #seed: number;
  readonly #startAt: number;
  readonly #known = new Minutes<Sending>();

  constructor(options: {
    readonly producers: readonly QueueProducer[];
    readonly failures: readonly Failure[];
    readonly seed: number;
    readonly startAt: number;
  }) {
    this.producers = options.producers;
    this.#failures = options.failures;
    this.#seed = options.seed;
    this.#startAt = options.startAt;
  }

  total(minute: number): number {
    return this.#sending(minute).total;
  }

  failing(minute: number): readonly Arrival[] {
    return this.#sending(minute).failing;
  }

  healthy(minute: number): number {
    const {total, failing} = this.#sending(minute);
    return total - failing.length;
  }

  *all(minute: number): Generator<Arrival> {
    const {total, failing} = this.#sending(minute);
    let next = 0;
    for (let index = 0; index < total; index++) {
      const failed = failing[next];
      if (failed?.index === index) {
        next++;
        yield failed;
      } else yield {minute, index, at: this.at(minute, index), failure: undefined};
    }
  }

  /** When the `index`th message of a minute was sent: they are strewn over it, in order. */
  at(minute: number, index: number): number {
    const within = (index + chance(this.#seed + draws.place, minute, index)) / this.total(minute);
    return minute * minuteMs + Math.floor(within * minuteMs);
  }

  /** How many healthy messages of its own minute were sent before a time. */
  healthyBefore(time: number): number {
    const minute = Math.floor(time / minuteMs);
    const {total, failing} = this.#sending(minute);
    if (total === 0) return 0;
    let before = Math.floor(((time - minute * minuteMs) / minuteMs) * total);
    while (before < total && this.at(minute, before) < time) before++;
    while (before > 0 && this.at(minute, before - 1) >= time) before--;
    return before - failing.filter(failed => failed.index < before).length;
  }

  /** The index of the healthy message that so many healthy ones of its minute precede. */
  healthyIndex(minute: number, rank: number): number {
    let index = rank;
    for (const failed of this.failing(minute)) {
      if (failed.index > index) break;
      index++;
    }
    return index;
  }

  /** Healthy messages sent from one time until before another. */
  healthyBetween(from: number, until: number): number {
    if (until <= from) return 0;
    const first = Math.floor(from / minuteMs);
    const last = Math.floor(until / minuteMs);
    let count = this.healthyBefore(until) - this.healthyBefore(from);
    for (let minute = first; minute < last; minute++) count += this.healthy(minute);
    return count;
  }

  #sending(minute: number): Sending {
    const known = this.#known.get(minute);
    if (known) return known;
    const total =
      this.producers.length === 0 ? 0 : poisson(this.#mean(minute), this.#seed + draws.count, minute);
    const found: Sending = {total, failing: []};
    this.#known.set(minute, found);
    found.failing = this.#fail(minute, total);
    return found;
  }

  /** Over four moments of the minute: a step may fall into it. */
  #mean(minute: number): number {
    const second = (minute * minuteMs - this.#startAt) / 1000;
    let mean = 0;
    for (const producer of this.producers)
      for (const into of [7.5, 22.5, 37.5, 52.5])
        mean += producer.messagesPerSecond * paceAt(producer, second + into) * 15;
    return mean;
  }

  /** Leaps from one that fails to the next, so that a busy queue with few of them costs no more. */
  #fail(minute: number, total: number): readonly Arrival[] {
    const from = (minute * minuteMs - this.#startAt) / 1000;
    const active = this.#failures.filter(failure => isActive(failure, from, from + 60));
    const share = Math.min(
      1,
      active.reduce((sum, failure) => sum + failure.share, 0),
    );
    if (share === 0 || total === 0) return [];
    const failing: Arrival[] = [];
    const gap = (index: number) =>
      share === 1
        ? 0
        : Math.floor(Math.log(1 - chance(this.#seed + draws.failing, minute, index)) / Math.log(1 - share));
    for (let index = gap(-1); index < total; index += 1 + gap(index)) {
      const at = this.at(minute, index);
      const second = (at - this.#startAt) / 1000;
      const failure = pick(active, share * chance(this.#seed + draws.which, minute, index));
      if (failure && isActive(failure, second, second)) failing.push({minute, index, at, failure});
    }
    return failing;
  }
}

const isActive = (
  {fromSecond = Number.NEGATIVE_INFINITY, untilSecond = Number.POSITIVE_INFINITY}: Failure,
  from: number,
  until: number,
) => fromSecond <= until && untilSecond > from;

function pick(failures: readonly Failure[], draw: number): Failure | undefined {
  let left = draw;
  for (const failure of failures) {
    left -= failure.share;
    if (left < 0) return failure;
  }
  return failures.at(-1);
}
