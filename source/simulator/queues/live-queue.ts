import type {QueueConsumer} from '../scenarios/schema.ts';
import {minuteMs} from '../world/minutes.ts';
import {Arrivals} from './arrivals.ts';
import {Backlog} from './backlog.ts';
import type {Letters} from './letter.ts';
import {type Coming, isDigestible, type Message, messageOf} from './message.ts';
import {type Counts, MinuteBook, type MinuteRow} from './minute-row.ts';
import type {QueueSettings, Tally} from './shape.ts';
import {Shelf} from './shelf.ts';
import {emptyReceivesOf, withProduced} from './traffic.ts';
import {groupOrder, standardOrder} from './waiting.ts';
import {Worker} from './worker.ts';

export type LiveOptions = {
  readonly fifo: boolean;
  readonly arrivals: Arrivals;
  readonly letters: Letters;
  readonly consumer: QueueConsumer | undefined;
  readonly startAt: number;
  readonly settings: () => QueueSettings;
  /** The start of a minute. */
  readonly from: number;
  /** How many were sent and deleted before; what is left was sent since `leftSince`, and is in flight or delayed. */
  readonly sentBefore: number;
  readonly leftSince: number;
  /** Hands a message that was received too often to the dead-letter queue; false: there is none. */
  readonly passOn: (message: Message, at: number) => boolean;
};

/** Monitoring guide: a queue in which nothing happens publishes for so long. */
const activeMs = 6 * 3_600_000;

/**
 * A queue from some minute on, passed from event to event: a message comes, becomes visible again, is digested, a
 * minute ends. Whoever asks says until when it is to be passed; nothing happens by itself.
 */
export class LiveQueue {
  readonly book = new MinuteBook();
  readonly #options: LiveOptions;
  readonly #shelf: Shelf;
  readonly #worker: Worker;
  readonly #backlog: Backlog;
  readonly #firstOfBacklog: number;
  readonly #ended = {deleted: 0, expired: 0, purged: 0, movedOut: 0};
  #at: number;
  #usedAt = Number.NEGATIVE_INFINITY;
  #entered = 0;

  constructor(options: LiveOptions) {
    const {fifo, arrivals, consumer, startAt, from, leftSince, sentBefore} = options;
    this.#options = options;
    this.#shelf = new Shelf(fifo ? groupOrder() : standardOrder(), fifo);
    this.#worker = new Worker(consumer, startAt);
    this.#backlog = new Backlog(fifo ? nobody : arrivals, leftSince);
    this.#firstOfBacklog = this.#backlog.head;
    this.#ended.deleted = sentBefore;
    this.#at = from;
    const first = fifo ? Math.floor(leftSince / minuteMs) : from / minuteMs;
    for (let minute = first; minute <= from / minuteMs; minute++) this.#schedule(minute, leftSince);
  }

  get at(): number {
    return this.#at;
  }

  isPassedTo(time: number): boolean {
    return this.#at >= time && (this.#shelf.dueAt ?? Number.POSITIVE_INFINITY) > this.#at;
  }

  get shelf(): Shelf {
    return this.#shelf;
  }

  /** Something comes at its time, which may be over already. */
  expect(coming: Coming): void {
    this.#shelf.time(messageOf(coming));
  }

  advance(to: number): void {
    while (!this.isPassedTo(to)) {
      const minuteEnd = (Math.floor(this.#at / minuteMs) + 1) * minuteMs;
      const workAt = this.#shelf.first() ? this.#worker.freeAfter(this.#at) : Number.POSITIVE_INFINITY;
      const changeAt = this.#worker.changeAfter(this.#at);
      const next = Math.min(to, minuteEnd, this.#shelf.dueAt ?? to, workAt, changeAt);
      this.#pass(Math.max(this.#at, next));
    }
  }

  /** A client or a move task did something to it just now. */
  use(): void {
    this.#usedAt = this.#at;
  }

  /** It was sent just now. */
  enter(coming: Coming): Message {
    const message = messageOf(coming);
    this.book.sent(message.letter.bytes);
    this.#enter(message);
    return message;
  }

  /** The next visible message; one of the backlog becomes a message of its own. */
  next(groups?: ReadonlySet<string>): Message | undefined {
    const waiting = this.#shelf.first(groups);
    if (this.#backlogDepth().visible <= 0) return waiting;
    const first = this.#backlog.first();
    const availableAt = first.at + this.#delayMs;
    if (waiting && waiting.availableAt <= availableAt) return waiting;
    this.#backlog.head++;
    const message = messageOf({
      letter: this.#options.letters.of(first),
      sentAt: first.at,
      arrivedAt: first.at,
    });
    this.#shelf.enter(message, this.#at, this.#delayMs);
    return message;
  }

  /** Passes a message that was received too often to its dead-letter queue, if it has one. */
  passOn(message: Message): boolean {
    const {deadLetter} = this.#options.settings();
    if (!deadLetter || message.receives < deadLetter.maxReceiveCount) return false;
    if (!this.#options.passOn(message, this.#at)) return false;
    this.moveOut(message);
    return true;
  }

  moveOut(message: Message): void {
    this.#shelf.drop(message);
    this.#ended.movedOut++;
  }

  hold(message: Message, dueAt: number): void {
    this.#shelf.hold(message, this.#at, dueAt);
    this.book.received(1);
  }

  delete(message: Message): void {
    this.#shelf.drop(message);
    this.#ended.deleted++;
    this.book.deleted(1);
  }

  purge(): void {
    for (const message of [...this.#shelf.present]) {
      this.#shelf.drop(message);
      this.#ended.purged++;
    }
    this.#ended.purged += this.#backlog.sentBefore(this.#at);
    this.#backlog.head = this.#backlog.countAt(this.#at);
  }

  depth(): {readonly visible: number; readonly inFlight: number; readonly delayed: number} {
    const {visible, inFlight, delayed} = this.#backlogDepth();
    const {counts} = this.#shelf;
    return {
      visible: counts.visible + visible,
      inFlight: counts.inFlight + inFlight,
      delayed: counts.delayed + delayed,
    };
  }

  tally(): Tally {
    const produced = this.#backlog.countAt(this.#at) - this.#firstOfBacklog;
    return {
      sent: this.#options.sentBefore + produced + this.#entered,
      ...this.#ended,
      left: this.#shelf.present.size + this.#backlog.sentBefore(this.#at),
    };
  }

  get #delayMs(): number {
    return this.#options.settings().delaySeconds * 1000;
  }

  #pass(next: number): void {
    const turns = next > this.#at && next % minuteMs === 0;
    this.#worker.pass(this.#at, next);
    this.#at = next;
    for (let due = this.#shelf.takeDue(next); due; due = this.#shelf.takeDue(next)) this.#end(due);
    this.#expire();
    this.#work();
    if (turns) this.#turn(next / minuteMs);
  }

  /** The state of a message ends. */
  #end(message: Message): void {
    if (message.state === 'coming') this.#enter(message);
    else if (message.isDigested) this.delete(message);
    else this.#shelf.show(message, message.dueAt);
  }

  #enter(message: Message): void {
    const delayMs = message.delaySeconds === undefined ? this.#delayMs : message.delaySeconds * 1000;
    this.#shelf.enter(message, this.#at, delayMs);
    this.#entered++;
  }

  #expire(): void {
    const before = this.#at - this.#options.settings().retentionSeconds * 1000;
    this.#ended.expired += this.#shelf.expire(before);
    const expired = this.#backlog.sentBefore(before);
    this.#backlog.head += expired;
    this.#ended.expired += expired;
  }

  /** The consumer takes what became visible first, the backlog and the others in their order. */
  #work(): void {
    if (!this.#options.consumer) return;
    let ready = this.#backlog.sentBefore(this.#at - this.#delayMs - this.#worker.takesMs);
    for (;;) {
      const next = this.#shelf.first();
      const ahead = next
        ? Math.min(ready, this.#backlog.sentBefore(next.availableAt - this.#delayMs))
        : ready;
      ready -= this.#digest(Math.min(ahead, this.#worker.free));
      if (!next || this.#worker.free < 1) break;
      if (!this.passOn(next)) this.#receive(next);
    }
    this.#worker.rest(this.#at);
  }

  #digest(messages: number): number {
    this.#worker.receives(messages);
    this.#backlog.head += messages;
    this.#ended.deleted += messages;
    this.book.received(messages);
    this.book.deleted(messages);
    return messages;
  }

  #receive(message: Message): void {
    const digests = isDigestible(message, this.#at);
    const forMs = digests ? this.#worker.takesMs : this.#options.settings().visibilityTimeoutSeconds * 1000;
    this.#worker.receives(1);
    this.hold(message, this.#at + forMs);
    message.isDigested = digests;
  }

  #turn(minute: number): void {
    const {consumer, arrivals, settings} = this.#options;
    const depth = this.depth();
    if (depth.visible + depth.inFlight + depth.delayed > 0 || consumer || arrivals.producers.length > 0)
      this.use();
    const row = (counts: Counts): MinuteRow => ({
      ...withProduced(arrivals, minute - 1, counts),
      emptyReceives:
        counts.emptyReceives +
        emptyReceivesOf(
          this.#worker.rateAt(this.#at - 1) > 0,
          settings().receiveWaitSeconds,
          counts.received,
        ),
      ...depth,
      oldestAgeSeconds: this.#oldestAgeSeconds(),
    });
    this.book.close(minute - 1, this.#at - this.#usedAt < activeMs ? row : undefined);
    this.#schedule(minute, this.#at);
  }

  #oldestAgeSeconds(): number {
    const ofBacklog = this.#backlog.sentBefore(this.#at) > 0 ? this.#backlog.first().at : this.#at;
    return Math.floor((this.#at - Math.min(ofBacklog, this.#shelf.oldestArrival() ?? this.#at)) / 1000);
  }

  /** Where nobody works on it, nothing of the backlog is in flight; else as much as the consumer holds at a time. */
  #backlogDepth(): {readonly visible: number; readonly inFlight: number; readonly delayed: number} {
    const all = this.#backlog.sentBefore(this.#at);
    const shown = this.#backlog.sentBefore(this.#at - this.#delayMs);
    const inFlight = Math.min(shown, this.#worker.heldAt(this.#at));
    return {visible: shown - inFlight, inFlight, delayed: all - shown};
  }

  /** The messages of a minute that are told apart: those that fail, and all of a FIFO queue. */
  #schedule(minute: number, from: number): void {
    const {fifo, arrivals, letters} = this.#options;
    for (const arrival of fifo ? arrivals.all(minute) : arrivals.failing(minute))
      if (arrival.at >= from)
        this.expect({letter: letters.of(arrival), sentAt: arrival.at, arrivedAt: arrival.at});
  }
}

const nobody = new Arrivals({producers: [], failures: [], seed: 0, startAt: 0});
