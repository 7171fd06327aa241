import type {QueueConsumer, QueueProducer, QueueScenario} from '../scenarios/schema.ts';
import {minuteMs} from '../world/minutes.ts';
import type {Arrivals} from './arrivals.ts';
import type {MinuteRow} from './minute-row.ts';
import type {QueueSettings} from './shape.ts';
import {emptyReceivesOf, withProduced} from './traffic.ts';
import {rateAtSecond} from './worker.ts';

/** What goes on in a queue without anybody's doing. */
export type QueuePlay = Pick<QueueScenario, 'name' | 'producers' | 'consumer' | 'failures' | 'held'>;

/** How much more than its producers send at most a consumer must be able to do, so that nothing ever waits. */
const spare = 1.1;

/** The scenario second until which a queue is in balance: all that is sent is digested at once, or nothing is sent. */
export function steadyUntil({producers, consumer, failures, held}: QueuePlay): number {
  const disturbed = [
    ...failures.map(({fromSecond = Number.NEGATIVE_INFINITY}) => fromSecond),
    ...held.map(({fromSecond}) => fromSecond),
    ...(producers.length > 0 ? [overwhelmedFrom(producers, consumer)] : []),
  ];
  return Math.min(Number.POSITIVE_INFINITY, ...disturbed);
}

function overwhelmedFrom(producers: readonly QueueProducer[], consumer: QueueConsumer | undefined): number {
  const changes = [
    ...(consumer?.changes ?? []).map(({atSecond}) => atSecond),
    ...producers.flatMap(({steps}) => steps.map(({atSecond}) => atSecond)),
  ].sort((a, b) => a - b);
  const times = [Number.NEGATIVE_INFINITY, ...changes];
  const isTooMuch = (second: number) =>
    producers.reduce((sum, producer) => sum + highestRate(producer, second), 0) * spare >
    rateAtSecond(consumer, second);
  return times.find(isTooMuch) ?? Number.POSITIVE_INFINITY;
}

/** At that second or until the next change, whatever the time of day. */
const highestRate = ({messagesPerSecond, daily, steps}: QueueProducer, second: number): number =>
  steps
    .filter(({atSecond}) => atSecond <= second)
    .reduce(
      (rate, {times, overSeconds}) => rate * (overSeconds > 0 ? Math.max(1, times) : times),
      messagesPerSecond,
    ) *
  (1 + (daily?.swing ?? 0));

/** A queue in balance: what it is like at any time follows from what was sent just before. */
export class Steady {
  readonly #arrivals: Arrivals;
  readonly #consumer: QueueConsumer | undefined;
  readonly #settings: QueueSettings;

  /** The settings that it began with: whoever changes them ends its balance. */
  constructor(arrivals: Arrivals, consumer: QueueConsumer | undefined, settings: QueueSettings) {
    this.#arrivals = arrivals;
    this.#consumer = consumer;
    this.#settings = settings;
  }

  /** What was sent longer ago than this is gone. */
  get lagMs(): number {
    return this.#delayMs + (this.#consumer?.takesSeconds ?? 0) * 1000;
  }

  get isIdle(): boolean {
    return this.#consumer === undefined && this.#arrivals.producers.length === 0;
  }

  depth(at: number): {readonly visible: number; readonly inFlight: number; readonly delayed: number} {
    return {
      visible: 0,
      inFlight: this.#arrivals.healthyBetween(at - this.lagMs, at - this.#delayMs),
      delayed: this.#arrivals.healthyBetween(at - this.#delayMs, at),
    };
  }

  row(minute: number): MinuteRow | undefined {
    if (this.isIdle) return undefined;
    const [from, until] = [minute * minuteMs, (minute + 1) * minuteMs];
    const digested = this.#arrivals.healthyBetween(from - this.lagMs, until - this.lagMs);
    const depth = this.depth(until);
    return {
      ...withProduced(this.#arrivals, minute, {...nothing, received: digested, deleted: digested}),
      emptyReceives: emptyReceivesOf(
        this.#consumer !== undefined,
        this.#settings.receiveWaitSeconds,
        digested,
      ),
      ...depth,
      oldestAgeSeconds: depth.inFlight + depth.delayed > 0 ? Math.floor(this.lagMs / 1000) : 0,
    };
  }

  get #delayMs(): number {
    return this.#settings.delaySeconds * 1000;
  }
}

const nothing = {
  sent: 0,
  bytes: 0,
  smallest: Number.POSITIVE_INFINITY,
  largest: 0,
  emptyReceives: 0,
};
