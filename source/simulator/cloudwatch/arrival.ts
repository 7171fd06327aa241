import type {Datum} from '../metric-source.ts';

/**
 * When a minute of a metric can be seen. AWS's own metrics are one to two minutes late and come in pieces: some
 * seconds after a minute has ended a part of it is there, and 60 to 110 seconds after its end all of it. How late
 * and how large a part depends on the metric and the minute alone, so that the same question at the same time has
 * the same answer.
 */
const minuteMs = 60_000;
const first = {earliestMs: 5_000, latestMs: 25_000};
const whole = {earliestMs: 60_000, latestMs: 110_000};

/** Nothing of a minute is still to come so long after its end. */
export const latestArrivalMs = whole.latestMs;

/** What has arrived by `now` of the minute that starts at `minuteStart`; `salt` is of the account and the metric. */
export function arrived(datum: Datum, salt: number, minuteStart: number, now: number): Datum | undefined {
  const sinceEndMs = now - minuteStart - minuteMs;
  if (sinceEndMs >= whole.latestMs) return datum;
  const mixed = mix(salt, minuteStart / minuteMs);
  if (sinceEndMs >= between(whole, mixed)) return datum;
  if (sinceEndMs < between(first, mix(mixed, 1))) return undefined;
  return part(datum, 0.3 + 0.6 * unit(mix(mixed, 2)));
}

/** A part of the samples; their smallest and largest are taken to be among the first. */
function part(datum: Datum, share: number): Datum {
  const count = Math.max(1, Math.floor(datum.count * share));
  const kept = count / datum.count;
  return {
    sum: datum.sum * kept,
    count,
    min: datum.min,
    max: datum.max,
    ...(datum.values ? {values: datum.values.map(({value, times}) => ({value, times: times * kept}))} : {}),
  };
}

const between = ({earliestMs, latestMs}: typeof first, mixed: number): number =>
  earliestMs + unit(mixed) * (latestMs - earliestMs);

const unit = (mixed: number): number => mixed / 2 ** 32;

/** FNV-1a over the characters: a number for a name. */
export function saltOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

function mix(salt: number, number: number): number {
  let hash = (salt ^ Math.imul(number | 0, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
