/** Where the clock of a headless demo starts: a busy Friday, a few minutes past noon. */
export const scenarioStart = Date.UTC(2026, 10, 27, 12, 4);
