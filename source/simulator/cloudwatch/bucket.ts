import type {Datum} from '../metric-source.ts';

/** All samples of one period. */
export type Bucket = {
  sum: number;
  count: number;
  min: number;
  max: number;
  /** Single values, as far as they are known. */
  readonly values: {readonly value: number; readonly times: number}[];
  /** A sample came whose single values nobody knows: there is no percentile of this period. */
  blurred: boolean;
};

export function addTo(bucket: Bucket | undefined, datum: Datum): Bucket {
  const into = bucket ?? {
    sum: 0,
    count: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    values: [],
    blurred: false,
  };
  into.sum += datum.sum;
  into.count += datum.count;
  into.min = Math.min(into.min, datum.min);
  into.max = Math.max(into.max, datum.max);
  if (datum.values) into.values.push(...datum.values);
  else if (datum.min === datum.max) into.values.push({value: datum.min, times: datum.count});
  else into.blurred = true;
  return into;
}
