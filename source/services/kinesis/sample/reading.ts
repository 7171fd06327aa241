import type {Work} from '../../../actions/action.ts';
import type {Outcome} from '../../../aws/problem.ts';
import type {HashRange} from '../hash-range.ts';
import {latestIterator, newestRecords} from './requests.ts';
import type {ShardSample} from './sample.ts';
import {type ReadRecord, ShardTally} from './tally.ts';

export type SampledShard = HashRange & {readonly streamArn: string; readonly id: string};

/** What a sample takes of a shard at most: the readers have 2 MiB and five calls a second between them. */
export const sampleBytesPerSecond = 256 * 1024;
const callEveryMs = 1000;
/** Nobody knows yet how large the records are. */
const firstLimit = 20;
/** The most that GetRecords gives. Kinesis API reference. */
const mostRecords = 10_000;
/** When what is read lies further back, the newest is looked for again: a sample must not look like a lag. */
const furthestBehindMs = 1500;

export type ShardReading = {
  readonly sample: ShardSample;
  /** AWS refused to go on; what was read before still counts. */
  readonly cutShort: Extract<Outcome<never>, {readonly ok: false}>['problem'] | undefined;
};

type Sampling = Pick<Work<unknown>, 'now' | 'sleep' | 'send' | 'signal'>;

/**
 * Reads the newest records of a shard for so many seconds: a call a second at most, and stops by itself.
 */
export async function readShard(
  shard: SampledShard,
  seconds: number,
  {now, sleep, send, signal}: Sampling,
): Promise<Outcome<ShardReading>> {
  const beganAt = now();
  const tally = new ShardTally(shard);
  const found = await send(latestIterator(shard));
  if (!found.ok) return found;
  let cutShort: ShardReading['cutShort'];
  let {iterator} = found.value;
  let from = now();
  let limit = firstLimit;
  let pause = callEveryMs;
  for (let call = 0; call < seconds && now() - beganAt < seconds * 1000; call += 1) {
    await sleep(pause).catch(error => {
      // Whoever stops it keeps what was read so far.
      if (!signal.aborted) throw error;
    });
    if (signal.aborted || iterator === undefined) break;
    const answer = await send(newestRecords(shard, iterator, limit));
    if (!answer.ok) {
      cutShort = answer.problem;
      break;
    }
    const {records, behindMs, next} = answer.value;
    const until = now() - behindMs;
    tally.add(records, coveredMs(records, behindMs, until - from));
    const bytes = records.reduce((sum, {data}) => sum + data.length, 0);
    pause = Math.max(callEveryMs, (bytes / sampleBytesPerSecond) * 1000);
    if (bytes > 0) limit = limitFor(bytes / records.length);
    iterator = next;
    from = until;
    if (behindMs > furthestBehindMs) {
      const again = await send(latestIterator(shard));
      if (!again.ok) {
        cutShort = again.problem;
        break;
      }
      iterator = again.value.iterator;
      from = now();
    }
  }
  return {ok: true, value: {sample: tally.finish(now(), (now() - beganAt) / 1000), cutShort}};
}

const limitFor = (recordBytes: number): number =>
  Math.min(mostRecords, Math.max(1, Math.floor(sampleBytesPerSecond / recordBytes)));

/**
 * The time in which the shard took these records. Where the answer was cut off by its limit, the arrival of
 * its records tells it best: n of them have n − 1 gaps.
 */
function coveredMs(records: readonly ReadRecord[], behindMs: number, byClock: number): number {
  const first = records[0]?.arrivedAt;
  const last = records.at(-1)?.arrivedAt;
  if (behindMs === 0 || first === undefined || last === undefined || last <= first) return byClock;
  return ((last - first) * records.length) / (records.length - 1);
}
