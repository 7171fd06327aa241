import {fill} from './fill.ts';
import {MathError} from './tokens.ts';
import {eachSeries, kindName, mapValue, number, type Series, seriesOf, truth, type Value} from './value.ts';

/** What a function may ask beside its arguments. */
export type Grid = (periodMs: number) => readonly number[];
type MathFunction = (args: readonly Value[], grid: Grid) => Value;

/** Over an array: one series, from the series that have a point there. Over one series: one number. */
function aggregate(name: string, reduce: (values: readonly number[]) => number): MathFunction {
  return ([value, ...rest]) => {
    expectNone(name, rest);
    if (value?.kind === 'series') return number(reduce([...value.series.points.values()]));
    if (value?.kind === 'list') return {kind: 'series', series: across(name, value.list, reduce)};
    throw new MathError(`${name} takes a time series or an array of them, not ${kindName(value)}`);
  };
}

function across(
  label: string,
  list: readonly Series[],
  reduce: (values: readonly number[]) => number,
): Series {
  const columns = new Map<number, number[]>();
  for (const {points} of list) {
    for (const [at, value] of points) {
      const column = columns.get(at);
      if (column) column.push(value);
      else columns.set(at, [value]);
    }
  }
  const times = [...columns].sort(([a], [b]) => a - b);
  const periodMs = Math.max(0, ...list.map(series => series.periodMs));
  return seriesOf(
    {label, periodMs, points: new Map()},
    times.map(([at, values]) => [at, reduce(values)]),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
/** Nothing has no average, smallest or largest. */
const orNothing =
  (reduce: (values: readonly number[]) => number) =>
  (values: readonly number[]): number =>
    values.length === 0 ? Number.NaN : reduce(values);

/** From each point and the one before it. */
function step(name: string, change: (rise: number, seconds: number) => number): MathFunction {
  return ([value, ...rest]) => {
    expectNone(name, rest);
    return eachSeries(value, name, series => {
      const points = [...series.points];
      return seriesOf(
        series,
        points.slice(1).map(([at, now], index) => {
          const [before, was] = points[index] ?? [at, now];
          return [at, change(now - was, (at - before) / 1000)];
        }),
      );
    });
  };
}

function each(name: string, change: (value: number) => number): MathFunction {
  return ([value, ...rest]) => {
    expectNone(name, rest);
    if (!value) throw new MathError(`${name} takes one value`);
    return mapValue(value, name, change);
  };
}

const choose: MathFunction = ([condition, yes, no, ...rest]) => {
  expectNone('IF', rest);
  if (!condition || !yes) throw new MathError('IF takes a condition, a value, and what holds otherwise');
  if (condition.kind === 'number') return (condition.value !== 0 ? yes : no) ?? number(Number.NaN);
  if (condition.kind !== 'series')
    throw new MathError(`IF does not take ${kindName(condition)} as a condition`);
  const points = [...condition.series.points].map(([at, holds]): readonly [number, number] => [
    at,
    valueAt(truth(holds !== 0) ? yes : no, at),
  ]);
  return {kind: 'series', series: seriesOf(condition.series, points)};
};

function valueAt(value: Value | undefined, at: number): number {
  if (value === undefined) return Number.NaN;
  if (value.kind === 'number') return value.value;
  if (value.kind === 'series') return value.series.points.get(at) ?? Number.NaN;
  throw new MathError(`IF gives a number or a time series, not ${kindName(value)}`);
}

const period: MathFunction = ([value, ...rest]) => {
  expectNone('PERIOD', rest);
  if (value?.kind !== 'series') throw new MathError(`PERIOD takes a time series, not ${kindName(value)}`);
  return number(value.series.periodMs / 1000);
};

function expectNone(name: string, rest: readonly Value[]): void {
  if (rest.length > 0) throw new MathError(`Too many arguments for ${name}`);
}

/** Every function but SEARCH and METRICS, which look beyond their arguments. */
export const functions: ReadonlyMap<string, MathFunction> = new Map(
  Object.entries({
    ABS: each('ABS', Math.abs),
    AVG: aggregate(
      'AVG',
      orNothing(values => sum(values) / values.length),
    ),
    CEIL: each('CEIL', Math.ceil),
    DIFF: step('DIFF', rise => rise),
    FILL: fill,
    FLOOR: each('FLOOR', Math.floor),
    IF: choose,
    MAX: aggregate(
      'MAX',
      orNothing(values => values.reduce((a, b) => Math.max(a, b))),
    ),
    MIN: aggregate(
      'MIN',
      orNothing(values => values.reduce((a, b) => Math.min(a, b))),
    ),
    PERIOD: period,
    RATE: step('RATE', (rise, seconds) => rise / seconds),
    SUM: aggregate('SUM', orNothing(sum)),
  }),
);
