import type {View} from '../../monitor/published.ts';
import type {ListedBucket} from './facts.ts';

const openEverySeconds = 300;
const quietEverySeconds = 3600;
/** So many buckets of a refresh, seven requests each: an account full of them does not hold the rest up. */
export const mostBuckets = 100;

export type Turn = {readonly bucket: ListedBucket; readonly everySeconds: number};

export type OrderContext = {
  readonly view: View;
  readonly now: number;
  readonly tried: (name: string) => Tried | undefined;
  /** Of two that nobody asked yet, the larger one is asked first: there is more to find. */
  readonly sizeOf?: (bucket: ListedBucket) => number;
  readonly most?: number;
};

/** When a bucket was last asked for its settings, whatever it answered, and whether one of them is still due. */
export type Tried = {readonly at: number; readonly again: boolean};

/**
 * Whose settings are asked for in this refresh, and which can wait: the open bucket every five minutes, what is on
 * screen first, and of the others those that were not asked for the longest, the largest first. An attempt that failed is one too: what fails
 * again and again waits for its turn like the others.
 */
export function readingOrder(
  buckets: readonly ListedBucket[],
  {view, now, tried, sizeOf = () => 0, most = mostBuckets}: OrderContext,
): {readonly turns: readonly Turn[]; readonly later: readonly ListedBucket[]} {
  const visible = new Set(view.visible);
  const rank = ({arn}: ListedBucket): number => (arn === view.open ? 0 : visible.has(arn) ? 1 : 2);
  const everySeconds = (bucket: ListedBucket) => (rank(bucket) === 0 ? openEverySeconds : quietEverySeconds);
  const ageOf = ({name}: ListedBucket): number => now - (tried(name)?.at ?? Number.NEGATIVE_INFINITY);
  const isDue = (bucket: ListedBucket): boolean =>
    tried(bucket.name)?.again === true || ageOf(bucket) >= everySeconds(bucket) * 1000;
  const ranked = buckets
    .map(bucket => ({
      bucket,
      rank: rank(bucket),
      due: isDue(bucket),
      age: ageOf(bucket),
      size: sizeOf(bucket),
    }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        Number(b.due) - Number(a.due) ||
        (a.age === b.age ? 0 : b.age - a.age) ||
        b.size - a.size ||
        a.bucket.name.localeCompare(b.bucket.name),
    )
    .map(({bucket}) => bucket);
  return {
    turns: ranked.slice(0, most).map(bucket => ({bucket, everySeconds: everySeconds(bucket)})),
    later: ranked.slice(most),
  };
}
