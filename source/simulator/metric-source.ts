/** One metric, as AWS names it. */
export type MetricId = {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** What CloudWatch keeps of one metric for one minute. */
export type Datum = {
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** Single values with how often each came, where they are known: percentiles need them. */
  readonly values?: readonly {readonly value: number; readonly times: number}[];
};

/** Somebody who publishes metrics into CloudWatch: the physics of a service, or PutMetricData. */
export type MetricSource = {
  /** Every metric of this region that had data in the last two weeks. */
  readonly list: (region: string) => Iterable<MetricId>;
  /**
   * The whole minute that starts at `minuteStart` (ms, a multiple of 60,000), as it will be once all of it has
   * arrived; undefined where there is no data. CloudWatch itself holds back what has not arrived yet.
   */
  readonly minute: (region: string, metric: MetricId, minuteStart: number) => Datum | undefined;
  /** Whether this metric is its own and comes once a day, in the minute 00:00 UTC: other minutes have no data. */
  readonly daily?: (metric: MetricId) => boolean;
};
