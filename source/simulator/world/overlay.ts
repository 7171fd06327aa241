import type {Shard} from './shard.ts';

/** What clients of the account did to a shard in one minute, on top of its own producers and consumers. */
export type Touched = {
  puts: number;
  putBytes: number;
  putSmallest: number;
  putLargest: number;
  putRefused: number;
  calls: number;
  readRecords: number;
  readBytes: number;
  readRefused: number;
  ageSum: number;
  ageMin: number;
  ageMax: number;
};

/** The traffic that came through the API, by minute and shard. */
export class Overlay {
  readonly #minutes = new Map<number, Map<number, Touched>>();
  /** Whether anything was ever written, and read, through the API. */
  wasWritten = false;
  wasRead = false;

  at(minute: number): ReadonlyMap<number, Touched> | undefined {
    return this.#minutes.get(minute);
  }

  wrote(shard: Shard, at: number, bytes: number): void {
    const touched = this.#touch(shard, at);
    touched.puts++;
    touched.putBytes += bytes;
    touched.putSmallest = Math.min(touched.putSmallest, bytes);
    touched.putLargest = Math.max(touched.putLargest, bytes);
    this.wasWritten = true;
  }

  refusedWrite(shard: Shard, at: number): void {
    this.#touch(shard, at).putRefused++;
    this.wasWritten = true;
  }

  read(shard: Shard, at: number, records: number, bytes: number, age: number): void {
    const touched = this.#touch(shard, at);
    touched.calls++;
    touched.readRecords += records;
    touched.readBytes += bytes;
    touched.ageSum += age;
    touched.ageMin = Math.min(touched.ageMin, age);
    touched.ageMax = Math.max(touched.ageMax, age);
    this.wasRead = true;
  }

  refusedRead(shard: Shard, at: number): void {
    const touched = this.#touch(shard, at);
    touched.calls++;
    touched.readRefused++;
    this.wasRead = true;
  }

  #touch(shard: Shard, at: number): Touched {
    const minute = Math.floor(at / 60_000);
    const shards = this.#minutes.get(minute) ?? new Map<number, Touched>();
    this.#minutes.set(minute, shards);
    const touched = shards.get(shard.number) ?? untouched();
    shards.set(shard.number, touched);
    return touched;
  }
}

const untouched = (): Touched => ({
  puts: 0,
  putBytes: 0,
  putSmallest: Number.POSITIVE_INFINITY,
  putLargest: 0,
  putRefused: 0,
  calls: 0,
  readRecords: 0,
  readBytes: 0,
  readRefused: 0,
  ageSum: 0,
  ageMin: Number.POSITIVE_INFINITY,
  ageMax: 0,
});
