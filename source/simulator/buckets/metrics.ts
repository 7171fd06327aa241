import type {Datum, MetricId, MetricSource} from '../metric-source.ts';
import {chance} from '../world/random.ts';
import {dayMs, midnightOf} from './days.ts';

/** One day of a bucket, as CloudWatch tells it. */
export type DailyFigures = {
  readonly bytesByType: ReadonlyMap<string, number>;
  /** Older versions, marks of deletion and the parts of unfinished uploads among them. */
  readonly objects: number;
};

type MeteredBucket = {
  readonly name: string;
  readonly seed: number;
  readonly createdAt: number;
  readonly figures: (day: number) => DailyFigures;
};

export type MetricsOptions = {
  readonly now: () => number;
  readonly startAt: number;
  readonly bucketsOf: (region: string) => readonly MeteredBucket[];
  readonly bucket: (region: string, name: string) => MeteredBucket | undefined;
};

const namespace = 'AWS/S3';
const sizes = 'BucketSizeBytes';
const counts = 'NumberOfObjects';
const hourMs = 3_600_000;
const historyDays = 15;
const late = {earliestMs: 26 * hourMs, latestMs: 40 * hourMs};

/**
 * What S3 publishes once a day, at midnight UTC, and a day or two late: AWS promises no time. Of a bucket that
 * holds nothing there is nothing.
 */
export function bucketMetrics({now, startAt, bucketsOf, bucket}: MetricsOptions): MetricSource {
  const oldest = midnightOf(startAt) - historyDays * dayMs;
  const isThere = ({seed, createdAt}: MeteredBucket, day: number) =>
    day >= Math.max(oldest, createdAt) &&
    now() >= day + late.earliestMs + chance(seed, day / dayMs) * (late.latestMs - late.earliestMs);

  /** The storage types of the newest day that can be seen. */
  function typesOf(each: MeteredBucket): readonly string[] {
    const today = midnightOf(now());
    const newest = [today - dayMs, today - 2 * dayMs].find(day => isThere(each, day));
    return newest === undefined ? [] : [...each.figures(newest).bytesByType.keys()];
  }

  return {
    *list(region) {
      for (const each of bucketsOf(region)) {
        const types = typesOf(each);
        for (const type of types) yield idOf(sizes, each.name, type);
        if (types.length > 0) yield idOf(counts, each.name, allTypes);
      }
    },
    daily: metric => metric.namespace === namespace,
    minute(region, metric, minuteStart) {
      if (metric.namespace !== namespace || minuteStart % dayMs !== 0) return undefined;
      const {BucketName: name, StorageType: type, ...others} = metric.dimensions;
      if (name === undefined || type === undefined || Object.keys(others).length > 0) return undefined;
      const asked = bucket(region, name);
      if (!asked || !isThere(asked, minuteStart)) return undefined;
      const {bytesByType, objects} = asked.figures(minuteStart);
      if (metric.name === sizes) return seen(bytesByType.get(type));
      return metric.name === counts && type === allTypes && objects > 0 ? seen(objects) : undefined;
    },
  };
}

const allTypes = 'AllStorageTypes';

const idOf = (name: string, bucket: string, type: string): MetricId => ({
  namespace,
  name,
  dimensions: {BucketName: bucket, StorageType: type},
});

const seen = (value: number | undefined): Datum | undefined =>
  value === undefined ? undefined : {sum: value, count: 1, min: value, max: value};
