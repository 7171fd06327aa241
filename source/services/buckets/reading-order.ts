import type {View} from '../../monitor/published.ts';
import type {ListedBucket} from './facts.ts';

const openEverySeconds = 300;
const quietEverySeconds = 3600;
/** So many buckets of a refresh, seven requests each: an account full of them does not hold the rest up. */
const mostBuckets = 100;

export type Turn = {readonly bucket: ListedBucket; readonly everySeconds: number};

type OrderContext = {
  readonly view: View;
  readonly now: number;
  /** When a bucket was last asked for its settings; undefined when never. */
  readonly readAt: (name: string) => number | undefined;
};

/**
 * Whose settings are asked for in this refresh, and which can wait: the open bucket every five minutes, what is on
 * screen first, and of the others those that were not asked for the longest.
 */
export function readingOrder(
  buckets: readonly ListedBucket[],
  {view, now, readAt}: OrderContext,
): {readonly turns: readonly Turn[]; readonly later: readonly ListedBucket[]} {
  const visible = new Set(view.visible);
  const rank = ({arn}: ListedBucket): number => (arn === view.open ? 0 : visible.has(arn) ? 1 : 2);
  const everySeconds = (bucket: ListedBucket) => (rank(bucket) === 0 ? openEverySeconds : quietEverySeconds);
  const ageOf = ({name}: ListedBucket): number => now - (readAt(name) ?? Number.NEGATIVE_INFINITY);
  const isDue = (bucket: ListedBucket): boolean => ageOf(bucket) >= everySeconds(bucket) * 1000;
  const ranked = buckets
    .map(bucket => ({bucket, rank: rank(bucket), due: isDue(bucket), age: ageOf(bucket)}))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        Number(b.due) - Number(a.due) ||
        (a.age === b.age ? 0 : b.age - a.age) ||
        a.bucket.name.localeCompare(b.bucket.name),
    )
    .map(({bucket}) => bucket);
  return {
    turns: ranked.slice(0, mostBuckets).map(bucket => ({bucket, everySeconds: everySeconds(bucket)})),
    later: ranked.slice(mostBuckets),
  };
}
