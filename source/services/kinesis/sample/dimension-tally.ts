import {HeavyKeys} from './heavy-keys.ts';
import {hashKeyAt, LoadDistribution, type LoadPart} from './load.ts';
import type {KeyShare} from './sample.ts';
import {shareBelowIn} from './sample.ts';

/** How many of the heaviest keys are told. */
const keysTold = 20;
/** A batch of fewer records says nothing about where its middle is. */
const fewestInBatch = 5;
const fewestBatches = 3;
/** The interval of the median holds in nine of ten samples: so many standard errors to each side. */
const ninetyPercent = 1.645;
/** With a wider interval, or with fewer records, nobody knows where the median is. */
const widestInterval = 0.1;
const fewestRecords = 100;

export type Placed = {readonly id: string; readonly hashKey: bigint | undefined; readonly weight: number};

export type Median = {readonly hashKey: bigint; readonly low: bigint; readonly high: bigint};

/** The keys and the places of one shard's records, weighed in one dimension. */
export class DimensionTally {
  readonly #keys = new HeavyKeys();
  readonly #load = new LoadDistribution();
  readonly #batchMedians: bigint[] = [];

  /** The records of one answer. Without a hash key, a record has no place in the shard that we know of. */
  add(batch: readonly Placed[]): void {
    const places: LoadPart[] = [];
    for (const {id, hashKey, weight} of batch) {
      this.#keys.add(id, weight);
      if (hashKey === undefined) continue;
      this.#load.add(hashKey, weight);
      places.push({hashKey, weight});
    }
    if (places.length < fewestInBatch) return;
    const total = places.reduce((sum, {weight}) => sum + weight, 0);
    places.sort((a, b) => (a.hashKey < b.hashKey ? -1 : a.hashKey > b.hashKey ? 1 : 0));
    const shares = places.map(({hashKey, weight}) => ({hashKey, weight: weight / total}));
    const middle = hashKeyAt(shares, 0.5);
    if (middle !== undefined) this.#batchMedians.push(middle);
  }

  /** No share of a key is too low by more than this; none is too high. */
  get keyErrorShare(): number {
    return this.#keys.total === 0 ? 0 : this.#keys.error / this.#keys.total;
  }

  keys(understand: (id: string) => Omit<KeyShare, 'share'>): readonly KeyShare[] {
    return this.#keys
      .top(keysTold)
      .map(({id, weight}) => ({...understand(id), share: weight / this.#keys.total}));
  }

  load(): readonly LoadPart[] {
    return this.#load.shares();
  }

  median(load: readonly LoadPart[], records: number): Median | undefined {
    if (records < fewestRecords) return undefined;
    const half = Math.max(this.#batchSpread(load), (ninetyPercent * 0.5) / Math.sqrt(records));
    if (half > widestInterval) return undefined;
    const [low, hashKey, high] = [0.5 - half, 0.5, 0.5 + half].map(share => hashKeyAt(load, share));
    return low === undefined || hashKey === undefined || high === undefined
      ? undefined
      : {low, hashKey, high};
  }

  /** How far the median of all may be off, as the medians of the batches scatter, in shares of the load. */
  #batchSpread(load: readonly LoadPart[]): number {
    const shares = this.#batchMedians.map(hashKey => shareBelowIn(load, hashKey));
    if (shares.length < fewestBatches) return 0;
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
    return ninetyPercent * Math.sqrt(variance / shares.length);
  }
}
