import type {SeriesBook} from '../../metrics/ask.ts';
import {tebibyte} from './advice/advised.ts';
import type {BucketFacts, ListedBucket} from './facts.ts';
import {figuresOf} from './figures.ts';
import type {BucketThresholds} from './thresholds.ts';

type Size = {
  readonly bytes: number;
  /** Large enough for a warning, or nobody knows. */
  readonly isLarge: boolean;
};

/** How large each bucket is, to know whose settings matter most. */
export function sizesOf(
  facts: BucketFacts,
  {book, thresholds}: {readonly book: SeriesBook; readonly thresholds: BucketThresholds},
): (bucket: ListedBucket) => Size {
  const leastBytes = Math.min(thresholds.largeTebibytes, thresholds.noncurrentTebibytes) * tebibyte;
  const sizes = new Map<string, Size>();
  return bucket => {
    const known = sizes.get(bucket.arn);
    if (known) return known;
    const {bytes} = figuresOf(bucket, facts, book);
    const size = 'value' in bytes ? bytes.value : bytes.missing === 'no-data' ? 0 : leastBytes;
    const made = {bytes: size, isLarge: size >= leastBytes};
    sizes.set(bucket.arn, made);
    return made;
  };
}
