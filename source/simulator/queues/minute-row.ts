import {Minutes} from '../world/minutes.ts';

/** What SQS publishes of one minute of a queue; the depths and the age are those of its end. */
export type MinuteRow = Counts & {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly oldestAgeSeconds: number;
};

/** What was done to a queue in a minute. */
export type Counts = {
  readonly sent: number;
  /** Of what was sent. */
  readonly bytes: number;
  readonly smallest: number;
  readonly largest: number;
  readonly received: number;
  readonly deleted: number;
  readonly emptyReceives: number;
};

type Writable<Of> = {-readonly [Key in keyof Of]: Of[Key]};

/** Counts the current minute, and keeps those that are over. */
export class MinuteBook {
  #counts = fresh();
  readonly #rows = new Minutes<MinuteRow>();

  sent(bytes: number): void {
    this.#counts.sent++;
    this.#counts.bytes += bytes;
    this.#counts.smallest = Math.min(this.#counts.smallest, bytes);
    this.#counts.largest = Math.max(this.#counts.largest, bytes);
  }

  received(messages: number): void {
    this.#counts.received += messages;
  }

  deleted(messages: number): void {
    this.#counts.deleted += messages;
  }

  receivedNothing(): void {
    this.#counts.emptyReceives++;
  }

  /** Ends a minute; nothing is kept of a minute in which the queue was idle. */
  close(minute: number, row: ((counts: Counts) => MinuteRow) | undefined): void {
    if (row) this.#rows.set(minute, row(this.#counts));
    this.#counts = fresh();
  }

  row(minute: number): MinuteRow | undefined {
    return this.#rows.get(minute);
  }

  get isEmpty(): boolean {
    return this.#rows.size === 0;
  }
}

const fresh = (): Writable<Counts> => ({
  sent: 0,
  bytes: 0,
  smallest: Number.POSITIVE_INFINITY,
  largest: 0,
  received: 0,
  deleted: 0,
  emptyReceives: 0,
});
