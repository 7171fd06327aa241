import {contains, type HashRange, hashOf, parseHashKey} from '../hash-range.ts';
import {shardWriteBytesPerSecond, shardWriteRecordsPerSecond} from '../limits.ts';
import {innerRecords} from './aggregated.ts';
import {DimensionTally, type Placed} from './dimension-tally.ts';
import type {Dimension, ShardSample} from './sample.ts';

/** A record as GetRecords gives it. */
export type ReadRecord = {
  readonly partitionKey: string;
  readonly data: Uint8Array;
  readonly arrivedAt: number | undefined;
};

/** From this share of records that are not where they hash to, no place in the shard is told. */
const mostMisplaced = 0.1;

/** Separates a key from the place that it was given: no partition key holds it, for it is no text. */
const separator = '\u0000';

/** What is learned of one shard while its newest records are read, in bounded memory. */
export class ShardTally {
  readonly #shard: HashRange & {readonly id: string};
  readonly #by = {bytes: new DimensionTally(), records: new DimensionTally()};
  #records = 0;
  #misplaced = 0;
  #kinesisRecords = 0;
  #bytes = 0;
  #coveredMs = 0;

  constructor(shard: HashRange & {readonly id: string}) {
    this.#shard = shard;
  }

  /** The records of one answer, and the time in which the shard took them. */
  add(records: readonly ReadRecord[], coveredMs: number): void {
    const bytes: Placed[] = [];
    const counts: Placed[] = [];
    this.#coveredMs += Math.max(0, coveredMs);
    for (const record of records) {
      this.#kinesisRecords += 1;
      this.#bytes += record.data.length;
      for (const {id, hashKey, share} of this.#usersOf(record)) {
        bytes.push({id, hashKey, weight: share * record.data.length});
        counts.push({id, hashKey, weight: share});
      }
    }
    this.#by.bytes.add(bytes);
    this.#by.records.add(counts);
  }

  finish(takenAt: number, seconds: number): ShardSample {
    const dimension: Dimension =
      this.#bytes / shardWriteBytesPerSecond > this.#kinesisRecords / shardWriteRecordsPerSecond
        ? 'bytes'
        : 'records';
    const tally = this.#by[dimension];
    const load = tally.load();
    const isPlaced = this.#misplaced <= mostMisplaced * (this.#records + this.#misplaced);
    const covered = this.#coveredMs / 1000;
    return {
      shardId: this.#shard.id,
      start: this.#shard.start,
      end: this.#shard.end,
      takenAt,
      seconds,
      records: this.#records,
      bytes: this.#bytes,
      ...(covered > 0 && {
        accepted: {
          bytesPerSecond: this.#bytes / covered,
          recordsPerSecond: this.#kinesisRecords / covered,
        },
      }),
      misplaced: this.#misplaced,
      dimension,
      keys: tally.keys(keyOf),
      keyErrorShare: tally.keyErrorShare,
      load,
      median: isPlaced ? tally.median(load, this.#records) : undefined,
    };
  }

  /** Who is in a record, and which part of it is theirs. */
  #usersOf({partitionKey, data}: ReadRecord): readonly (Omit<Placed, 'weight'> & {readonly share: number})[] {
    const inside = innerRecords(data);
    if (!inside) {
      const hashKey = hashOf(partitionKey);
      const isInside = contains(this.#shard, hashKey);
      if (isInside) this.#records += 1;
      else this.#misplaced += 1;
      return [{id: partitionKey, hashKey: isInside ? hashKey : undefined, share: 1}];
    }
    const size = inside.reduce((sum, {bytes}) => sum + bytes + 1, 0);
    return inside.flatMap(({partitionKey: key, explicitHashKey, bytes}) => {
      const explicit = explicitHashKey === undefined ? undefined : parseHashKey(explicitHashKey);
      const hashKey = explicit ?? hashOf(key);
      if (!contains(this.#shard, hashKey)) {
        this.#misplaced += 1;
        return [];
      }
      this.#records += 1;
      const id = explicit === undefined ? key : `${key}${separator}${explicit}`;
      return [{id, hashKey, share: (bytes + 1) / size}];
    });
  }
}

function keyOf(id: string): {readonly key: string; readonly hashKey: bigint} {
  const at = id.lastIndexOf(separator);
  const explicit = at < 0 ? undefined : parseHashKey(id.slice(at + 1));
  return explicit === undefined ? {key: id, hashKey: hashOf(id)} : {key: id.slice(0, at), hashKey: explicit};
}
