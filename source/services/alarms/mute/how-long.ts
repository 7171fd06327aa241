import {formatDuration} from '../../../text/duration.ts';
import {parseQuantity} from '../../../text/quantity.ts';
import {longestMuteDays, shortestMuteMinutes} from '../limits.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const shortestMs = shortestMuteMinutes * minuteMs;
export const longestMs = longestMuteDays * dayMs;

/** Long enough to mend most things, short enough to be forgotten. */
const usual = '1h';

/** `90m`, `1h30m`, `2d`: how long to mute, in words that people type. */
export function parseHowLong(typed = usual): {readonly ms: number} | {readonly wrong: string} {
  const bounds = `from ${formatDuration(shortestMs)} to ${longestMuteDays}d`;
  const ms = /^(?:\d+\s*[dhm]\s*)+$/u.test(typed.trim()) ? parseQuantity(typed) : undefined;
  if (ms === undefined) {
    return {wrong: `${typed} is no length of time: write 30m, 1h or 2d, ${bounds}.`};
  }
  return ms < shortestMs || ms > longestMs
    ? {wrong: `A mute lasts ${bounds}: ${typed} is not between them.`}
    : {ms};
}

export type MuteWindow = {
  /** For the schedule of a mute rule: `at(2026-11-27T02:13)`, in UTC. */
  readonly expression: string;
  readonly duration: string;
  readonly endsAt: number;
};

/**
 * From the minute that runs, at least as long as asked: a schedule knows whole minutes only, so it begins at the last
 * one and ends with the first that is not too early.
 */
export function windowFrom(now: number, ms: number): MuteWindow {
  const beginsAt = Math.floor(now / minuteMs) * minuteMs;
  const endsAt = Math.min(Math.ceil((now + ms) / minuteMs) * minuteMs, beginsAt + longestMs);
  return {
    expression: `at(${new Date(beginsAt).toISOString().slice(0, 16)})`,
    duration: isoDuration(endsAt - beginsAt),
    endsAt,
  };
}

/** ISO 8601, of whole minutes: P1DT2H, PT61M as PT1H1M. */
function isoDuration(ms: number): string {
  const [days, hours, minutes] = [ms / dayMs, (ms % dayMs) / hourMs, (ms % hourMs) / minuteMs].map(
    Math.floor,
  );
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`;
  return `P${days ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
