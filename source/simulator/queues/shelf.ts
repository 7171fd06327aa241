import {Heap} from './heap.ts';
import type {Message} from './message.ts';
import type {Waiting} from './waiting.ts';

/** Monitoring guide: after so many receives a message of a standard queue is left out of the age of the oldest. */
const receivesUntilBack = 3;

/** The messages of a queue that are told apart, each in its state, and what comes next of them. */
export class Shelf {
  readonly #waiting: Waiting;
  readonly #fifo: boolean;
  readonly #timers = new Heap<Message>();
  readonly #bySentAt = new Heap<Message>();
  readonly #byArrival = new Heap<Message>();
  readonly #present = new Set<Message>();
  readonly #counts = {visible: 0, inFlight: 0, delayed: 0};
  #sequence = 0;

  constructor(waiting: Waiting, fifo: boolean) {
    this.#waiting = waiting;
    this.#fifo = fifo;
  }

  get counts(): {readonly visible: number; readonly inFlight: number; readonly delayed: number} {
    return this.#counts;
  }

  get present(): ReadonlySet<Message> {
    return this.#present;
  }

  /** When the state of one of them may end next. */
  get dueAt(): number | undefined {
    return this.#timers.key;
  }

  /** One whose state ends by now. */
  takeDue(at: number): Message | undefined {
    for (;;) {
      const {key, first} = this.#timers;
      if (key === undefined || key > at) return undefined;
      this.#timers.take();
      if (first && first.dueAt === key && first.state !== 'visible' && first.state !== 'gone') return first;
    }
  }

  /** It will come, or its state will end, at its time. */
  time(message: Message): void {
    this.#timers.put(message.dueAt, message);
  }

  /** It is there from now on, visible or delayed. */
  enter(message: Message, at: number, delayMs: number): void {
    this.#sequence = Math.max(this.#sequence + 1, message.arrivedAt * 4096);
    message.sequence = this.#sequence;
    this.#present.add(message);
    this.#bySentAt.put(message.sentAt, message);
    this.#byArrival.put(message.arrivedAt, message);
    this.#waiting.add(message);
    const availableAt = message.arrivedAt + delayMs;
    if (availableAt > at) {
      this.#become(message, 'delayed');
      message.dueAt = availableAt;
      this.time(message);
    } else this.show(message, availableAt);
  }

  show(message: Message, availableAt: number): void {
    message.availableAt = availableAt;
    this.#become(message, 'visible');
    this.#waiting.show(message);
  }

  hold(message: Message, at: number, dueAt: number): void {
    message.receives++;
    message.firstReceivedAt ??= at;
    message.isDigested = false;
    message.receipt = undefined;
    message.dueAt = dueAt;
    this.#become(message, 'inFlight');
    this.time(message);
  }

  drop(message: Message): void {
    this.#become(message, 'gone');
    this.#present.delete(message);
    this.#waiting.drop(message);
  }

  /** The next that can be received; `groups` are those of which the same request received already. */
  first(groups?: ReadonlySet<string>): Message | undefined {
    return this.#waiting.first(groups);
  }

  /** Drops what was sent before a time, and says how many that were. */
  expire(before: number): number {
    let count = 0;
    for (;;) {
      const {key, first} = this.#bySentAt;
      if (key === undefined || key >= before) return count;
      this.#bySentAt.take();
      if (!first || first.state === 'gone') continue;
      this.drop(first);
      count++;
    }
  }

  /** When the oldest came that the metric of the oldest counts. */
  oldestArrival(): number | undefined {
    for (;;) {
      const {key, first} = this.#byArrival;
      if (!first) return undefined;
      const isBehind = !this.#fifo && first.receives >= receivesUntilBack;
      if (first.state !== 'gone' && !isBehind) return key;
      this.#byArrival.take();
    }
  }

  #become(message: Message, state: Message['state']): void {
    this.#count(message, -1);
    message.state = state;
    this.#count(message, 1);
  }

  #count({state}: Message, by: number): void {
    if (state !== 'coming' && state !== 'gone') this.#counts[state] += by;
  }
}
