import type {LifecycleFact, UploadsFact} from '../facts.ts';
import type {Bucket, StoredClass} from '../model.ts';
import type {Prices} from '../prices/list.ts';
import type {Histogram} from '../scan/histogram.ts';
import type {BucketThresholds} from '../thresholds.ts';

/** What an advice is made from: one bucket, as far as it is known. */
export type Advised = {
  readonly name: string;
  /** From the daily metrics; null where they are not known. */
  readonly bytes: number | null;
  readonly objects: number | null;
  readonly classes: readonly Pick<StoredClass, 'storageClass' | 'bytes' | 'paddingBytes' | 'overheadBytes'>[];
  /** The moment that the daily metrics are of. */
  readonly figuresAt: number | null;
  readonly growthBytesPerDay: number | null;
  readonly versioning: Bucket['versioning'];
  /** Undefined while nobody could read it: then nothing is said that depends on it. */
  readonly lifecycle: LifecycleFact | undefined;
  readonly uploads: UploadsFact | undefined;
  /** Its newest count. */
  readonly histogram: Histogram | undefined;
  readonly now: number;
  /** What the config says of the prices; the list where it says nothing. */
  readonly prices?: Prices;
  /** From when on something is worth a word, as the config has it; as it is by itself where it says nothing. */
  readonly thresholds?: BucketThresholds;
};

export const daysOfMonth = 30;
/** A rule that saves less than this a month is not worth a line. */
export const leastSavingUsd = 1;
/** What is stored in the wrong way is told from here on, and that it is little. */
export const leastToldUsd = 0.01;
/** What takes longer to come back is no advice. */
export const longestBreakEvenDays = 365;
export const tebibyte = 1024 ** 4;
export const noncurrentDays = 30;
