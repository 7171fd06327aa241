import type {Point} from '../../metrics/ask.ts';

/**
 * The slope of a series per second: the median of the slopes between all its pairs of points (Theil–Sen), so
 * that a spike does not turn it. Undefined for fewer than five points.
 */
export function slopePerSecond(points: readonly Point[]): number | undefined {
  if (points.length < 5) return undefined;
  const slopes: number[] = [];
  for (const [index, from] of points.entries()) {
    for (const to of points.slice(index + 1)) {
      slopes.push((to.value - from.value) / ((to.at - from.at) / 1000));
    }
  }
  return median(slopes);
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
