/** The periods that a query covers: `from` and `to` in ms, `from` at the start of a period, `to` exclusive. */
export type Window = {readonly from: number; readonly to: number; readonly periodMs: number};

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * How long CloudWatch keeps data of a resolution: points under a minute three hours, minutes 15 days, five
 * minutes 63 days, hours 455 days. Older data is there only in periods that its resolution divides.
 */
function keptMs(periodMs: number): number {
  if (periodMs < 60_000) return 3 * hourMs;
  if (periodMs % hourMs === 0) return 455 * dayMs;
  return periodMs % 300_000 === 0 ? 63 * dayMs : 15 * dayMs;
}

/** CloudWatch rounds a start down, more coarsely the older it is; then to the period. */
export function windowOf(startAt: number, endAt: number, periodMs: number, now: number): Window {
  const age = now - startAt;
  const grain = age > 63 * dayMs ? hourMs : age > 15 * dayMs ? 300_000 : Math.min(60_000, periodMs);
  const rounded = Math.floor(Math.floor(startAt / grain) * grain);
  const oldest = Math.ceil((now - keptMs(periodMs)) / periodMs) * periodMs;
  const from = Math.max(Math.floor(rounded / periodMs) * periodMs, oldest);
  return {from, to: Math.min(endAt, now), periodMs};
}

/** The start of every period of a window. */
export function periodsOf({from, to, periodMs}: Window): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at += periodMs) starts.push(at);
  return starts;
}
