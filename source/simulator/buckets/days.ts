export const dayMs = 86_400_000;

/** The UTC midnight at which the day of that time began. */
export const midnightOf = (at: number): number => Math.floor(at / dayMs) * dayMs;

/** That time, where it is a midnight, or the next one. */
export const nextMidnight = (at: number): number => Math.ceil(at / dayMs) * dayMs;
