import {minuteMs} from '../world/minutes.ts';
import {mix} from '../world/random.ts';
import {Arrivals} from './arrivals.ts';
import {clientLetter} from './client-letter.ts';
import {uuidOf} from './content/values.ts';
import {Deduplication, deduplicationIdOf} from './deduplication.ts';
import {type HeldIn, heldMessages} from './held.ts';
import {type Letter, Letters} from './letter.ts';
import {LiveQueue} from './live-queue.ts';
import type {Coming, Message} from './message.ts';
import type {MinuteRow} from './minute-row.ts';
import {readReceipt, receiptHandle} from './receipt.ts';
import type {NewMessage, QueueSettings, Received, Sent, SimulatedQueue, Tally} from './shape.ts';
import {type QueuePlay, Steady, steadyUntil} from './steady.ts';

export type QueueOptions = {
  readonly scenario: QueuePlay;
  readonly region: string;
  readonly arn: string;
  readonly settings: QueueSettings;
  readonly createdAt: number;
  readonly startAt: number;
  /** The start of the minute before which there is no history. */
  readonly historyAt: number;
  readonly seed: number;
  readonly now: () => number;
  /** Passes the queue, and whatever could have sent something to it, to the present. */
  readonly bring: (queue: Queue) => void;
  /** Its settings were changed, perhaps those that say where its dead letters go. */
  readonly changed: () => void;
  readonly passOn: (queue: Queue, message: Message, at: number) => boolean;
  readonly held: Pick<HeldIn, 'sourceOf' | 'topicArn'>;
};

/**
 * A queue of the account. While all that is sent to it is digested at once it is a formula; from the minute on in which
 * something is out of balance, or a client touches it, it is a `LiveQueue`.
 */
export class Queue implements SimulatedQueue {
  readonly region: string;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly createdAt: number;
  readonly tags = new Map<string, string>();
  readonly #arrivals: Arrivals;
  readonly #options: QueueOptions;
  readonly #letters: Letters;
  readonly #steady: Steady;
  /** In balance before that time. */
  readonly #steadyUntil: number;
  readonly #duplicates = new Deduplication();
  /** Those that a client received, by id. */
  readonly #received = new Map<string, Message>();
  #live: LiveQueue | undefined;
  #settings: QueueSettings;
  #modifiedAt: number;
  #purgedAt: number | undefined;
  #sends = 0;
  #receipts = 0;

  constructor(options: QueueOptions) {
    const {scenario, seed, startAt, settings} = options;
    this.#options = options;
    this.region = options.region;
    this.name = scenario.name;
    this.arn = options.arn;
    this.fifo = scenario.name.endsWith('.fifo');
    this.createdAt = options.createdAt;
    this.#modifiedAt = options.createdAt;
    this.#settings = settings;
    this.#arrivals = new Arrivals({
      producers: scenario.producers,
      failures: scenario.failures,
      seed,
      startAt,
    });
    this.#letters = new Letters({
      queue: this.name,
      fifo: this.fifo,
      seed,
      startAt,
      producers: scenario.producers,
    });
    this.#steady = new Steady(this.#arrivals, scenario.consumer, settings);
    this.#steadyUntil = startAt + steadyUntil(scenario) * 1000;
  }

  modifiedAt = (): number => this.#modifiedAt;

  settings = (): QueueSettings => this.#settings;

  change = (settings: Partial<QueueSettings>): void => {
    this.#touch();
    this.#settings = {...this.#settings, ...settings};
    this.#modifiedAt = this.#options.now();
    this.#options.changed();
  };

  depth = (): ReturnType<SimulatedQueue['depth']> => {
    this.#options.bring(this);
    return this.#live?.depth() ?? this.#steady.depth(this.#options.now());
  };

  send = (message: NewMessage): Sent => {
    const live = this.#touch();
    const now = this.#options.now();
    const id = this.fifo ? deduplicationIdOf(message, this.#settings.contentBasedDeduplication) : undefined;
    const known = id === undefined ? undefined : this.#duplicates.find(id, now);
    if (known) return known;
    const entered = live.enter({
      letter: clientLetter(message, uuidOf(mix(this.#options.seed, this.#sends++, 41)), id),
      sentAt: now,
      arrivedAt: now,
      ...(message.delaySeconds !== undefined && {delaySeconds: message.delaySeconds}),
    });
    const sent = {messageId: entered.letter.id(), sequenceNumber: this.#sequenceNumber(entered)};
    if (id !== undefined) this.#duplicates.remember(id, sent, now);
    return sent;
  };

  receive = (most: number, visibilitySeconds: number): readonly Received[] => {
    const live = this.#touch();
    const received: Received[] = [];
    const groups = new Set<string>();
    while (received.length < most) {
      const message = live.next(groups);
      if (!message) break;
      if (live.passOn(message)) continue;
      live.hold(message, live.at + visibilitySeconds * 1000);
      received.push(this.#receivedOf(message));
      groups.add(message.letter.groupId ?? '');
    }
    if (received.length === 0) live.book.receivedNothing();
    return received;
  };

  delete = (handle: string): boolean => {
    const receipt = readReceipt(this.arn, handle);
    if (!receipt) return false;
    const live = this.#touch();
    const message = this.#received.get(receipt.messageId);
    if (!message || message.state === 'gone') return true;
    if (this.fifo && (message.receipt !== receipt.number || message.state !== 'inFlight')) return true;
    live.delete(message);
    this.#received.delete(receipt.messageId);
    return true;
  };

  setVisibility = (handle: string, seconds: number): 'done' | 'not-in-flight' | 'unknown' => {
    const receipt = readReceipt(this.arn, handle);
    if (!receipt) return 'unknown';
    const live = this.#touch();
    const message = this.#received.get(receipt.messageId);
    if (message?.state !== 'inFlight' || message.receipt !== receipt.number) return 'not-in-flight';
    message.dueAt = live.at + seconds * 1000;
    live.shelf.time(message);
    live.advance(live.at);
    return 'done';
  };

  purgedAt = (): number | undefined => this.#purgedAt;

  purge = (): void => {
    this.#touch().purge();
    this.#received.clear();
    this.#purgedAt = this.#options.now();
  };

  tally = (): Tally => {
    this.#options.bring(this);
    if (this.#live) return this.#live.tally();
    const now = this.#options.now();
    const sent = this.#sentUntil(now);
    const deleted = this.#sentUntil(now - this.#steady.lagMs);
    return {sent, deleted, expired: 0, purged: 0, movedOut: 0, left: sent - deleted};
  };

  /** The next visible message, for a move task; it stays where it is, and the queue has been passed until then. */
  nextAt(at: number): Message | undefined {
    const live = this.#passedTo(at);
    live.use();
    return live.next();
  }

  depthAt(at: number): ReturnType<SimulatedQueue['depth']> {
    return this.#passedTo(at).depth();
  }

  moveOut(message: Message): void {
    this.#live?.moveOut(message);
  }

  /** A move task sends it, at a time until which this queue has been passed. */
  sendMoved(letter: Letter, at: number): void {
    const live = this.#passedTo(at);
    live.use();
    live.enter({letter, sentAt: at, arrivedAt: at});
  }

  /** A dead letter comes at a time that may be over already. */
  expect(coming: Coming): void {
    this.#liveAt(coming.arrivedAt).expect(coming);
  }

  /** Nothing is left to happen to it until then, unless another queue has something for it. */
  isPassedTo(time: number): boolean {
    return this.#live?.isPassedTo(time) ?? false;
  }

  advance(to: number): void {
    if (this.#live) this.#live.advance(to);
    else if (this.#steadyUntil < to) this.#liveAt(this.#steadyUntil).advance(to);
  }

  /** What it published of a minute, up to whose end it has been passed. */
  row(minute: number): MinuteRow | undefined {
    if (minute * minuteMs < Math.max(this.#options.historyAt, this.createdAt - minuteMs + 1))
      return undefined;
    return this.#live && minute >= this.#liveFrom ? this.#live.book.row(minute) : this.#steady.row(minute);
  }

  /** Whether anything was ever published of it. */
  get hasPublished(): boolean {
    return !this.#steady.isIdle || (this.#live !== undefined && !this.#live.book.isEmpty);
  }

  #liveFrom = Number.POSITIVE_INFINITY;

  #touch(): LiveQueue {
    this.#options.bring(this);
    const live = this.#passedTo(this.#options.now());
    live.use();
    return live;
  }

  #passedTo(time: number): LiveQueue {
    const live = this.#liveAt(time);
    live.advance(time);
    return live;
  }

  #liveAt(time: number): LiveQueue {
    if (this.#live) return this.#live;
    const {scenario, startAt, historyAt} = this.#options;
    const first = Math.min(time, this.#steadyUntil);
    const from = Math.max(historyAt, Math.floor(first / minuteMs) * minuteMs);
    const leftSince = from - this.#steady.lagMs;
    this.#liveFrom = from / minuteMs;
    this.#live = new LiveQueue({
      fifo: this.fifo,
      arrivals: this.#arrivals,
      letters: this.#letters,
      consumer: scenario.consumer,
      startAt,
      settings: this.settings,
      from,
      leftSince,
      sentBefore: this.#sentUntil(leftSince),
      passOn: (message, at) => this.#options.passOn(this, message, at),
    });
    const {seed, held} = this.#options;
    const where = {queue: this.name, fifo: this.fifo, seed, startAt, ...held};
    for (const [place, lot] of scenario.held.entries())
      for (const coming of heldMessages(lot, place, where)) this.#live.expect(coming);
    return this.#live;
  }

  /** What its producers sent since the history begins, while it is in balance. */
  #sentUntil(time: number): number {
    return this.#arrivals.healthyBetween(this.#options.historyAt - this.#steady.lagMs, time);
  }

  #receivedOf(message: Message): Received {
    const {letter} = message;
    const {body, attributes, traceHeader} = letter.content();
    const messageId = letter.id();
    message.receipt = ++this.#receipts;
    this.#received.set(messageId, message);
    return {
      messageId,
      receiptHandle: receiptHandle(this.arn, {messageId, number: message.receipt}),
      body,
      attributes,
      traceHeader,
      sentAt: message.sentAt,
      senderId: letter.senderId,
      firstReceivedAt: message.firstReceivedAt ?? this.#options.now(),
      receiveCount: message.earlierReceives + message.receives,
      groupId: letter.groupId,
      deduplicationId: letter.deduplicationId(),
      sequenceNumber: this.#sequenceNumber(message),
      deadLetterSource: message.deadLetterSource,
    };
  }

  #sequenceNumber({sequence}: Message): string | undefined {
    return this.fifo ? `1${String(sequence).padStart(19, '0')}` : undefined;
  }
}
