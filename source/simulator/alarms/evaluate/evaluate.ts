import {MathError} from '../../cloudwatch/math/tokens.ts';
import type {StateName} from '../shape.ts';
import {comparisonOf} from './comparison.ts';
import {type Datapoint, datapointsOf} from './datapoints.ts';
import type {Measured} from './measured.ts';
import type {Readings} from './readings.ts';
import {type Compared, type Reason, reasonOf} from './reason.ts';
import {verdictOf} from './verdict.ts';

/** What one evaluation comes to; the reason is written only for whoever changes by it. */
export type Evaluation =
  | {readonly state: StateName | 'retain'; readonly reason: (from: StateName, to: StateName) => Reason}
  | {readonly error: string};

/** Waits for nothing but the expression of a math alarm. */
export function evaluated(
  measured: Measured,
  region: string,
  readings: Readings,
  now: number,
): Evaluation | Promise<Evaluation> {
  const points = datapointsOf(measured, region, readings, now);
  if (!(points instanceof Promise)) return decided(measured, points, now);
  return points.then(
    known => decided(measured, known, now),
    (error: unknown) => {
      if (error instanceof MathError) return {error: error.message};
      throw error;
    },
  );
}

function decided(measured: Measured, points: readonly Datapoint[], now: number): Evaluation {
  const {comparison, threshold, n} = measured;
  const isBeyond = comparisonOf(comparison)?.isBeyond;
  const range = points.map(({value}) => {
    if (value === undefined) return 'absent';
    return isBeyond?.(value, threshold) ? 'breaching' : 'within';
  });
  const {state, filled} = verdictOf(range, measured);
  const compared = (): readonly Compared[] =>
    points
      .flatMap(({value, ...point}, index) =>
        value === undefined ? [] : [{...point, value, breaching: range[index] === 'breaching'}],
      )
      .slice(-n);
  return {
    state,
    reason: (from, to) => reasonOf(from, to, {measured, compared: compared(), filled, now}),
  };
}
