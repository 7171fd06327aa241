import {widthOf} from '../../services/kinesis/hash-range.ts';
import type {Producer} from '../scenarios/schema.ts';
import {aggregate} from './aggregate.ts';
import {type KeySet, type KeysOfRange, namesWithin} from './keys.ts';
import {minuteMs} from './minutes.ts';
import {chance} from './random.ts';
import {isBefore, type Position} from './sequence.ts';
import type {Shard} from './shard.ts';
import type {Stretch, Traffic} from './traffic.ts';

export type StoredRecord = {
  readonly position: Position;
  readonly partitionKey: string;
  readonly data: Buffer;
};

/** Indexes from here on belong to records that came through the API. */
export const firstPutIndex = 1_000_000_000;

/**
 * The records that the producers wrote to a shard, made up when they are read: as many in each minute as its
 * metrics count, with the producers' keys and sizes, always the same ones.
 */
export class RecordMaker {
  readonly #traffic: Traffic;
  readonly #producers: readonly Producer[];
  readonly #keySets: () => readonly KeySet[];
  readonly #seed: number;
  readonly #keys = new Map<Shard, readonly ShardKeys[]>();

  constructor(options: {
    readonly traffic: Traffic;
    readonly producers: readonly Producer[];
    readonly keySets: () => readonly KeySet[];
    readonly seed: number;
  }) {
    this.#traffic = options.traffic;
    this.#producers = options.producers;
    this.#keySets = options.keySets;
    this.#seed = options.seed;
  }

  /** The records of a shard's minute that come after a position and no later than a time. */
  *ofMinute(shard: Shard, minute: number, after: Position, until: number): Generator<StoredRecord> {
    const count = this.#traffic.produced(shard, minute).records;
    if (count === 0) return;
    const stretches = this.#traffic.stretches(shard, minute);
    const weights = this.#traffic.mixOf(shard, minute);
    const total = stretches.reduce((sum, stretch) => sum + weightOf(stretch), 0);
    for (let index = firstAfter(stretches, total, count, after); index < count; index++) {
      const at = timeOf(stretches, (total * (index + 0.5)) / count);
      if (at > until) return;
      const position = {at, index};
      if (isBefore(after, position)) yield this.#record(shard, minute, position, weights);
    }
  }

  #record(shard: Shard, minute: number, position: Position, weights: readonly number[]): StoredRecord {
    const draw = (purpose: number) => chance(this.#seed + purpose, minute, shard.number, position.index);
    const producerIndex = pick(weights, draw(1));
    const producer = this.#producers[producerIndex];
    const keys = this.#keysOf(shard)[producerIndex];
    if (!producer || !keys) throw new Error(`Shard ${shard.id} takes records that no producer wrote.`);
    // Sizes are spread evenly around the mean, so that a minute's records add up to its bytes.
    const spread = (position.index * 0.618_033_988_75 + chance(this.#seed, minute, shard.number)) % 1;
    const size = Math.min(1_048_576, Math.round(producer.recordBytes * (0.5 + spread)));
    const count = producer.aggregate;
    if (count === undefined) {
      const partitionKey = keys.pick(draw(2), draw(3));
      return {position, partitionKey, data: payload(partitionKey, position, size)};
    }
    const inside = Array.from({length: count}, (_, inner) => {
      const partitionKey = keys.pick(
        chance(this.#seed + 4 + inner, minute, shard.number, position.index),
        chance(this.#seed + 5 + inner, minute, position.index, shard.number),
      );
      const explicitHashKey = producer.keys.heavy.find(heavy => heavy.key === partitionKey)?.hashKey;
      const room = Math.max(1, Math.floor(size / count) - 6 - Math.ceil(partitionKey.length / 2));
      const data = payload(partitionKey, {at: position.at, index: inner}, room);
      return explicitHashKey === undefined ? {partitionKey, data} : {partitionKey, explicitHashKey, data};
    });
    return {position, partitionKey: 'a', data: aggregate(inside)};
  }

  #keysOf(shard: Shard): readonly ShardKeys[] {
    const known = this.#keys.get(shard);
    if (known) return known;
    const keys = this.#keySets().map((keySet, index) =>
      shardKeys(keySet.keysOf(shard.range), shard, this.#producers[index]?.keys.prefix ?? ''),
    );
    this.#keys.set(shard, keys);
    return keys;
  }
}

type ShardKeys = {readonly pick: (draw: number, among: number) => string};

/** Draws keys as a shard sees them; the nameless rest gets names the first time that one is drawn. */
function shardKeys({names, cumulative, rest}: KeysOfRange, shard: Shard, prefix: string): ShardKeys {
  const named = cumulative.at(-1) ?? 0;
  let others: readonly {readonly name: string}[] | undefined;
  return {
    pick: (draw, among) => {
      const at = draw * (named + rest);
      const known = at < named ? names[firstAbove(cumulative, at)] : undefined;
      if (known !== undefined) return known;
      const count = Math.min(1024, Math.max(4, Math.floor(40_000 * widthOf(shard.range))));
      others ??= namesWithin(shard.range, prefix, count, 1_000_000);
      return others[Math.floor(among * others.length)]?.name ?? prefix;
    },
  };
}

function firstAbove(cumulative: readonly number[], value: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 0) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function pick(weights: readonly number[], draw: number): number {
  let left = draw * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    left -= weight;
    if (left < 0 && weight > 0) return index;
  }
  return weights.findLastIndex(weight => weight > 0);
}

const weightOf = ({from, until, recordsPerSecond}: Stretch) => (until - from) * recordsPerSecond;

/** The whole millisecond at which so much of a minute's records has been written. */
function timeOf(stretches: readonly Stretch[], weight: number): number {
  let left = weight;
  for (const stretch of stretches) {
    const own = weightOf(stretch);
    if (left < own) return Math.floor(stretch.from + left / stretch.recordsPerSecond);
    left -= own;
  }
  return Math.floor((stretches.at(-1)?.until ?? 0) - 1);
}

/** An index that is not behind the first record after a position, and close to it. */
function firstAfter(stretches: readonly Stretch[], total: number, count: number, {at}: Position): number {
  let weight = 0;
  for (const stretch of stretches) {
    if (at <= stretch.from) break;
    weight += (Math.min(at, stretch.until) - stretch.from) * stretch.recordsPerSecond;
  }
  return Math.max(0, Math.floor((weight / total) * count) - 2 - Math.ceil(count / minuteMs));
}

/** What is inside: a little JSON, filled up to the size that was asked for. */
function payload(key: string, {at, index}: Position, size: number): Buffer {
  const head = `{"key":${JSON.stringify(key)},"at":${at},"n":${index},"fill":"`;
  return Buffer.from(`${head.padEnd(size - 2, '.')}"}`.slice(0, size));
}
