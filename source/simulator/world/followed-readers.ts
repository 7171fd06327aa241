import type {ConsumerScenario} from '../scenarios/schema.ts';
import {Minutes, minuteMs} from './minutes.ts';
import {chance} from './random.ts';
import {
  advance,
  capacityOf,
  horizonOf,
  isFreed,
  isPoisoned,
  type Progress,
  type ReaderWorld,
  type ShardRead,
  startOf,
  together,
} from './reader.ts';
import {type Shard, shardReadBytes, shardReadCalls} from './shard.ts';

type Capacities = readonly ReturnType<typeof capacityOf>[];

/** A minute's way through a shard, but for what was lost on it. */
type Read = Omit<Progress, 'lost'>;

/** What was read in a minute, shard by shard, consumer by consumer. */
type Taken = {
  readonly records: Float64Array;
  readonly bytes: Float64Array;
  readonly squeezes: Float64Array;
};

/** Consumers that may fall behind, followed minute by minute; nothing is done until somebody asks. */
export class FollowedReaders {
  readonly #consumers: readonly ConsumerScenario[];
  readonly #world: ReaderWorld;
  /** By minute: the cursors at its start, shard by shard, consumer by consumer; NaN is not begun. */
  readonly #cursors = new Minutes<Float64Array>();
  /** By minute that was followed: what was read in it, so that no metric has to follow it again. */
  readonly #taken = new Minutes<Taken>();
  readonly #read: Float64Array;
  readonly #lost: Float64Array;
  readonly #firstMinute: number;
  #followedTo: number;
  /** Of the minute that was looked at last: they are the same for all of its shards. */
  #capacities: {readonly minute: number; readonly all: Capacities} | undefined;

  constructor(consumers: readonly ConsumerScenario[], world: ReaderWorld) {
    this.#consumers = consumers;
    this.#world = world;
    this.#read = new Float64Array(consumers.length);
    this.#lost = new Float64Array(consumers.length);
    this.#firstMinute = Math.ceil(world.historyAt / minuteMs);
    this.#followedTo = this.#firstMinute;
  }

  shard(shard: Shard, minute: number): ShardRead | undefined {
    const state = this.#stateAt(minute);
    return this.#readOf(shard, minute, state, this.#progressOf(shard, minute, state));
  }

  total(minute: number): ShardRead | undefined {
    let total: ShardRead | undefined;
    for (const shard of this.#world.shards) {
      const read = this.shard(shard, minute);
      if (read) total = total ? together(total, read) : read;
    }
    return total;
  }

  /** What one of the consumers read of all shards in a minute. */
  consumer(index: number, minute: number): ShardRead | undefined {
    const state = this.#stateAt(minute);
    let total: ShardRead | undefined;
    for (const shard of this.#world.shards) {
      const read = this.#readBy(index, shard, minute, state, this.#progressOf(shard, minute, state));
      if (read) total = total ? together(total, read) : read;
    }
    return total;
  }

  /** Where a consumer stands on a shard at the start of a minute, as a write time. */
  cursorAt(shard: Shard, minute: number, consumer = 0): number {
    return this.#stateAt(minute)[this.#slot(shard, consumer)] ?? Number.NaN;
  }

  /** Records read and lost by a consumer from the start of history on, as far as it was followed. */
  accountOf(consumer = 0): {readonly read: number; readonly lost: number} {
    return {read: this.#read[consumer] ?? 0, lost: this.#lost[consumer] ?? 0};
  }

  #slot(shard: Shard, consumer: number): number {
    return shard.number * this.#consumers.length + consumer;
  }

  #stateAt(minute: number): Float64Array {
    if (this.#cursors.size === 0) this.#cursors.set(this.#firstMinute, this.#firstState());
    while (this.#followedTo < minute) {
      const next = this.#step(this.#followedTo);
      this.#followedTo++;
      this.#cursors.set(this.#followedTo, next);
    }
    return this.#cursors.get(minute) ?? new Float64Array(0);
  }

  #firstState(): Float64Array {
    const {shards, historyAt} = this.#world;
    const state = new Float64Array(shards.length * this.#consumers.length).fill(Number.NaN);
    for (const shard of shards) {
      for (const [index, consumer] of this.#consumers.entries()) {
        const at = historyAt - consumer.behindSeconds * 1000;
        if (shard.openedAt > at && shard.parent) continue;
        state[this.#slot(shard, index)] = Math.max(shard.openedAt, Math.min(at, shard.closedAt ?? at));
      }
    }
    return state;
  }

  /** Everybody's cursors a minute later. */
  #step(minute: number): Float64Array {
    const {shards, retention} = this.#world;
    const before = this.#cursors.get(minute) ?? new Float64Array(0);
    const after = new Float64Array(shards.length * this.#consumers.length).fill(Number.NaN);
    const taken = takenOf(after.length);
    const end = (minute + 1) * minuteMs;
    for (const shard of shards) {
      if (shard.openedAt >= end) continue;
      const progress = this.#followed(shard, minute, before);
      for (let index = 0; index < progress.length; index++) {
        const slot = this.#slot(shard, index);
        const step = progress[index];
        if (step) {
          after[slot] = step.cursor;
          taken.records[slot] = step.records;
          taken.bytes[slot] = step.bytes;
          taken.squeezes[slot] = step.squeeze ?? 1;
          this.#read[index] = (this.#read[index] ?? 0) + step.records;
          this.#lost[index] = (this.#lost[index] ?? 0) + step.lost;
        } else if (isFreed(shard, other => after[this.#slot(other, index)] ?? Number.NaN))
          after[slot] = startOf(shard, retention, end);
      }
    }
    this.#taken.set(minute, taken);
    return after;
  }

  /** How far each consumer comes on a shard in a minute; undefined for those that have not begun it. */
  #progressOf(shard: Shard, minute: number, state: Float64Array): readonly (Read | undefined)[] {
    const taken = this.#taken.get(minute);
    const after = this.#cursors.get(minute + 1);
    if (!taken || !after) return this.#followed(shard, minute, state);
    return this.#consumers.map((_, index) => {
      const slot = this.#slot(shard, index);
      const from = state[slot] ?? Number.NaN;
      const cursor = after[slot] ?? Number.NaN;
      const records = taken.records[slot];
      const bytes = taken.bytes[slot];
      if (Number.isNaN(from + cursor) || records === undefined || bytes === undefined) return undefined;
      return {from, cursor, records, bytes, squeeze: taken.squeezes[slot] ?? 1};
    });
  }

  #followed(shard: Shard, minute: number, state: Float64Array): readonly (Progress | undefined)[] {
    const {traffic, retention} = this.#world;
    const until = (minute + 1) * minuteMs;
    const second = (minute * minuteMs - this.#world.startAt) / 1000;
    const horizons = this.#consumers.map(consumer => horizonOf(consumer, retention, until));
    const wanted = this.#capacitiesIn(minute).map((capacity, index) => {
      const cursor = state[this.#slot(shard, index)];
      const consumer = this.#consumers[index];
      if (cursor === undefined || Number.isNaN(cursor) || !consumer) return undefined;
      const {records, bytes} = isPoisoned(consumer, shard, second) ? nothing : capacity;
      const horizon = horizons[index] ?? Number.NEGATIVE_INFINITY;
      return advance({traffic, shard, cursor, until, horizon, records, bytes});
    });
    const squeeze = squeezeOf(wanted);
    if (squeeze === 1) return wanted;
    return wanted.map((progress, index) => {
      if (!progress) return undefined;
      const bytes = progress.bytes * squeeze;
      const records = Number.POSITIVE_INFINITY;
      const horizon = horizons[index] ?? Number.NEGATIVE_INFINITY;
      return {...advance({traffic, shard, cursor: progress.from, until, horizon, records, bytes}), squeeze};
    });
  }

  #readOf(
    shard: Shard,
    minute: number,
    state: Float64Array,
    progress: readonly (Read | undefined)[],
  ): ShardRead | undefined {
    let read: ShardRead | undefined;
    for (let index = 0; index < this.#consumers.length; index++) {
      const one = this.#readBy(index, shard, minute, state, progress);
      if (one) read = read ? together(read, one) : one;
    }
    if (!read) return undefined;
    return {...read, throttled: Math.max(read.throttled, read.calls - shardReadCalls * 60)};
  }

  #readBy(
    index: number,
    shard: Shard,
    minute: number,
    state: Float64Array,
    progress: readonly (Read | undefined)[],
  ): ShardRead | undefined {
    const consumer = this.#consumers[index];
    const step = progress[index];
    const cursor = state[this.#slot(shard, index)];
    const isAlive = this.#capacitiesIn(minute)[index]?.alive;
    if (!consumer || !step || cursor === undefined || !isAlive) return undefined;
    if (shard.closedAt !== undefined && cursor >= shard.closedAt) return undefined;
    const jitter = chance(this.#world.seed, minute, shard.number);
    return oneRead({consumer, shard, step, start: minute * minuteMs, jitter});
  }

  #capacitiesIn(minute: number): Capacities {
    if (this.#capacities?.minute === minute) return this.#capacities.all;
    const middle = ((minute + 0.5) * minuteMs - this.#world.startAt) / 1000;
    const all = this.#consumers.map(consumer => capacityOf(consumer, middle));
    this.#capacities = {minute, all};
    return all;
  }
}

const takenOf = (length: number): Taken => ({
  records: new Float64Array(length),
  bytes: new Float64Array(length),
  squeezes: new Float64Array(length),
});

const nothing = {records: 0, bytes: 0};

/** What part of their wishes everybody gets when together they want more than a shard gives. */
function squeezeOf(wanted: readonly (Progress | undefined)[]): number {
  let bytes = 0;
  for (const progress of wanted) if (progress) bytes += progress.bytes;
  return bytes <= shardReadBytes * 60 ? 1 : (shardReadBytes * 60) / bytes;
}

/** What one consumer's progress looks like from outside. */
function oneRead(options: {
  readonly consumer: ConsumerScenario;
  readonly shard: Shard;
  readonly step: Read;
  readonly start: number;
  readonly jitter: number;
}): ShardRead {
  const {consumer, shard, step, start} = options;
  const end = start + minuteMs;
  const calls = Math.max(1, Math.round(consumer.pollsPerSecond * 60));
  const isCaughtUp = step.cursor >= Math.min(end, shard.closedAt ?? end);
  const poll =
    step.records === 0 ? 0 : Math.round((1000 / consumer.pollsPerSecond) * (0.4 + 0.9 * options.jitter));
  const before = Math.max(0, start - step.from);
  const after = isCaughtUp ? 0 : Math.max(0, end - step.cursor);
  return {
    records: Math.round(step.records),
    bytes: Math.round(step.bytes),
    calls,
    throttled: Math.round(calls * (1 - (step.squeeze ?? 1))),
    ageMin: Math.round(Math.min(before, after)),
    ageMax: Math.round(Math.max(before, after, poll)),
  };
}
