import {addTo, type Bucket} from '../../cloudwatch/bucket.ts';
import type {Settled} from '../../cloudwatch/library.ts';
import {evaluate, type Surroundings} from '../../cloudwatch/math/evaluate.ts';
import {parse} from '../../cloudwatch/math/parse.ts';
import {MathError} from '../../cloudwatch/math/tokens.ts';
import type {Series, Value} from '../../cloudwatch/math/value.ts';
import {statisticOf} from '../../cloudwatch/statistic.ts';
import type {Measured, MeasuredMetric, MeasuredQuery} from './measured.ts';
import type {Readings} from './readings.ts';
import {rangeOf} from './verdict.ts';

/** One period as the alarm sees it. */
export type Datapoint = {
  readonly at: number;
  readonly value: number | undefined;
  /** Of a single metric: how many samples it is made of. */
  readonly samples: number | undefined;
};

const minuteMs = 60_000;

/**
 * The periods of the evaluation range of an alarm that is evaluated at a time, oldest first. They end with the newest
 * minute that is whole, wherever that lies: the window of an alarm slides by the minute, not by the period.
 */
export function datapointsOf(
  measured: Measured,
  region: string,
  readings: Readings,
  now: number,
): readonly Datapoint[] | Promise<readonly Datapoint[]> {
  const {of, periodMs, n} = measured;
  const read = (of: MeasuredMetric) => ({of, settled: readings.of(region, of.metric)});
  if ('metric' in of) {
    const {settled} = read(of);
    const starts = startsOf(endOf(now, settled.lateMs), periodMs, rangeOf(n));
    return starts.map(at => pointOf(of.statistic, settled, at, periodMs));
  }
  const metrics = [...of.queries.values()].flatMap(query => ('metric' in query ? [read(query)] : []));
  const end = endOf(now, Math.max(0, ...metrics.map(({settled}) => settled.lateMs)));
  const starts = startsOf(end, periodMs, rangeOf(n));
  const settledOf = new Map(metrics.map(({of: query, settled}) => [query, settled]));
  return calculated(of, starts, periodMs, query => settledOf.get(query));
}

const endOf = (now: number, lateMs: number): number => Math.floor((now - lateMs) / minuteMs) * minuteMs;

const startsOf = (end: number, periodMs: number, count: number): readonly number[] =>
  Array.from({length: count}, (_, index) => end - (count - index) * periodMs);

function pointOf(statistic: string, {minute}: Settled, at: number, periodMs: number): Datapoint {
  let bucket: Bucket | undefined;
  for (let each = at; each < at + periodMs; each += minuteMs) {
    const datum = minute(each);
    if (datum) bucket = addTo(bucket, datum);
  }
  return {at, value: bucket && statisticOf(statistic)?.(bucket), samples: bucket?.count};
}

async function calculated(
  {queries, result}: {readonly queries: ReadonlyMap<string, MeasuredQuery>; readonly result: string},
  starts: readonly number[],
  periodMs: number,
  settledOf: (query: MeasuredMetric) => Settled | undefined,
): Promise<readonly Datapoint[]> {
  const underWay = new Set<string>();
  const resultOf = async (id: string): Promise<Value> => {
    const query = queries.get(id);
    if (!query) throw new MathError(`There is no query with the id ${id}`);
    if ('metric' in query) return {kind: 'series', series: seriesOf(id, query)};
    if (underWay.has(id)) throw new MathError(`The expression of ${id} leads back to itself`);
    underWay.add(id);
    const value = await evaluate(parse(query.expression), around);
    underWay.delete(id);
    return value;
  };
  const seriesOf = (label: string, query: MeasuredMetric): Series => {
    const settled = settledOf(query);
    const points = new Map<number, number>();
    for (const at of starts) {
      const value = settled && pointOf(query.statistic, settled, at, periodMs).value;
      if (value !== undefined) points.set(at, value);
    }
    return {label, periodMs, points};
  };
  const around: Surroundings = {
    grid: () => [...starts],
    resolve: resultOf,
    metrics: async part =>
      [...queries].flatMap(([id, query]) =>
        'metric' in query && id.includes(part ?? '') ? [seriesOf(id, query)] : [],
      ),
    // User guide, "Using search expressions in graphs": there is no alarm on one.
    search: () => Promise.reject(new MathError('SEARCH is not supported in an alarm')),
  };
  const value = await resultOf(result);
  return starts.map(at => ({at, value: numberAt(value, at), samples: undefined}));
}

function numberAt(value: Value, at: number): number | undefined {
  if (value.kind === 'series') return value.series.points.get(at);
  if (value.kind === 'number') return Number.isFinite(value.value) ? value.value : undefined;
  const [only] = value.kind === 'list' ? value.list : [];
  if (only && value.kind === 'list' && value.list.length === 1) return only.points.get(at);
  throw new MathError('An alarm compares one time series');
}
