import type {QueueProducer} from '../scenarios/schema.ts';
import {chance, mix} from '../world/random.ts';
import type {Arrival} from './arrivals.ts';
import {type Content, contentOf} from './content/content.ts';
import type {Reason} from './content/reason.ts';
import {uuidOf} from './content/values.ts';

/** What was sent, wherever it lies; a message is a letter in a queue. Its text is made when somebody reads it. */
export type Letter = {
  readonly id: () => string;
  readonly content: () => Content;
  readonly bytes: number;
  readonly senderId: string;
  readonly reason: Reason | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: () => string | undefined;
};

/** The same letter under a new name, as a move task leaves it. */
export function renamed(letter: Letter, seed: number): Letter {
  return {...letter, id: () => uuidOf(mix(seed, 77))};
}

/** A producer's role and session. */
export const senderIdOf = (producer: string): string => `AROASIMULATEDPRODUCER:${producer}`;

/** What the producers of one queue send. */
export class Letters {
  readonly #queue: string;
  readonly #fifo: boolean;
  readonly #seed: number;
  readonly #startAt: number;
  readonly #producers: readonly QueueProducer[];

  constructor(options: {
    readonly queue: string;
    readonly fifo: boolean;
    readonly seed: number;
    readonly startAt: number;
    readonly producers: readonly QueueProducer[];
  }) {
    this.#queue = options.queue;
    this.#fifo = options.fifo;
    this.#seed = options.seed;
    this.#startAt = options.startAt;
    this.#producers = options.producers;
  }

  of({minute, index, at, failure}: Arrival): Letter {
    const seed = mix(this.#seed, minute, index, 21);
    const producer = this.#producerOf(chance(seed, 22));
    const bytes = Math.round((producer?.messageBytes ?? 600) * (0.75 + 0.5 * chance(seed, 23)));
    const reason = failure && {...failure, repairedAt: atSecond(failure.repairedAtSecond, this.#startAt)};
    const id = () => uuidOf(seed);
    return {
      id,
      content: () => contentOf({seed, queue: this.#queue, sentAt: at, bytes, reason}),
      bytes,
      senderId: senderIdOf(producer?.name ?? 'producer'),
      reason,
      groupId: this.#fifo ? `group-${Math.floor(chance(seed, 24) * (producer?.groups ?? 1))}` : undefined,
      deduplicationId: () => (this.#fifo ? id() : undefined),
    };
  }

  #producerOf(draw: number): QueueProducer | undefined {
    let left = draw * this.#producers.reduce((sum, producer) => sum + producer.messagesPerSecond, 0);
    for (const producer of this.#producers) {
      left -= producer.messagesPerSecond;
      if (left < 0) return producer;
    }
    return this.#producers.at(-1);
  }
}

export const atSecond = (second: number | undefined, startAt: number): number | undefined =>
  second === undefined ? undefined : startAt + second * 1000;
