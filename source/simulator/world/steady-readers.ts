import type {ConsumerScenario} from '../scenarios/schema.ts';
import {minuteMs} from './minutes.ts';
import {chance} from './random.ts';
import type {ReaderWorld, ShardRead} from './reader.ts';
import {type Shard, shardReadCalls} from './shard.ts';

/** Consumers that always keep up: they read what was written, about a poll later. */
export class SteadyReaders {
  readonly #world: ReaderWorld;
  readonly #consumers: number;
  /** Of all consumers together, and between two polls of the slowest. */
  readonly #callsPerMinute: number;
  readonly #longestGapMs: number;

  constructor(consumers: readonly ConsumerScenario[], world: ReaderWorld) {
    const polls = consumers.map(consumer => consumer.pollsPerSecond);
    this.#world = world;
    this.#consumers = consumers.length;
    this.#callsPerMinute = Math.max(1, Math.round(polls.reduce((sum, rate) => sum + rate, 0) * 60));
    this.#longestGapMs = 1000 / Math.min(...polls);
  }

  shard(shard: Shard, minute: number): ShardRead | undefined {
    if (!isOpenIn(shard, minute)) return undefined;
    const written = this.#world.traffic.shard(shard, minute);
    return this.#readOf(written, 1, this.#age(shard, minute));
  }

  /** The sum of the shards, without a look at each one's traffic. */
  total(minute: number): ShardRead | undefined {
    let shards = 0;
    let ageMax = 0;
    for (const shard of this.#world.shards) {
      if (!isOpenIn(shard, minute)) continue;
      shards++;
      ageMax = Math.max(ageMax, this.#age(shard, minute));
    }
    return shards === 0 ? undefined : this.#readOf(this.#world.traffic.total(minute), shards, ageMax);
  }

  /** What one of the consumers read of all shards in a minute: they all read everything. */
  consumer(_index: number, minute: number): ShardRead | undefined {
    const all = this.total(minute);
    if (!all) return undefined;
    const records = Math.round(all.records / this.#consumers);
    return {...all, records, bytes: Math.round(all.bytes / this.#consumers)};
  }

  #readOf(
    written: {readonly records: number; readonly bytes: number},
    shards: number,
    ageMax: number,
  ): ShardRead {
    const calls = this.#callsPerMinute;
    return {
      records: written.records * this.#consumers,
      bytes: written.bytes * this.#consumers,
      calls: calls * shards,
      throttled: Math.max(0, calls - shardReadCalls * 60) * shards,
      ageMin: 0,
      ageMax,
    };
  }

  /** Between two polls a record waits a little; where nothing is written there is nothing to wait. */
  #age(shard: Shard, minute: number): number {
    if (!this.#world.traffic.isDriven) return 0;
    return Math.round(this.#longestGapMs * (0.4 + 0.9 * chance(this.#world.seed, minute, shard.number)));
  }
}

const isOpenIn = ({openedAt, closedAt}: Shard, minute: number) =>
  openedAt < (minute + 1) * minuteMs && (closedAt === undefined || closedAt > minute * minuteMs);
