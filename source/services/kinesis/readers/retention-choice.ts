const hourMs = 3_600_000;
const secondMs = 1_000;

/** What a stream is usually raised to: two days, three days, a week. */
export const usualHours: readonly number[] = [48, 72, 168];

/**
 * The least retention in hours, above the one there is, that leaves a day to whoever reads this far behind. A
 * reader that does not fall further behind, or of which that is not known, is counted as if it stopped now.
 * Undefined when none of the usual ones does.
 */
export function retentionThatLeavesADay(
  ageMs: number,
  slopeMsPerSecond: number | null | undefined,
  currentHours: number,
): number | undefined {
  const slope = slopeMsPerSecond ?? 0;
  const gainedPerMs = slope > 0 ? Math.min(slope, secondMs) / secondMs : 1;
  return usualHours.find(
    hours => hours > currentHours && hours * hourMs - ageMs >= 24 * hourMs * gainedPerMs,
  );
}
