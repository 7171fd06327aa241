/** One series to be asked for, from `start` to `end` (ms). */
export type Query<Ask> = {
  readonly ask: Ask;
  readonly start: number;
  readonly end: number;
  readonly periodSeconds: number;
};

/** One GetMetricData request: all its queries share a start and an end. */
export type Call<Ask> = {
  readonly start: number;
  readonly end: number;
  readonly queries: readonly Query<Ask>[];
};

/** AWS's limits for one request of GetMetricData. CloudWatch API reference. */
export const maxQueries = 500;
export const maxPoints = 100_800;

/**
 * The fewest requests for these queries. Short windows come first, so that what is new is on screen before
 * what is long ago.
 */
export function planCalls<Ask>(queries: readonly Query<Ask>[]): readonly Call<Ask>[] {
  const calls: Call<Ask>[] = [];
  let current: Query<Ask>[] = [];
  let bounds = {start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY};
  let periods = 0;

  const close = () => {
    if (current.length > 0) calls.push({...bounds, queries: current});
    current = [];
    bounds = {start: Number.POSITIVE_INFINITY, end: Number.NEGATIVE_INFINITY};
    periods = 0;
  };

  for (const query of queries.toSorted((a, b) => b.start - a.start)) {
    const wider = {start: Math.min(bounds.start, query.start), end: Math.max(bounds.end, query.end)};
    const perSecond = periods + 1 / query.periodSeconds;
    const points = Math.round(((wider.end - wider.start) / 1000) * perSecond);
    if (current.length > 0 && (current.length === maxQueries || points > maxPoints)) close();
    current.push(query);
    bounds = {start: Math.min(bounds.start, query.start), end: Math.max(bounds.end, query.end)};
    periods += 1 / query.periodSeconds;
  }
  close();
  return calls;
}
