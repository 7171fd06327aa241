import {createBreath} from './breath.ts';
import type {Bucket} from './bucket.ts';
import {invalid} from './errors.ts';
import {defaultLabels} from './label.ts';
import type {Library} from './library.ts';
import {evaluate, type Surroundings} from './math/evaluate.ts';
import {parse} from './math/parse.ts';
import {MathError} from './math/tokens.ts';
import type {Series, Value} from './math/value.ts';
import {keyOf} from './metric.ts';
import {type MetricStat, type Query, type Question, readPeriod} from './question.ts';
import {mostFound, parsePattern} from './search/pattern.ts';
import {statisticOf} from './statistic.ts';
import {periodsOf, windowOf} from './window.ts';

/** The series that each query of a question comes to; each is computed once, and only when it is asked for. */
export function createResults(
  question: Question,
  library: Library,
  region: string,
  now: number,
): (query: Query) => Promise<readonly Series[]> {
  const {queries} = question;
  const byId = new Map(queries.map(query => [query.id, query]));
  const stats = queries.flatMap(query => ('metric' in query.ask ? [query.ask] : []));
  const labels = new Map(defaultLabels(stats).map((label, index) => [stats[index], label]));
  const buckets = new Map<string, Promise<Map<number, Bucket>>>();
  const values = new Map<string, Promise<Value>>();
  const underWay: string[] = [];

  const window = (periodMs: number) => windowOf(question.startAt, question.endAt, periodMs, now);
  const grid = (periodMs: number) => periodsOf(window(periodMs));

  async function readSeries(stat: MetricStat, label: string): Promise<Series> {
    const {metric, statistic, periodMs} = stat;
    const key = `${keyOf(metric)}\u0000${periodMs}`;
    const reading = buckets.get(key) ?? library.read(region, metric, window(periodMs), now);
    buckets.set(key, reading);
    const take = statisticOf(statistic);
    const points = new Map<number, number>();
    for (const [at, bucket] of await reading) {
      const value = take?.(bucket);
      if (value !== undefined) points.set(at, value);
    }
    return {label, periodMs, points};
  }

  async function search(pattern: string, statistic: string, periodMs = 300_000): Promise<readonly Series[]> {
    const meets = parsePattern(pattern);
    if (!statisticOf(statistic)) throw new MathError(`The statistic ${statistic} is not supported`);
    readPeriod(periodMs / 1000, 'Period');
    const found: MetricStat[] = [];
    const breath = createBreath();
    for (const metric of library.list(region)) {
      const rest = breath();
      if (rest) await rest;
      if (found.length < mostFound && meets(metric)) found.push({metric, statistic, periodMs});
    }
    const names = defaultLabels(found);
    const list: Series[] = [];
    for (const [index, stat] of found.entries()) list.push(await readSeries(stat, names[index] ?? ''));
    return list;
  }

  const around: Surroundings = {
    grid,
    search,
    resolve: async id => {
      const query = byId.get(id);
      if (!query) throw new MathError(`There is no query with the id ${id}`);
      return valueFor(query);
    },
    metrics: async idPart => {
      const list: Series[] = [];
      for (const query of queries) {
        if ('metric' in query.ask && query.id.includes(idPart ?? ''))
          list.push(await labelled(query, query.ask));
      }
      return list;
    },
  };

  const labelled = (query: Query, stat: MetricStat): Promise<Series> =>
    readSeries(stat, query.label ?? labels.get(stat) ?? stat.metric.name);

  function valueFor(query: Query): Promise<Value> {
    if (underWay.includes(query.id))
      throw new MathError(`The expression of ${query.id} leads back to itself`);
    const known = values.get(query.id);
    if (known) return known;
    const value = compute(query);
    values.set(query.id, value);
    return value;
  }

  async function compute(query: Query): Promise<Value> {
    const {ask} = query;
    if ('metric' in ask) return {kind: 'series', series: await labelled(query, ask)};
    underWay.push(query.id);
    try {
      return await evaluate(parse(ask.expression), around);
    } catch (error) {
      if (error instanceof MathError) throw invalid(`Error in expression '${query.id}': ${error.message}`);
      throw error;
    } finally {
      underWay.pop();
    }
  }

  /** A single number is drawn as a flat line over all periods. */
  function flat(value: number, query: Query): Series {
    const own = 'expression' in query.ask ? query.ask.periodMs : undefined;
    const periodMs = own ?? Math.max(...stats.map(stat => stat.periodMs), stats.length > 0 ? 0 : 60_000);
    const points = Number.isFinite(value) ? grid(periodMs).map(at => [at, value] as const) : [];
    return {label: query.label ?? query.id, periodMs, points: new Map(points)};
  }

  return async query => {
    const value = await valueFor(query);
    if (value.kind === 'number') return [flat(value.value, query)];
    if (value.kind === 'series') {
      const label = query.label ?? ('metric' in query.ask ? value.series.label : query.id);
      return [{...value.series, label}];
    }
    if (value.kind === 'list') {
      return value.list.map(series => ({
        ...series,
        label: query.label === undefined ? series.label : `${query.label} ${series.label}`,
      }));
    }
    throw invalid(`Error in expression '${query.id}': The result is a text, not a time series`);
  };
}
