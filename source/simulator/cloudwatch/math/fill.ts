import type {Grid} from './functions.ts';
import {MathError} from './tokens.ts';
import {eachSeries, type Series, seriesOf, type Value} from './value.ts';

/** For each of these times, what a period without a point gets; NaN leaves it without. */
type Gap = (series: Series, times: readonly number[]) => readonly number[];

/** Gives the periods without a point one. What stands before the first point has nothing to repeat or to join. */
export function fill([value, filler, ...rest]: readonly Value[], grid: Grid): Value {
  if (!value || !filler || rest.length > 0) {
    throw new MathError('FILL takes a time series and what to fill it with');
  }
  const gap = gapOf(filler);
  return eachSeries(value, 'FILL', series => {
    const times = grid(series.periodMs);
    const put = gap(series, times);
    return seriesOf(
      series,
      times.map((at, index) => [at, series.points.get(at) ?? put[index] ?? Number.NaN]),
    );
  });
}

function gapOf(filler: Value): Gap {
  if (filler.kind === 'number') return (_series, times) => times.map(() => filler.value);
  if (filler.kind === 'series') {
    return (_series, times) => times.map(at => filler.series.points.get(at) ?? Number.NaN);
  }
  if (filler.kind === 'text' && filler.value === 'REPEAT') return repeated;
  if (filler.kind === 'text' && filler.value === 'LINEAR') return joined;
  throw new MathError('FILL fills with a number, a time series, REPEAT or LINEAR');
}

const repeated: Gap = ({points}, times) => {
  let last = Number.NaN;
  return times.map(at => {
    last = points.get(at) ?? last;
    return last;
  });
};

const joined: Gap = ({points}, times) => {
  const known = times.filter(at => points.has(at));
  let next = 0;
  return times.map(at => {
    while (next < known.length && (known[next] ?? at) <= at) next += 1;
    const before = known[next - 1];
    const after = known[next];
    if (before === undefined || after === undefined) return Number.NaN;
    const from = points.get(before) ?? Number.NaN;
    const to = points.get(after) ?? Number.NaN;
    return from + ((to - from) * (at - before)) / (after - before);
  });
};
