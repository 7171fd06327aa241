import type {ConsumerScenario} from '../scenarios/schema.ts';
import {FollowedReaders} from './followed-readers.ts';
import {Minutes, minuteMs} from './minutes.ts';
import {keepsUp, type ReaderWorld, type ShardRead} from './reader.ts';
import type {Shard} from './shard.ts';
import {SteadyReaders} from './steady-readers.ts';

/** Consumers side by side: what they read of a shard, and of all shards, in a minute that has begun. */
export type Readers = {
  readonly shard: (shard: Shard, minute: number) => ShardRead | undefined;
  readonly total: (minute: number) => ShardRead | undefined;
  /** One of them alone. */
  readonly consumer: (index: number, minute: number) => ShardRead | undefined;
};

/**
 * Consumers that read a stream out of one throughput: all that poll it, or one enhanced consumer by itself.
 * Those that always keep up are a function of the traffic; the others are followed from the start of history.
 */
export class ReaderGroup {
  readonly readers: Readers;
  readonly #world: ReaderWorld;
  readonly #isEmpty: boolean;
  readonly #totals = new Minutes<ShardRead | undefined>();
  readonly #names: readonly string[];
  readonly #ofConsumers: readonly Minutes<ShardRead | undefined>[];

  constructor(consumers: readonly ConsumerScenario[], world: ReaderWorld) {
    const isSteady = consumers.length <= 2 && consumers.every(keepsUp);
    this.readers = isSteady ? new SteadyReaders(consumers, world) : new FollowedReaders(consumers, world);
    this.#world = world;
    this.#isEmpty = consumers.length === 0;
    this.#names = consumers.map(({name}) => name);
    this.#ofConsumers = consumers.map(() => new Minutes());
  }

  /** What was read of a shard in a minute; undefined when nobody read it. */
  shard(shard: Shard, minute: number): ShardRead | undefined {
    return this.#happened(minute) ? this.readers.shard(shard, minute) : undefined;
  }

  /** What was read of the whole stream in a minute: the sum of its shards, and the extremes of their ages. */
  total(minute: number): ShardRead | undefined {
    if (!this.#happened(minute)) return undefined;
    return this.#once(this.#totals, minute, () => this.readers.total(minute));
  }

  /** What one of the consumers read of the whole stream in a minute. */
  consumer(name: string, minute: number): ShardRead | undefined {
    const index = this.#names.indexOf(name);
    const known = this.#ofConsumers[index];
    if (!known || !this.#happened(minute)) return undefined;
    return this.#once(known, minute, () => this.readers.consumer(index, minute));
  }

  #once(
    known: Minutes<ShardRead | undefined>,
    minute: number,
    learn: () => ShardRead | undefined,
  ): ShardRead | undefined {
    if (known.has(minute)) return known.get(minute);
    const read = learn();
    if ((minute + 1) * minuteMs <= this.#world.now()) known.set(minute, read);
    return read;
  }

  #happened(minute: number): boolean {
    const start = minute * minuteMs;
    return !this.#isEmpty && start >= this.#world.historyAt && start <= this.#world.now();
  }
}
