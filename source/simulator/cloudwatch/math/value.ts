import {MathError} from './tokens.ts';

/** A time series inside an expression: starts of periods, oldest first, with their numbers. */
export type Series = {
  readonly label: string;
  readonly periodMs: number;
  readonly points: ReadonlyMap<number, number>;
};

export type Value =
  | {readonly kind: 'number'; readonly value: number}
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'series'; readonly series: Series}
  | {readonly kind: 'list'; readonly list: readonly Series[]};

export const number = (value: number): Value => ({kind: 'number', value});
export const truth = (value: boolean): number => (value ? 1 : 0);

const kindNames: Readonly<Record<Value['kind'], string>> = {
  number: 'a number',
  text: 'a text',
  series: 'a time series',
  list: 'an array of time series',
};
export const kindName = (value: Value | undefined): string => (value ? kindNames[value.kind] : 'nothing');

/** A point that is no number (a division by zero) is a point that is not there. */
export function seriesOf(like: Series, points: Iterable<readonly [number, number]>): Series {
  return {...like, points: new Map([...points].filter(([, value]) => Number.isFinite(value)))};
}

const mapSeries = (series: Series, change: (value: number, at: number) => number): Series =>
  seriesOf(
    series,
    [...series.points].map(([at, value]) => [at, change(value, at)]),
  );

/** The same change for a number, a series or each series of an array. */
export function mapValue(value: Value, name: string, change: (value: number) => number): Value {
  switch (value.kind) {
    case 'number':
      return number(change(value.value));
    case 'series':
      return {kind: 'series', series: mapSeries(value.series, change)};
    case 'list':
      return {kind: 'list', list: value.list.map(series => mapSeries(series, change))};
    default:
      throw new MathError(`${name} does not take ${kindName(value)}`);
  }
}

/** The same change for a series or each series of an array. */
export function eachSeries(
  value: Value | undefined,
  name: string,
  change: (series: Series) => Series,
): Value {
  if (value?.kind === 'series') return {kind: 'series', series: change(value.series)};
  if (value?.kind === 'list') return {kind: 'list', list: value.list.map(change)};
  throw new MathError(`${name} takes a time series or an array of them, not ${kindName(value)}`);
}
