import type {Bucket} from './bucket.ts';

/** One number out of a period; undefined where the period cannot give it. */
export type Statistic = (bucket: Bucket) => number | undefined;

const plain: ReadonlyMap<string, Statistic> = new Map(
  Object.entries({
    Sum: (bucket: Bucket) => bucket.sum,
    Average: (bucket: Bucket) => bucket.sum / bucket.count,
    Minimum: (bucket: Bucket) => bucket.min,
    Maximum: (bucket: Bucket) => bucket.max,
    SampleCount: (bucket: Bucket) => bucket.count,
  }),
);

/** The statistic of that name; undefined when there is none, or none that this account serves. */
export function statisticOf(name: string): Statistic | undefined {
  const simple = plain.get(name);
  if (simple) return simple;
  const percent = Number(/^p(\d{1,3}(?:\.\d{1,10})?)$/.exec(name)?.[1]);
  return percent >= 0 && percent <= 100 ? bucket => percentile(bucket, percent) : undefined;
}

/** The smallest value that at least so many percent of the samples do not exceed. */
function percentile({values, blurred}: Bucket, percent: number): number | undefined {
  if (blurred) return undefined;
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, {times}) => sum + times, 0);
  let passed = 0;
  for (const {value, times} of sorted) {
    passed += times;
    if (passed >= (total * percent) / 100 - 1e-9) return value;
  }
  return sorted.at(-1)?.value;
}
