import type {Point} from '../metrics/ask.ts';

/** Fewer points have no slope. */
export const fewestPoints = 5;

/** The median of the slopes between all pairs of points (Theil–Sen), per second. */
export function slopeOf(points: readonly Point[]): number | undefined {
  if (points.length < fewestPoints) return undefined;
  const slopes: number[] = [];
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      slopes.push((to.value - from.value) / ((to.at - from.at) / 1000));
    }
  }
  return middle(slopes);
}

/** The median; undefined of nothing. */
export function middle(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? half - 1 : half], sorted[half]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
