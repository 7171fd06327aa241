import type {QueueConsumer} from '../scenarios/schema.ts';

/** Who receives and deletes. It can make up for a second of idling, no more. */
export class Worker {
  readonly takesMs: number;
  readonly #consumer: QueueConsumer | undefined;
  readonly #startAt: number;
  #credit = 0;

  constructor(consumer: QueueConsumer | undefined, startAt: number) {
    this.#consumer = consumer;
    this.#startAt = startAt;
    this.takesMs = (consumer?.takesSeconds ?? 0) * 1000;
  }

  get isThere(): boolean {
    return this.#consumer !== undefined;
  }

  /** How many messages it can receive at once. */
  get free(): number {
    return Math.floor(this.#credit);
  }

  /** What it can do, in messages a second. */
  rateAt(time: number): number {
    const second = (time - this.#startAt) / 1000;
    return rateAtSecond(this.#consumer, second);
  }

  /** How many it holds while it has more than enough to do. */
  heldAt(time: number): number {
    return Math.ceil((this.rateAt(time) * this.takesMs) / 1000);
  }

  /** When its pace changes next. */
  changeAfter(time: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const {atSecond} of this.#consumer?.changes ?? []) {
      const at = this.#startAt + atSecond * 1000;
      if (at > time && at < next) next = at;
    }
    return next;
  }

  /** When it can receive the next message, if it does nothing else from `time` on. */
  freeAfter(time: number): number {
    if (this.#credit >= 1) return time;
    const rate = this.rateAt(time);
    return rate === 0 ? Number.POSITIVE_INFINITY : time + Math.ceil(((1 - this.#credit) * 1000) / rate);
  }

  /** Lets it work from one time to another, between which its pace does not change. */
  pass(from: number, until: number): void {
    this.#credit += (this.rateAt(from) * (until - from)) / 1000;
  }

  receives(messages: number): void {
    this.#credit -= messages;
  }

  /** Forgets what it could have done for longer than a second. */
  rest(time: number): void {
    this.#credit = Math.min(this.#credit, Math.max(1, this.rateAt(time)));
  }
}

export function rateAtSecond(consumer: QueueConsumer | undefined, second: number): number {
  if (!consumer) return 0;
  let latest: {readonly atSecond: number; readonly times: number} | undefined;
  for (const change of consumer.changes)
    if (change.atSecond <= second && change.atSecond >= (latest?.atSecond ?? Number.NEGATIVE_INFINITY))
      latest = change;
  return consumer.messagesPerSecond * (latest?.times ?? 1);
}
