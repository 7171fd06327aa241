import type {Missing, Reading} from '../reading.ts';

export type Statistic = 'Sum' | 'Average' | 'Minimum' | 'Maximum' | 'SampleCount' | `p${number}`;

/** One series that a service wants to see. Two asks with the same words are one ask. */
export type MetricAsk = {
  readonly namespace: string;
  readonly name: string;
  /** Where the metric is kept, when that is not the session's own region. */
  readonly region?: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  readonly periodSeconds: number;
  /** How far back the answer must reach. */
  readonly windowSeconds: number;
  /** Ask again no sooner than this; a period, unless said. */
  readonly everySeconds?: number;
  /** One of very many that together tell more than the few others: the first to be asked for less often. */
  readonly detail?: boolean;
};

/** The start of a period, and the statistic over it. */
export type Point = {readonly at: number; readonly value: number};

/**
 * What is known of a series: points oldest first, only of periods that are over and settled. A period without
 * a point is a period without data. `missing` says why nothing could be learned (then `points` may be old).
 */
export type Series = {
  readonly points: readonly Point[];
  readonly periodSeconds: number;
  /** The end of the last settled period that was asked for; undefined before the first answer. */
  readonly coveredUntil: number | undefined;
  readonly missing?: Missing;
};

/** Gives the series of an ask; of an ask never answered, an empty one that says why. */
export type SeriesBook = (ask: MetricAsk) => Series;

/** The value of the last settled period as a reading; `no-data` when that period had none. */
export function lastOf(series: Series): Reading {
  const last = series.points.at(-1);
  if (series.missing && !last) return {missing: series.missing};
  if (series.coveredUntil === undefined) return {missing: series.missing ?? 'not-asked'};
  if (!last || last.at + series.periodSeconds * 1000 < series.coveredUntil) return {missing: 'no-data'};
  return {value: last.value, asOf: last.at + series.periodSeconds * 1000};
}
