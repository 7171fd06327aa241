import type {Operator} from './parse.ts';
import {MathError} from './tokens.ts';
import {kindName, mapValue, number, type Series, seriesOf, truth, type Value} from './value.ts';

const arithmetic: Readonly<Record<Operator, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '<': (a, b) => truth(a < b),
  '>': (a, b) => truth(a > b),
  '<=': (a, b) => truth(a <= b),
  '>=': (a, b) => truth(a >= b),
  '==': (a, b) => truth(a === b),
  '!=': (a, b) => truth(a !== b),
  AND: (a, b) => truth(a !== 0 && b !== 0),
  OR: (a, b) => truth(a !== 0 || b !== 0),
};

/** Two values combined: series point by point where both have one, arrays series by series. */
export function combine(operator: Operator, left: Value, right: Value): Value {
  const apply = arithmetic[operator];
  if (left.kind === 'text' || right.kind === 'text' || (left.kind === 'list' && right.kind === 'list')) {
    throw new MathError(
      `Unsupported operand types for ${operator}: ${kindName(left)} and ${kindName(right)}`,
    );
  }
  if (right.kind === 'number') return mapValue(left, operator, value => apply(value, right.value));
  if (left.kind === 'number') return mapValue(right, operator, value => apply(left.value, value));
  if (left.kind === 'series' && right.kind === 'series') {
    return {kind: 'series', series: pair(left.series, right.series, apply)};
  }
  if (left.kind === 'list' && right.kind === 'series') {
    return {kind: 'list', list: left.list.map(series => pair(series, right.series, apply))};
  }
  if (left.kind === 'series' && right.kind === 'list') {
    return {
      kind: 'list',
      list: right.list.map(series => ({...pair(left.series, series, apply), label: series.label})),
    };
  }
  return number(Number.NaN);
}

function pair(left: Series, right: Series, apply: (a: number, b: number) => number): Series {
  const points: [number, number][] = [];
  for (const [at, value] of left.points) {
    const other = right.points.get(at);
    if (other !== undefined) points.push([at, apply(value, other)]);
  }
  return {...seriesOf(left, points), periodMs: Math.max(left.periodMs, right.periodMs)};
}
