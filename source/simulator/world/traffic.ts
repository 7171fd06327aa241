import type {Producer} from '../scenarios/schema.ts';
import {type Regime, regimesOf} from './demand.ts';
import {Minutes, minuteMs} from './minutes.ts';
import type {Overlay, Touched} from './overlay.ts';
import {chance} from './random.ts';
import {isOpenAt, type Shard, shardWriteBytes, shardWriteRecords} from './shard.ts';

/** What producers did to one shard, or to a whole stream, in one minute. Whole numbers. */
export type Written = {readonly records: number; readonly bytes: number; readonly refused: number};

/** A part of a minute in which a shard takes the same number of records every second. */
export type Stretch = {readonly from: number; readonly until: number; readonly recordsPerSecond: number};

const noiseSize = 4096;

/**
 * What producers write, minute by minute: a function of seed, scenario and time, with what came through the
 * API on top. Nothing is stored but the totals of minutes that are over.
 */
export class Traffic {
  readonly #producers: readonly Producer[];
  readonly #shards: readonly Shard[];
  readonly #overlay: Overlay;
  readonly #clock: () => number;
  readonly #startAt: number;
  readonly #noise: Float64Array;
  readonly #regimes = new Minutes<readonly Regime[]>();
  readonly #totals = new Minutes<Written>();

  constructor(options: {
    readonly producers: readonly Producer[];
    readonly shards: readonly Shard[];
    readonly overlay: Overlay;
    readonly now: () => number;
    readonly startAt: number;
    readonly seed: number;
  }) {
    this.#producers = options.producers;
    this.#shards = options.shards;
    this.#overlay = options.overlay;
    this.#clock = options.now;
    this.#startAt = options.startAt;
    this.#noise = noiseOf(options.seed);
  }

  /** Whether the stream has producers of its own. */
  get isDriven(): boolean {
    return this.#producers.length > 0;
  }

  /** The minute (since 1970) of one shard; of one that is not over, what it will come to if nothing is done. */
  shard(shard: Shard, minute: number): Written {
    return this.#withClients(this.produced(shard, minute), shard, this.#overlay.at(minute));
  }

  #withClients(own: Written, shard: Shard, clients: ReadonlyMap<number, Touched> | undefined): Written {
    const touched = clients?.get(shard.number);
    if (!touched) return own;
    return {
      records: own.records + touched.puts,
      bytes: own.bytes + touched.putBytes,
      refused: own.refused + touched.putRefused,
    };
  }

  /** The minute of the whole stream: exactly the sum of its shards. */
  total(minute: number): Written {
    const known = this.#totals.get(minute);
    if (known) return known;
    const regimes = this.#regimesOf(minute);
    const clients = this.#overlay.at(minute);
    let records = 0;
    let bytes = 0;
    let refused = 0;
    for (const shard of this.#shards) {
      const written = this.#withClients(this.produced(shard, minute, regimes), shard, clients);
      records += written.records;
      bytes += written.bytes;
      refused += written.refused;
    }
    const total = {records, bytes, refused};
    if ((minute + 1) * minuteMs <= this.#clock()) this.#totals.set(minute, total);
    return total;
  }

  /** How the producers' records of a shard's minute are spread over it. */
  stretches(shard: Shard, minute: number): readonly Stretch[] {
    return this.#regimesOf(minute).flatMap(regime => {
      const from = Math.max(shard.openedAt, this.#startAt + regime.from * 1000);
      const until = Math.min(shard.closedAt ?? Number.POSITIVE_INFINITY, this.#startAt + regime.until * 1000);
      if (until <= from) return [];
      return [{from, until, recordsPerSecond: this.#flow(shard, minute, regime.rates).accepted}];
    });
  }

  /** The records and bytes a second that the producers put on a shard at a time. */
  rateAt(shard: Shard, at: number): {readonly records: number; readonly bytes: number} {
    const minute = Math.floor(at / minuteMs);
    const second = (at - this.#startAt) / 1000;
    const regime = this.#regimesOf(minute).find(({from, until}) => from <= second && second < until);
    if (!regime || !isOpenAt(shard, at)) return {records: 0, bytes: 0};
    const flow = this.#flow(shard, minute, regime.rates);
    return {records: flow.accepted, bytes: flow.accepted * flow.recordBytes};
  }

  /** Each producer's part of the records of a shard's minute; they are refused in the same measure. */
  mixOf(shard: Shard, minute: number): readonly number[] {
    const rates = this.#producers.map((_, index) =>
      this.#regimesOf(minute).reduce(
        (sum, {from, until, rates}) => sum + (rates[index] ?? 0) * (until - from),
        0,
      ),
    );
    return rates.map((rate, index) => rate * (shard.shares[index] ?? 0));
  }

  /** What the stream's own producers put on a shard in a minute. */
  produced(shard: Shard, minute: number, regimes = this.#regimesOf(minute)): Written {
    const start = minute * minuteMs;
    const closedAt = shard.closedAt ?? Number.POSITIVE_INFINITY;
    if (this.#producers.length === 0 || shard.openedAt >= start + minuteMs || closedAt <= start)
      return nothing;
    let accepted = 0;
    let acceptedBytes = 0;
    let refused = 0;
    let open = 0;
    for (const {from, until, rates} of regimes) {
      const opens = Math.max(shard.openedAt, this.#startAt + from * 1000);
      const closes = Math.min(closedAt, this.#startAt + until * 1000);
      if (closes <= opens) continue;
      const seconds = (closes - opens) / 1000;
      const flow = this.#flow(shard, minute, rates);
      open += seconds;
      accepted += flow.accepted * seconds;
      acceptedBytes += flow.accepted * flow.recordBytes * seconds;
      refused += flow.refused * seconds;
    }
    if (accepted === 0) return nothing;
    const dither = (1 + (this.#noise[(shard.noise + minute * 1_543) & (noiseSize - 1)] ?? 0)) / 2;
    const records = Math.min(Math.floor(accepted + dither), Math.ceil(shardWriteRecords * open));
    const bytes = Math.min(
      Math.round((acceptedBytes * records) / accepted),
      Math.floor(shardWriteBytes * open),
    );
    return {records, bytes, refused: refused === 0 ? 0 : Math.floor(refused + dither)};
  }

  /** What a shard does with what is wanted of it, per second. */
  #flow(shard: Shard, minute: number, rates: readonly number[]) {
    let records = 0;
    let bytes = 0;
    let tries = 0;
    for (let index = 0; index < this.#producers.length; index++) {
      const producer = this.#producers[index];
      const rate = rates[index];
      const share = shard.shares[index];
      if (!producer || !rate || !share) continue;
      const stray = this.#noise[(shard.noise + minute * 1_031 + index * 977) & (noiseSize - 1)] ?? 0;
      const wanted = rate * share * (1 + producer.noise * stray);
      records += wanted;
      bytes += wanted * producer.recordBytes;
      tries += wanted * (1 + producer.retries);
    }
    if (records === 0) return {accepted: 0, refused: 0, recordBytes: 0};
    const fits = Math.min(1, shardWriteRecords / records, shardWriteBytes / bytes);
    return {accepted: records * fits, refused: tries * (1 - fits), recordBytes: bytes / records};
  }

  #regimesOf(minute: number): readonly Regime[] {
    const known = this.#regimes.get(minute);
    if (known) return known;
    const from = (minute * minuteMs - this.#startAt) / 1000;
    const regimes = regimesOf(this.#producers, from, from + 60);
    this.#regimes.set(minute, regimes);
    return regimes;
  }
}

const nothing: Written = {records: 0, bytes: 0, refused: 0};

/** Numbers between -1 and 1. */
const noiseOf = (seed: number) =>
  Float64Array.from({length: noiseSize}, (_, index) => 2 * chance(seed, index) - 1);
